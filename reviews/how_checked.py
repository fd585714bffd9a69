"""How a claim was checked, for readers: the plan, how many looked, how they came to the rating. Names nobody."""

from collections.abc import Iterator, Sequence

from reviews.models import Adjudication, Review, Round, RoundChange, RoundRecord
from reviews.published import PublishedChecking
from reviews.states import ClosedBecause, Settled

NUMBERS = ("no", "one", "two", "three", "four", "five")
SETTLED = {
    Settled.AGREEMENT: "They gave the same rating.",
    Settled.MOVED: "Their ratings lay one step apart; they talked, and then gave the same one.",
    Settled.MAJORITY: "Most of them gave this rating, the others the one next to it.",
}
SETTLER = "somebody who had not reviewed it settled the difference."


def checking_of(checked: Round, reviews: Sequence[Review]) -> PublishedChecking:
    """The settled round in figures and codes, `reviews` being those that stand."""
    return PublishedChecking(
        plan=checked.plan.name,
        opinions=len(reviews),
        settled=_settled_how(checked, reviews),
        closed_early=_closed_because(checked),
        dissent=any(review.rating_id != checked.rating_id for review in reviews),
        second_look=checked.plan.second_look and not checked.is_second_look,
    )


def how_it_was_checked(checked: Round, reviews: Sequence[Review]) -> str:
    """The same in a reader's words."""
    return " ".join(_sentences(checking_of(checked, reviews), checked, reviews))


def _sentences(checking: PublishedChecking, checked: Round, reviews: Sequence[Review]) -> Iterator[str]:
    yield f"{checking.plan}: {people(checking.opinions)} reviewed it."
    yield _manner(checking.opinions, has_lead=checked.plan.has_lead)
    if checking.closed_early:
        opinions = "one opinion" if checking.opinions == 1 else f"{number(checking.opinions)} opinions"
        yield f"More were asked for; it was closed with {opinions}: {ClosedBecause(checking.closed_early).label}."
    if checking.second_look:
        yield "A second opinion is made after publication."
    if checking.settled == Settled.ADJUDICATED:
        yield _adjudicated(reviews)
    elif checking.settled in SETTLED:
        yield SETTLED[Settled(checking.settled)]


def _manner(opinions: int, *, has_lead: bool) -> str:
    if opinions < 2:
        return "One reviewer checked it, and an editor who had no part in that went over it."
    if not has_lead:
        return "Each researched and rated it without knowing how the others did."
    if opinions == 2:
        return "One reviewer gathered the evidence; another rated it without knowing the first one's rating."
    return "One reviewer gathered the evidence; the others rated it without knowing each other's ratings."


def _adjudicated(reviews: Sequence[Review]) -> str:
    if len(reviews) < 2:
        return "Somebody who had not reviewed it settled the rating."
    differed = len({review.rating_id for review in reviews}) > 1
    return f"Their {'ratings' if differed else 'reasons'} differed, and {SETTLER}"


def number(count: int) -> str:
    """Small numbers as words.

    >>> number(2), number(12)
    ('two', '12')
    """
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def people(count: int) -> str:
    """
    >>> people(1), people(3)
    ('one person', 'three people')
    """
    return f"{number(count)} {'person' if count == 1 else 'people'}"


def _settled_how(checked: Round, reviews: Sequence[Review]) -> str:
    """From the round's record; from what there is for rounds older than records."""
    kept = RoundRecord.objects.filter(round=checked).values_list("settled_how", flat=True).first()
    if kept:
        return kept
    if Adjudication.objects.filter(round=checked).exists():
        return Settled.ADJUDICATED.value
    return Settled.AGREEMENT.value if len(reviews) > 1 else Settled.ALONE.value


def _closed_because(checked: Round) -> str:
    """The kind of reason why it was closed early; empty when it was not."""
    if not RoundRecord.objects.filter(round=checked, closed_early=True).exists():
        return ""
    kinds = RoundChange.objects.filter(round=checked).exclude(kind="").order_by("-pk").values_list("kind", flat=True)
    return kinds.first() or ClosedBecause.OTHER.value
