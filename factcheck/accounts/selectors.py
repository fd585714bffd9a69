"""What the team page asks."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from factcheck.accounts.models import DeskToken, Invitation, User


def list_people(user: User) -> QuerySet[User]:
    """Everyone with an account, active ones first, each with `has_second_step`."""
    second_step = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
    return User.objects.visible_to(user).annotate(has_second_step=second_step).order_by("-is_active", "name", "pk")


def list_invitations(user: User, *, at: datetime) -> QuerySet[Invitation]:
    """Open invitations, newest first, each with `is_expired`."""
    expired = ExpressionWrapper(Q(expires_at__lte=at), output_field=BooleanField())
    return Invitation.objects.visible_to(user).open().annotate(is_expired=expired).select_related("invited_by")


def list_own_tokens(user: User, *, at: datetime) -> QuerySet[DeskToken]:
    """One's own, the newest first, each with `is_over`."""
    return _with_is_over(DeskToken.objects.filter(user=user), at)


def list_everyones_tokens(user: User, *, at: datetime) -> QuerySet[DeskToken]:
    """Every token that still opens something and that this person may know of, by person."""
    living = DeskToken.objects.visible_to(user).filter(expiry__gt=at, user__is_active=True)
    return _with_is_over(living, at).select_related("user").order_by("user__name", "user_id", "-created", "pk")


def _with_is_over(tokens: QuerySet[DeskToken], at: datetime) -> QuerySet[DeskToken]:
    over = ExpressionWrapper(Q(expiry__lte=at), output_field=BooleanField())
    return tokens.annotate(is_over=over)
