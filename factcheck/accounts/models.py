"""People, invitations and the desk."""

from collections.abc import Iterator
from datetime import time

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Role(models.TextChoices):
    ADMIN = "admin", "Editor"
    REVIEWER = "reviewer", "Reviewer"


class UserQuerySet(models.QuerySet):
    def visible_to(self, user) -> "UserQuerySet":
        """Editors see everyone with an account; others see themselves."""
        return self if user.is_admin else self.filter(pk=user.pk)

    def editors(self) -> "UserQuerySet":
        """Everyone who acts as an editor now, in one order, so that two who lock them do not wait for each other."""
        return self.filter(role=Role.ADMIN, is_active=True).order_by("pk")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, role=Role.ADMIN, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone of the desk. Two roles; an admin may review too. Deactivated, never deleted."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    byline = models.CharField(max_length=120, blank=True, help_text="Pen name on public pages; empty: the name.")
    role = models.CharField(max_length=10, choices=Role, default=Role.REVIEWER)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    sign_in_era = models.PositiveIntegerField(default=0, help_text="Raised to end every session at once.")
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_known"),
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_admin(self) -> bool:
        return self.is_active and self.role == Role.ADMIN

    @property
    def public_name(self) -> str:
        """The name readers see."""
        return self.byline or self.name

    def get_session_auth_hash(self) -> str:
        """What a session must match to stay valid: ends with a new password and with a new era."""
        return self._in_era(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under earlier secret keys."""
        return map(self._in_era, super().get_session_auth_fallback_hash())

    def _in_era(self, session_hash: str) -> str:
        return salted_hmac(
            "factcheck.accounts.era", f"{session_hash} {self.sign_in_era}", algorithm="sha256"
        ).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "InvitationQuerySet":
        """Editors see all of them."""
        return self if user.is_admin else self.none()

    def open(self) -> "InvitationQuerySet":
        """Neither used nor withdrawn; it may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """A one-time link to an account. Only a hash of its secret is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
            models.UniqueConstraint(
                Lower("email"), condition=Q(accepted_at=None, withdrawn_at=None), name="one_open_invitation_per_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"


def monday_to_friday() -> list[int]:
    return [0, 1, 2, 3, 4]


def default_due_hours() -> dict[str, int]:
    """Working hours until a review is due."""
    return {"urgent": 4, "soon": 9, "usual": 18}


class Desk(models.Model):
    """The desk's own name and habits: exactly one row."""

    name = models.CharField(max_length=120, default="The Fact Desk")
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=12, default="en")
    working_days = ArrayField(models.PositiveSmallIntegerField(), default=monday_to_friday)  # 0 = Monday
    day_starts = models.TimeField(default=time(9))
    day_ends = models.TimeField(default=time(18))
    holidays = ArrayField(models.DateField(), default=list, blank=True)
    due_hours = models.JSONField(default=default_due_hours)  # working hours by how soon a claim is wanted
    contact_email = models.EmailField(blank=True)
    languages = ArrayField(
        models.CharField(max_length=12), default=list, blank=True
    )  # of the public pages beside the first
    complaints_to = models.CharField(max_length=120, blank=True, help_text="Whom readers may complain to about us.")
    complaints_url = models.URLField(max_length=500, blank=True)
    complaint_days = models.PositiveSmallIntegerField(default=7)  # working days until a complaint is answered
    about = models.TextField(blank=True, help_text="One or two sentences for readers who have never heard of us.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_desk"),
            models.CheckConstraint(
                condition=Q(working_days__len__gte=1, day_ends__gt=F("day_starts")), name="the_desk_works"
            ),
        ]

    def __str__(self) -> str:
        return self.name
