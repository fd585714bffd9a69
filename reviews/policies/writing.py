"""Who writes a fact-check, who signs it off, who publishes it."""

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import DraftNote, Review, VerdictDraft


def may_write(user: User, claim: Claim, *, reviewed: bool | None = None) -> Decision:
    """Editors, and those who reviewed the claim. A list that knows who `reviewed` what says so and saves a question."""
    if user.is_admin or (has_reviewed(user, claim) if reviewed is None else reviewed):
        return ALLOW
    return deny("An editor or somebody who reviewed this claim writes it up.")


def may_change(user: User, draft: VerdictDraft) -> Decision:
    """Only the writer changes the text: whoever signs it off must not have written at it."""
    if draft.writer_id != user.pk:
        return deny(f"{draft.writer} is writing this. Take it over first, if it has to change hands.")
    return ALLOW


def may_take_over(user: User, draft: VerdictDraft) -> Decision:
    """Anyone who may write the claim up, but for the present writer."""
    if draft.writer_id == user.pk:
        return deny("You are already the writer.")
    return may_write(user, draft.claim)


def may_send_back(user: User, draft: VerdictDraft) -> Decision:
    """Editors."""
    if not user.is_admin:
        return deny("An editor sends a text back.")
    return ALLOW


def may_sign_off(user: User, draft: VerdictDraft) -> Decision:
    """An editor who neither wrote the text nor reviewed the claim. One who settled a difference may."""
    if not user.is_admin:
        return deny("An editor signs a text off.")
    return had_no_part(user, draft, so="another editor must sign it off")


def had_no_part(user: User, draft: VerdictDraft, *, so: str) -> Decision:
    """Whoever neither wrote at the text nor reviewed the claim; `so` ends the sentence for the others."""
    if draft.writer_id == user.pk or user.pk in draft.earlier_writers:
        return deny(f"You wrote at this text, so {so}.")
    if has_reviewed(user, draft.claim):
        return deny(f"You reviewed this claim, so {so}.")
    return ALLOW


def may_note(user: User, draft: VerdictDraft) -> Decision:
    """Editors, and the writer, who may want to ask something."""
    if not user.is_admin and draft.writer_id != user.pk:
        return deny("An editor leaves notes on a text.")
    return ALLOW


def may_answer_note(user: User, draft: VerdictDraft) -> Decision:
    """The writer, and editors."""
    if not user.is_admin and draft.writer_id != user.pk:
        return deny("Its writer or an editor answers a note.")
    return ALLOW


def may_withdraw_note(user: User, note: DraftNote) -> Decision:
    """Whoever wrote it."""
    if note.by_id != user.pk:
        return deny(f"This is {note.by}’s note. Answer it, or settle it.")
    return ALLOW


def may_publish(user: User) -> Decision:
    """Editors."""
    if not user.is_admin:
        return deny("An editor publishes.")
    return ALLOW


def has_reviewed(user: User, claim: Claim) -> bool:
    """Whether the user ever submitted a review of this claim, also one taken back since."""
    return Review.objects.filter(round__claim=claim, reviewer=user).exists()
