"""People, invitations and the desk."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, time

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from knox.models import AbstractAuthToken, AuthTokenManager

from factcheck.accounts.scopes import Scope


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

    def save(self, *args, **kwargs) -> None:
        """A new password ends every token: whoever changes it shuts out whoever knew the old one."""
        is_changed = self._password is not None and not self._state.adding
        with transaction.atomic() if is_changed else nullcontext():
            super().save(*args, **kwargs)
            if is_changed:
                DeskToken.objects.filter(user=self).delete()

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


class DeskTokenQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DeskTokenQuerySet":
        """One's own; editors see that the others' exist."""
        return self if user.is_admin else self.filter(user=user)


class DeskToken(AbstractAuthToken):
    """What a script signs in with: its person's rights within its scopes, until it ends. Only a hash is kept."""

    KEY_LENGTH = 15  # characters of the secret by which people tell their tokens apart

    name = models.CharField(max_length=60)
    scopes = ArrayField(models.CharField(max_length=12, choices=Scope))
    created = models.DateTimeField(default=timezone.now)
    expiry = models.DateTimeField()
    era = models.PositiveIntegerField(help_text="Its person's `sign_in_era` when it was made; it ends with it.")
    last_used_on = models.DateField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = AuthTokenManager.from_queryset(DeskTokenQuerySet)()

    class Meta:
        ordering = ["-created", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values, scopes__len__gte=1), name="token_scopes_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_names(self) -> list[str]:
        return [Scope(scope).label for scope in self.scopes]

    def is_living(self, at: datetime) -> bool:
        """Whether it opens anything now: not expired, its person here, and not signed out everywhere since."""
        return self.expiry > at and self.user.is_active and self.era == self.user.sign_in_era


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
    licence_name = models.CharField(max_length=120, default="CC BY 4.0", blank=True)  # of what we publish
    licence_url = models.URLField(max_length=500, default="https://creativecommons.org/licenses/by/4.0/", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_desk"),
            models.CheckConstraint(
                condition=Q(working_days__len__gte=1, day_ends__gt=F("day_starts")), name="the_desk_works"
            ),
        ]

    def __str__(self) -> str:
        return self.name
