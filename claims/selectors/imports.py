"""Feeds of other publishers, and what their pulls did."""

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import ImportedCheck, ImportFeed, ImportRun
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound


def find_feeds(user: User) -> QuerySet[ImportFeed]:
    """Newest first, each with how many `kept_checks` it brought, and whether it `is_running`: being pulled now."""
    brought = ImportedCheck.objects.filter(feed=OuterRef("pk")).order_by().values("feed").annotate(n=Count("pk"))
    rows = ImportFeed.objects.visible_to(user).select_related("created_by")
    under_way = Exists(ImportRun.objects.filter(feed=OuterRef("pk"), ended_at=None))
    return rows.annotate(is_running=under_way, kept_checks=Coalesce(Subquery(brought.values("n")), 0))


def see_feed(user: User, pk: int) -> ImportFeed:
    """One feed. Raises `NotFound` for unknown and invisible ones alike."""
    feed = find_feeds(user).filter(pk=pk).first()
    if feed is None:
        raise NotFound("There is no such feed, or it is not visible to you.")
    return feed


def runs_of(user: User, feed: ImportFeed) -> QuerySet[ImportRun]:
    """Its pulls, the latest first."""
    return ImportRun.objects.visible_to(user).filter(feed=feed).select_related("by")
