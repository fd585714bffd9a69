"""The watch begins with publication and ends when nothing published stands on the source any more."""

from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce, Least

from claims.models import Claim
from reviews.models import SourceWatch
from reviews.selectors.watching import watched_sources_of

FIRST_HOURS = 24


def watch_sources_of(claim: Claim, *, at: datetime) -> int:
    """Look at every page the claim's published verdict cites again in a day; how many. Inside the publishing act.

    A page that is watched already, for another verdict, is looked at within a day, whatever its interval had become.
    """
    sources = list(watched_sources_of(claim).values_list("pk", flat=True))
    SourceWatch.objects.bulk_create([SourceWatch(source_id=pk) for pk in sources], ignore_conflicts=True)
    rows = SourceWatch.objects.filter(source__in=sources).order_by("source").select_for_update(no_key=True)
    locked = [watch.pk for watch in rows]  # in one order, whoever publishes
    soon = at + timedelta(hours=FIRST_HOURS)
    SourceWatch.objects.filter(pk__in=locked).update(
        every_hours=FIRST_HOURS, look_at=Least(Coalesce(F("look_at"), soon), soon)
    )
    return len(sources)
