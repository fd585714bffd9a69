"""What the team page asks."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from factcheck.accounts.models import Invitation, User


def list_people(user: User) -> QuerySet[User]:
    """Everyone with an account, active ones first, each with `has_second_step`."""
    second_step = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
    return User.objects.visible_to(user).annotate(has_second_step=second_step).order_by("-is_active", "name", "pk")


def list_invitations(user: User, *, at: datetime) -> QuerySet[Invitation]:
    """Open invitations, newest first, each with `is_expired`."""
    expired = ExpressionWrapper(Q(expires_at__lte=at), output_field=BooleanField())
    return Invitation.objects.visible_to(user).open().annotate(is_expired=expired).select_related("invited_by")
