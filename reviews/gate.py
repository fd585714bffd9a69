"""The gate: what must be so before a verdict is published. Advice stands beside it and never blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.accounts.models import User
from factcheck.core.errors import FieldError, GateNotMet
from reviews.composing import compose, reviews_of
from reviews.draft_text import MOST_WORDS, count_words
from reviews.models import Adjudication, DraftEvidence, Evidence, Hold, VerdictDraft
from reviews.policies.writing import may_sign_off
from reviews.published import Published, PublishedEvidence
from reviews.selectors.contacts import is_waited_for
from reviews.selectors.drafts import last_sign_off, settled_round
from reviews.selectors.later import open_points
from reviews.states import FIRST_HAND, ReplyOutcome, Stance

COMFORTABLE = 75  # characters of a claim's wording, for those who show it elsewhere
INTENT = re.compile(r"\b(lie[ds]?|liars?|lying|hoax(es)?|dishonest\w*|decei\w+|deliberate\w*|intentional\w*)\b", re.I)
QUOTED = re.compile(r"[“\"«„][^”\"»]*[”\"»]")


class GateState(StrEnum):
    """How one requirement stands. Only overrides count against the desk."""

    MET = "met"
    MET_BY_NOTE = "met_by_note"
    NOT_MET = "not_met"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True)
class GateItem:
    """One requirement: what it asks, how it stands, and what is there or missing."""

    key: str
    words: str
    state: GateState
    detail: str = ""

    @property
    def blocks(self) -> bool:
        return self.state == GateState.NOT_MET


@dataclass(frozen=True)
class Question:
    """A draft as the gate looks at it. `signer` is who wants to sign, None to look at the sign-off there is."""

    draft: VerdictDraft
    seen: Published
    signer: User | None


def check_gate(draft: VerdictDraft, signer: User | None = None) -> list[GateItem]:
    """Every requirement in the order a writer meets them."""
    question = Question(draft, compose(draft), signer)
    return [item for check in CHECKS if (item := check(question)) is not None]


def advice_on(draft: VerdictDraft) -> list[str]:
    """What an editor may want to know. Nothing here blocks."""
    return list(_advice(compose(draft)))


def refuse_unmet(items: Sequence[GateItem]) -> None:
    """Raise `GateNotMet` naming each requirement that is not met."""
    unmet = [item for item in items if item.blocks]
    if unmet:
        raise GateNotMet(
            "Before this can be published: " + "; ".join(f"{item.words} – {item.detail}" for item in unmet),
            errors=[FieldError(item.key, "not_met", item.detail) for item in unmet],
        )


def _item(key: str, words: str, met: bool, detail: str, missing: str) -> GateItem:
    return GateItem(key, words, GateState.MET if met else GateState.NOT_MET, detail if met else missing)


def settled(asked: Question) -> GateItem:
    met = settled_round(asked.draft.claim) == asked.draft.round
    detail, missing = f"Rated: {asked.seen.rating.name if met else ''}", "The claim is being checked again."
    return _item("settled", "The rating is settled", met, detail, missing)


def reasons(asked: Question) -> GateItem:
    words = "The reviewers agree for the same reasons"
    adjudication = Adjudication.objects.filter(round=asked.draft.round).select_related("by").first()
    if adjudication:
        return _item("reasons", words, True, f"They differed; {adjudication.by} settled it.", "")
    if len(reviews_of(asked.draft.round)) < 2:
        return _item("reasons", words, True, "There was one reviewer.", "")
    missing = "Read both rationales and say whether they agree, or ask for the disagreement to be settled."
    return _item("reasons", words, asked.draft.round.reasons_agree is True, "Confirmed by the writer.", missing)


def title(asked: Question) -> GateItem:
    return _item("title", "The title says what we found", bool(asked.seen.title), "", "There is no title.")


def found(asked: Question) -> GateItem:
    words = count_words(asked.seen.found)
    missing = f"{words} words; at most {MOST_WORDS}." if words else "It is empty."
    met = 0 < words <= MOST_WORDS
    return _item("found", "“What we found” is written", met, f"{words} of at most {MOST_WORDS} words.", missing)


def explanation(asked: Question) -> GateItem:
    met = bool(asked.seen.explanation)
    return _item("explanation", "The explanation is written", met, "", "It is empty.")


def evidence(asked: Question) -> GateItem:
    count = len(asked.seen.evidence)
    missing = "Link evidence to the claim and give it a stance."
    return _item("evidence", "There is evidence", bool(count), f"{count} {_pieces(count)}.", missing)


def links(asked: Question) -> GateItem:
    """A link, or a file we hold, or an identity withheld with an editor's approval."""
    words = "Every piece says where it is from"
    named = [one for one in asked.seen.evidence if not one.withheld]
    nowhere = [one for one in named if not one.url.startswith(("http://", "https://")) and not _is_held_file(one)]
    if nowhere or not asked.seen.evidence:
        missing = f"{len(nowhere)} {_pieces(len(nowhere))} without a link." if nowhere else "There is no evidence yet."
        return _item("links", words, False, "", missing)
    waiting = Evidence.objects.filter(
        pk__in=DraftEvidence.objects.filter(draft=asked.draft, evidence__removed_at=None).values("evidence"),
        source__withheld=True,
        source__withheld_approved_at=None,
    ).count()
    missing = f"The identity of {waiting} {_pieces(waiting)} is withheld, and no editor has approved it."
    return _item("links", words, not waiting, "", missing)


def _is_held_file(one: PublishedEvidence) -> bool:
    """A file was handed in and has no address: readers are told its name and that we hold it."""
    return not one.url and bool(one.title) and one.held_on is not None


def stances(asked: Question) -> GateItem:
    placed = DraftEvidence.objects.filter(draft=asked.draft).values("evidence")
    left = Evidence.objects.in_file().filter(claim=asked.draft.claim).exclude(pk__in=placed).count()
    missing = f"{left} {_pieces(left)} in the file without one."
    return _item("stances", "Every piece says against, for or background", not left, "", missing)


def later(asked: Question) -> GateItem:
    waiting = open_points(asked.draft.round).count()
    missing = f"{waiting} {_pieces(waiting)} may point against the rating; its reviewers are asked."
    return _item("later", "Evidence that came after the reviews was looked at", not waiting, "", missing)


def primary(asked: Question) -> GateItem | None:
    """A fast check, of one reviewer, rests on a primary source; others may do without."""
    if not asked.draft.round.plan.second_look:
        return None
    shown = DraftEvidence.objects.filter(draft=asked.draft, evidence__source__kind__in=FIRST_HAND)
    missing = "Only a primary source backs a fast check. Link one, or have it checked by another plan."
    return _item("primary", "A primary source backs it", shown.exists(), "", missing)


def other_side(asked: Question) -> GateItem:
    words = "Evidence against our finding was looked for"
    if _has_other_side(asked.seen):
        return GateItem("against", words, GateState.MET)
    if asked.seen.against_note:
        return GateItem("against", words, GateState.MET_BY_NOTE, asked.seen.against_note)
    missing = "Show some, or note where you looked: “Looked for evidence against; found none in …”"
    return GateItem("against", words, GateState.NOT_MET, missing)


def claim_date(asked: Question) -> GateItem:
    words = "The claim has a date"
    if asked.seen.claim_date:
        return GateItem("claim_date", words, GateState.MET)
    if asked.seen.claim_date_note:
        return GateItem("claim_date", words, GateState.MET_BY_NOTE, asked.seen.claim_date_note)
    return GateItem("claim_date", words, GateState.NOT_MET, "Say on the claim's page when it was made, or why not.")


def dates(asked: Question) -> GateItem:
    met = bool(asked.seen.rated_as_of and asked.seen.evidence_until)
    missing = "Say which day's state of the world is judged, and up to when evidence was looked for."
    return _item("dates", "It says what time it judges", met, "", missing)


def reply(asked: Question) -> GateItem:
    words, outcome = "Asking the claimant is recorded", asked.seen.reply_outcome
    if is_waited_for(asked.draft.claim):
        missing = "They were asked, and it is not noted how that ended. Note it there first, then say the same here."
        return GateItem("reply", words, GateState.NOT_MET, missing)
    if not outcome:
        return GateItem("reply", words, GateState.NOT_MET, "Say how asking them ended, or why they were not asked.")
    if outcome in {ReplyOutcome.ANSWERED, ReplyOutcome.NOT_ASKED} and not asked.seen.reply:
        missing = "Say what they answered." if outcome == ReplyOutcome.ANSWERED else "Say why they were not asked."
        return GateItem("reply", words, GateState.NOT_MET, missing)
    state = GateState.MET_BY_NOTE if outcome == ReplyOutcome.NOT_ASKED else GateState.MET
    return GateItem("reply", words, state, ReplyOutcome(outcome).label)


def holds(asked: Question) -> GateItem:
    # One whose day has passed stands until somebody releases it.
    reasons = [hold.reason for hold in Hold.objects.standing().filter(claim=asked.draft.claim)]
    return _item("holds", "Nothing holds it back", not reasons, "", "; ".join(reasons))


def sign_off(asked: Question) -> GateItem:
    words = "Signed off by an editor who neither wrote nor reviewed it"
    if asked.signer is not None:
        decision = may_sign_off(asked.signer, asked.draft)
        return _item("sign_off", words, bool(decision), "You may.", decision.reason)
    signed = last_sign_off(asked.draft, draft_hash=asked.seen.digest)
    if signed is None:
        missing = "Not yet." if not asked.draft.sign_offs.exists() else "The text changed after it was signed off."
        return _item("sign_off", words, False, "", missing)
    decision = may_sign_off(signed.signer, asked.draft)
    return _item("sign_off", words, bool(decision), f"By {signed.signer}.", f"{signed.signer} may no longer sign it.")


def _pieces(count: int) -> str:
    return "piece" if count == 1 else "pieces"


def _has_other_side(seen: Published) -> bool:
    """Whether something shown speaks against the rating. Ratings without a side want both sides looked at."""
    stances = {one.stance for one in seen.evidence}
    both = {Stance.SUPPORTS.value, Stance.REFUTES.value}
    position, middle = seen.rating.position, (len(seen.steps) + 1) / 2
    if position is None or position == middle:
        return bool(stances & both)
    return (Stance.REFUTES if position < middle else Stance.SUPPORTS).value in stances


def _advice(seen: Published) -> Iterator[str]:
    if len(seen.claim) > COMFORTABLE:
        yield f"The wording has {len(seen.claim)} characters. Over {COMFORTABLE}, others who show it may cut it."
    desk_words = QUOTED.sub(" ", " ".join([seen.title, seen.found, seen.explanation]))
    words = sorted({match.group().lower() for match in INTENT.finditer(desk_words)})
    if words:
        yield f"“{'”, “'.join(words)}”: We rate statements, not honesty."
    if not seen.claimant:
        yield "Nobody is named as having said it. Readers ask that first."


CHECKS = (
    *(settled, reasons, later, title, found, explanation, evidence, links, stances, primary),
    *(other_side, claim_date, dates, reply, holds, sign_off),
)
