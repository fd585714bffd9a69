"""What a recheck puts before an editor: the published page, the two copies, the quotations then and now."""

from dataclasses import dataclass

from django.db.models import QuerySet

from factcheck.accounts.models import User
from reviews.finding_words import Found, Searched, Span
from reviews.models import Evidence, PublicVerdict, Recheck
from reviews.selectors.watching import main_text, published_evidence
from reviews.word_diff import Difference, Piece, Work, compare_texts, compare_words

LONGEST_SIDE = 1_200  # characters of a paragraph, on either side of a quotation, that are shown whole
REACH = 240  # characters shown of a longer one
GROUPS = {"open": "To decide", "to_do": "Being put right", "done": "Done"}


@dataclass(frozen=True)
class Quotation:
    """A quotation of the published page: whether it stood in the older copy and stands in the newer one."""

    evidence: Evidence
    was_there: bool
    is_there: bool
    pieces: tuple[Piece, ...]  # of lost words: where they stood, then and now

    @property
    def is_lost(self) -> bool:
        return self.was_there and not self.is_there


def rechecks_of_group(group: str, *, user: User) -> QuerySet[Recheck]:
    """Those to decide, those decided and not done, or those done; with what a list shows of each."""
    rows = Recheck.objects.visible_to(user)
    found = {
        "open": rows.to_decide(),
        "to_do": rows.to_do(),
        "done": rows.exclude(done_at=None),
    }[group]
    return found.select_related("claim__wording", "source", "decided_by", "round").order_by("-pk")


def whole_recheck(user: User) -> QuerySet[Recheck]:
    """With all its page shows."""
    return Recheck.objects.visible_to(user).select_related(
        "claim__wording", "claim__claimant", "source", "before", "after", "decided_by", "round__rating"
    )


def verdict_of(recheck: Recheck) -> PublicVerdict | None:
    rows = PublicVerdict.objects.filter(claim_id=recheck.claim_id).select_related("current")
    return rows.defer("current__content").first()


def quotations_of(recheck: Recheck) -> list[Quotation]:
    """What the published page quotes of this source, the lost ones first."""
    if recheck.source is None:
        return []
    cited = published_evidence().filter(claim=recheck.claim_id, source=recheck.source_id).order_by("pk")
    then, now = (Searched(copy.text) if copy is not None else None for copy in (recheck.before, recheck.after))
    work = Work()  # for all of them
    found = [_then_and_now(evidence, then, now, work) for evidence in cited]
    return sorted(found, key=lambda one: not one.is_lost)


def _then_and_now(evidence: Evidence, before: Searched | None, after: Searched | None, work: Work) -> Quotation:
    then = before.find(evidence.excerpt) if before else None
    now = after.find(evidence.excerpt) if after else None
    pieces: tuple[Piece, ...] = ()
    if before and after and then and not now:
        place = after.nearest(evidence.excerpt)
        pieces = compare_words(_around(before.text, then), _around(after.text, place) if place else "", work=work)
    return Quotation(evidence, then is not None, now is not None, pieces)


def _around(text: str, place: Found | Span) -> str:
    """The paragraphs this place lies in, so that both copies are cut at the same joints; of a long one the words near
    the place, without those that the window cuts."""
    start, end = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
    end = len(text) if end < 0 else end
    first, last = text[start : place.start], text[place.end : end]
    if len(first) > LONGEST_SIDE:
        first = first[-REACH:].partition(" ")[2]
    if len(last) > LONGEST_SIDE:
        last = last[:REACH].rpartition(" ")[0]
    return " ".join((first + text[place.start : place.end] + last).split())


def difference_of(recheck: Recheck) -> Difference | None:
    """What changed between the main texts of the two copies, or, if nothing did, in what else the pages show; None
    where there are no two texts to compare.
    """
    if recheck.before is None or recheck.after is None:
        return None
    then, now = main_text(recheck.before), main_text(recheck.after)
    return compare_texts(then, now) if then != now else compare_texts(recheck.before.text, recheck.after.text)
