"""How often words stand in what the desk holds of a published check, before anybody agrees to remove them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import F, TextField
from django.db.models.functions import Cast

from claims.models import Claimant
from claims.redacting import Cut, cut_with, topics_of
from factcheck.core.blackening import Blackening
from reviews.models import PublicRevision, PublicVerdict
from reviews.publication.removals.reaching import reaches_of_desk, revisions_of
from reviews.published import CODES

MOST_SHOWN, MOST_OTHERS = 20, 200  # longer words; other checks


@dataclass(frozen=True)
class Places:
    """In how many places the words stand, and where."""

    what: str
    count: int


@dataclass(frozen=True)
class Preview:
    """What a redaction would remove. Sealed reviews and what people keep to themselves are blackened and not counted.

    `longer`: words that hold them and stay, such as "annual" for "Ann". `others`: numbers of other checks that show
    them to readers; each is redacted by itself.
    """

    places: tuple[Places, ...]
    longer: tuple[str, ...]
    others: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(one.count for one in self.places)


def preview(verdict: PublicVerdict, words: Sequence[str]) -> Preview:
    """Count the words in everything a redaction of this check would reach. Reads much, changes nothing."""
    black, cut = Blackening(words), cut_with(verdict.claim_id)
    counted, longer = dict[str, int](), set[str]()
    for reach in [revisions_of(verdict), *reaches_of_desk(verdict, cut)]:
        if reach.what:
            counted[reach.what] = counted.get(reach.what, 0) + reach.count(black)
            longer |= reach.longer_words(black)
    counted["who said it"] = _claimants(cut, black)
    counted["the topic"] = sum(black.count(topic.name) for topic in topics_of(cut))
    places = tuple(Places(what, count) for what, count in counted.items() if count)
    return Preview(places, tuple(sorted(longer)[:MOST_SHOWN]), tuple(islice(_others(verdict, black), MOST_OTHERS)))


def _claimants(cut: Cut, black: Blackening) -> int:
    people = Claimant.objects.filter(claims__in=cut.claims).distinct()
    return sum(black.count(person.name) for person in people)


def _others(verdict: PublicVerdict, black: Blackening) -> Iterable[int]:
    """Other checks that hold the words anywhere in what readers see now, or would if it were shown again."""
    rows = PublicRevision.objects.filter(pk=F("verdict__current")).exclude(verdict=verdict)
    near = rows.annotate(whole=Cast("content", TextField())).filter(whole__iregex=black.for_the_database())
    for revision in near.select_related("verdict").order_by("verdict__number").iterator(chunk_size=100):
        if black.count_tree(revision.content, leave=CODES):
            yield revision.verdict.number
