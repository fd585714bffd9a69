"""What was taken from readers, and what waits for a second editor."""

from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from reviews.models import PublicVerdict, Removal


def find_verdict(number: int, *, user: User) -> PublicVerdict:
    """The published check of this number, whatever its state. Raises `NotFound`; only the desk may ask."""
    rows = PublicVerdict.objects.select_related("current").defer("current__content")
    found = rows.filter(number=number, current__isnull=False).first() if user.is_active else None
    if found is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    return found


def removals_of(verdict: PublicVerdict, *, user: User) -> list[Removal]:
    """Every removal of it that was ever asked for, newest first, with who asked and who decided."""
    rows = Removal.objects.visible_to(user).filter(verdict=verdict)
    return list(rows.select_related("verdict", "asked_by", "decided_by").order_by("-pk"))
