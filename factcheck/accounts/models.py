"""People, invitations and the desk."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone


class Role(models.TextChoices):
    ADMIN = "admin", "Editor"
    REVIEWER = "reviewer", "Reviewer"


class UserManager(BaseUserManager):
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

    class Meta:
        ordering = ["-invited_at"]
        constraints = [models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known")]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"


class Desk(models.Model):
    """The desk's own name and habits: exactly one row."""

    name = models.CharField(max_length=120, default="The Fact Desk")
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=12, default="en")
    contact_email = models.EmailField(blank=True)
    about = models.TextField(blank=True, help_text="One or two sentences for readers who have never heard of us.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_desk")]

    def __str__(self) -> str:
        return self.name
