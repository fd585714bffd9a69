"""What was published although a requirement was not met. Only this counts against the desk at the gate."""

from django.db.models import Count, QuerySet

from factcheck.accounts.models import User
from reviews.models import GateOverride


def counted_overrides(user: User, *, key: str = "") -> QuerySet[GateOverride]:
    """The decisions something was published by, of one requirement or of all."""
    rows = GateOverride.objects.visible_to(user).counted().select_related("by", "draft")
    return rows.filter(key=key) if key else rows


def overrides_by_key(user: User) -> dict[str, int]:
    """How often, by requirement, the most frequent first."""
    rows = GateOverride.objects.visible_to(user).counted().order_by().values_list("key")
    return dict(rows.annotate(times=Count("pk")).order_by("-times", "key"))
