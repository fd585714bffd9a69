"""What a verdict rests on: links, copies, exact words, first hands, more than one, and the other side."""

from urllib.parse import urlsplit

from reviews.gate.items import GateItem, Question, item, noted, pieces
from reviews.models import DraftEvidence, Evidence
from reviews.published import Published, PublishedEvidence
from reviews.selectors.later import open_points
from reviews.selectors.quotations import HANDED_IN
from reviews.states import FIRST_HAND, Stance


def evidence(asked: Question) -> GateItem:
    count = len(asked.seen.evidence)
    missing = "Link evidence to the claim and give it a stance."
    return item("evidence", bool(count), f"{pieces(count)}.", missing)


def links(asked: Question) -> GateItem:
    """A link, or a file we hold, or an identity withheld with an editor's approval."""
    nowhere = [one for one in asked.named if not _is_linked(one) and not _is_held_file(one)]
    if nowhere or not asked.seen.evidence:
        missing = f"{pieces(len(nowhere))} without a link." if nowhere else "There is no evidence yet."
        return item("links", False, "", missing, negotiable=bool(nowhere) and not _unapproved(asked))
    waiting = _unapproved(asked)
    missing = f"The identity of {pieces(waiting)} is withheld, and no editor has approved it."
    return item("links", not waiting, "", missing, negotiable=False)


def _is_linked(one: PublishedEvidence) -> bool:
    return one.url.startswith(("http://", "https://"))


def _is_held_file(one: PublishedEvidence) -> bool:
    """A file was handed in and has no address: readers are told its name and that we hold it."""
    return not one.url and bool(one.title) and one.held_on is not None


def _unapproved(asked: Question) -> int:
    """How many pieces are of a source whose identity is withheld while no second editor has agreed."""
    if len(asked.named) == len(asked.seen.evidence):
        return 0
    placed = DraftEvidence.objects.filter(draft=asked.draft, evidence__removed_at=None).values("evidence")
    withheld = Evidence.objects.filter(pk__in=placed, source__withheld=True)
    return withheld.filter(source__withheld_approved_at=None).count()


def archived(asked: Question) -> GateItem:
    """What is linked may be gone tomorrow: our own copy, or the address at a public archive."""
    fleeting = [one for one in asked.named if _is_linked(one) and not one.held_on and not one.archived_url]
    missing = f"{pieces(len(fleeting))} without a copy. Have it copied, hand a copy in, or note an archive's address."
    return item("archived", not fleeting, "", missing)


def quotations(asked: Question) -> GateItem:
    """The exact words stand in our copy of their source. Those of a source nobody is told of, an editor vouches for."""
    doubtful = [one for one in asked.named if not one.verified]
    given = sum(one.verified_in == HANDED_IN for one in asked.named)
    detail = f"{pieces(given)} in a copy that was handed in." if given else ""
    missing = f"The words of {pieces(len(doubtful))} were not found in a copy of ours, or there is none to look in."
    return item("quotations", not doubtful, detail, missing)


def stances(asked: Question) -> GateItem:
    placed = DraftEvidence.objects.filter(draft=asked.draft).values("evidence")
    left = Evidence.objects.in_file().filter(claim=asked.draft.claim).exclude(pk__in=placed).count()
    missing = f"{pieces(left)} in the file without one."
    return item("stances", not left, "", missing)


def later(asked: Question) -> GateItem:
    waiting = open_points(asked.draft.round).count()
    missing = f"{pieces(waiting)} may point against the rating; its reviewers are asked."
    return item("later", not waiting, "", missing)


def primary(asked: Question) -> GateItem:
    """At least one source that is the thing itself, or why there is none. A fast check has nothing else to rest on."""
    if any(one.kind in FIRST_HAND for one in asked.seen.evidence):
        return item("primary", True, "", "")
    if asked.draft.round.plan.second_look:
        missing = "Only a primary source backs a fast check. Link one, or have it checked by another plan."
        return item("primary", False, "", missing, negotiable=False)
    if asked.seen.primary_note:
        return noted("primary", asked.seen.primary_note)
    return item("primary", False, "", "Link the thing itself (the record, the data, the recording), or say why not.")


def independent(asked: Question) -> GateItem:
    """More than one named source that does not belong to the other, or why one is enough."""
    count = len(independent_sources(asked.seen))
    if count > 1:
        return item("independent", True, f"{count} sources.", "")
    if asked.seen.independent_note:
        return noted("independent", asked.seen.independent_note)
    missing = "All of it comes from one source." if count else "No source is named but the claimant."
    return item("independent", False, "", f"{missing} Link another, or say why that is enough.")


def independent_sources(seen: Published) -> set[str]:
    """The named publishers, or hosts where no publisher is noted, without the claimant's own and the withheld ones."""
    named = [one for one in seen.evidence if not one.withheld]
    publishers = {_host(one): _folded(one.publisher) for one in named if one.publisher}
    found = {_folded(one.publisher) or publishers.get(_host(one), "") or _host(one) or one.title for one in named}
    return found - {"", _folded(seen.claimant)}


def _host(one: PublishedEvidence) -> str:
    return (urlsplit(one.url).hostname or "").removeprefix("www.") if one.url else ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def other_side(asked: Question) -> GateItem:
    if _has_other_side(asked.seen):
        return item("against", True, "", "")
    if asked.seen.against_note:
        return noted("against", asked.seen.against_note)
    missing = "Show some, or note where you looked: “Looked for evidence against; found none in …”"
    return item("against", False, "", missing)


def _has_other_side(seen: Published) -> bool:
    """Whether something shown speaks against the rating. Ratings without a side want both sides looked at."""
    shown = {one.stance for one in seen.evidence}
    both = {Stance.SUPPORTS.value, Stance.REFUTES.value}
    position, middle = seen.rating.position, (len(seen.steps) + 1) / 2
    if position is None or position == middle:
        return bool(shown & both)
    return (Stance.REFUTES if position < middle else Stance.SUPPORTS).value in shown
