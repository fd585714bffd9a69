"""A published check, the loopback site its source stands on, and a way to let time pass."""

from datetime import datetime, timedelta

import pytest

from claims.models import Claim
from factcheck.jobs import queue
from reviews import kinds
from reviews.models import Evidence, Snapshot, Source, SourceWatch
from reviews.watching import looking
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import WRITTEN_AT, make_published
from tests.hostile_site import Site, hostile_site

QUOTE = "17,310 vehicles a day went through the harbour tunnel in 2025"
ABOUT = "The office has counted since the tunnel was opened, with a loop in each lane."
PAGE = (
    "<!doctype html><html lang='en'><title>Traffic census</title><body><article><h1>Traffic census</h1>"
    "<p>{about}</p><p>{quote}, both directions together, the census says.</p>"
    "<p>Figures for the bridge follow in the autumn, as they do every year.</p></article></body></html>"
)


def page(*, quote: str = QUOTE, about: str = ABOUT) -> str:
    """The census page, with other words where the desk looks."""
    return PAGE.format(quote=quote, about=about)


class Desk:
    """What was published on one page of the site, and the looks at that page."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.now: datetime = WRITTEN_AT
        self.url = site.put("/census", page())

    def publish(self, *, excerpt: str = QUOTE, source: Source | None = None) -> Claim:
        """A check that cites the page, published now."""
        claim = make_settled_claim(evidence=1)
        evidence = Evidence.objects.get(claim=claim)
        evidence.excerpt = excerpt
        evidence.source = source or evidence.source
        evidence.save(update_fields=["excerpt", "source"])
        Source.objects.filter(pk=evidence.source_id).update(url=self.url)
        make_published(claim=claim, at=self.now)
        self.source = Source.objects.get(pk=evidence.source_id)
        claim.refresh_from_db()
        return claim

    @property
    def watch(self) -> SourceWatch:
        return SourceWatch.objects.get(source=self.source)

    @property
    def copies(self) -> list[Snapshot]:
        return list(Snapshot.objects.filter(source=self.source).order_by("pk"))

    def look(self) -> SourceWatch:
        """Wait until the source is due, and let its job run to the end: robots.txt comes first."""
        self.now = max(self.now, self.watch.look_at)
        job = queue.enqueue(kinds.LOOK_AT, subject_id=self.source.pk)
        for _ in range(3):
            taken = queue.take(job.pk)
            try:
                looking.look(job=taken, at=self.now)
            except queue.NotNow:
                queue.postpone(taken, seconds=0)
                continue
            if queue.is_held(taken):
                with queue.finishing(taken):
                    pass
            break
        return self.watch

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def site(settings, tmp_path):
    with hostile_site() as running:
        settings.FETCH_ALLOW = [running.allow]
        settings.FETCH_PAUSE_SECONDS = 0
        settings.MEDIA_ROOT = tmp_path
        running.put("/robots.txt", "User-agent: *\nDisallow: /private\n", headers={"Content-Type": "text/plain"})
        yield running


@pytest.fixture
def desk(db, site) -> Desk:
    return Desk(site)
