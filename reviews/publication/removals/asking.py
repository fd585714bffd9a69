"""One editor asks that something is taken from readers, or given back to them."""

from collections.abc import Sequence
from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.blackening import LEAST, Blackening, letters_in
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.models import PublicVerdict, Removal
from reviews.policies.removals import may_ask_removal
from reviews.publication.removals.counting import preview
from reviews.publication.removals.telling import tell_asked
from reviews.selectors.changes import lock_public_verdict
from reviews.selectors.complaints import complaint_about
from reviews.selectors.locked import lock_claim
from reviews.selectors.removals import find_verdict
from reviews.states import AskedBy, Ground, PublicState, RemovalKind, RemovalStatus, Removed
from reviews.typed import must_fit, must_say

MOST_WORDS = 20  # names, addresses, numbers: each of its own
LONGEST_WORDS, LONGEST_NOTE, LONGEST_BECAUSE = 500, 500, 1_000  # characters
ENDS_STANDING = {RemovalKind.RETRACTION: (PublicState.LIVE,), RemovalKind.RETURN: (PublicState.WITHHELD,)}
NOT_NOW = {
    RemovalKind.RETRACTION: "Only what stands is retracted. This check is: {state}.",
    RemovalKind.WITHHOLDING: "This check is withheld already.",
    RemovalKind.RETURN: "Only what is withheld is shown again. This check is: {state}.",
}


def ask_removal(
    *,
    number: int,
    kind: str,
    because: str,
    by: User,
    at: datetime,
    ground: str = "",
    words: Sequence[str] = (),
    what: str = Removed.WORDS,
    public_note: str = "",
    asked_kind: str = AskedBy.DESK,
    complaint_id: int | None = None,
) -> Removal:
    """Ask for a retraction, a redaction, a withholding, or the end of one; nothing changes until another editor agrees.

    `because` is for the desk, `public_note` for readers: a retraction must have one; beside that of a redaction
    they are told `what` was removed, when and on what ground. `words`: each as it stands somewhere in what the desk
    holds of the check.
    Raises `NotFound`, `NotAllowed`, `InvalidTransition` when it is asked for already or does not fit its state, and
    `Invalid` on the fields (`words`: too_short, not_found).
    """
    with ledger.act("ask_removal", by=by, at=at, kind=kind, ground=ground) as act:
        verdict = _lock(number, by=by)
        act.about(verdict)
        may_ask_removal(by).or_refuse()
        _must_be_known(kind, ground, what, asked_kind)
        must_fit_state(verdict, kind)
        _must_be_the_only_one(verdict, kind)
        said = _texts(kind, because, public_note)
        taken = _words(verdict, kind, words, said["public_note"])
        removal = Removal.objects.create(
            verdict=verdict,
            kind=kind,
            ground=verdict.withheld_ground if kind == RemovalKind.RETURN else ground,
            words=taken,
            what=what if kind == RemovalKind.REDACTION else "",
            asked_kind=asked_kind,
            complaint=complaint_about(verdict, complaint_id, by=by),
            asked_by=by,
            asked_at=at,
            **said,
        )
        act.about(removal)
        act.note(number=verdict.number)
        tell_asked(removal, by=by, at=at)
    return removal


def must_fit_state(verdict: PublicVerdict, kind: str) -> None:
    """Raise `InvalidTransition` when readers have it in a state that this removal does not begin at."""
    if kind == RemovalKind.REDACTION:
        return
    states = ENDS_STANDING.get(RemovalKind(kind), (PublicState.LIVE, PublicState.RETRACTED))
    if verdict.state not in states:
        state = verdict.get_state_display().lower()
        raise InvalidTransition(NOT_NOW[RemovalKind(kind)].format(state=state), extra={"status_now": verdict.state})


def _lock(number: int, *, by: User) -> PublicVerdict:
    claim_id = find_verdict(number, user=by).claim_id
    lock_claim(claim_id, by=by)
    return lock_public_verdict(claim_id)


def _must_be_known(kind: str, ground: str, what: str, asked_kind: str) -> None:
    if kind not in RemovalKind.values:
        raise Invalid.field("kind", "unknown_choice", "Choose one of the four ways offered.")
    if kind != RemovalKind.RETURN and ground not in Ground.values:
        raise Invalid.field("ground", "unknown_choice", "Say on what ground.")
    if kind in (RemovalKind.REDACTION, RemovalKind.WITHHOLDING) and ground == Ground.WRONG:
        raise Invalid.field(
            "ground", "wrong_is_corrected", "What is wrong is corrected or retracted, so that readers learn of it."
        )
    if what not in Removed.values:
        raise Invalid.field("what", "unknown_choice", "Choose what is removed.")
    if asked_kind not in AskedBy.values:
        raise Invalid.field("asked_kind", "unknown_choice", "Choose what kind of person asked.")


def _must_be_the_only_one(verdict: PublicVerdict, kind: str) -> None:
    waiting = Removal.objects.filter(verdict=verdict, kind=kind, status=RemovalStatus.ASKED).first()
    if waiting is not None:
        raise InvalidTransition("This was asked for already and waits for a second editor.", extra={"id": waiting.pk})


def _texts(kind: str, because: str, public_note: str) -> dict[str, str]:
    because, note = because.strip(), public_note.strip()
    must_say(because, "because", "reason_missing", "Say why, for the editor who is to agree.")
    must_fit(because, "because", longest=LONGEST_BECAUSE)
    must_fit(note, "public_note", longest=LONGEST_NOTE)
    if kind == RemovalKind.RETRACTION:
        must_say(note, "public_note", "note_missing", "Tell readers why we no longer stand behind it.")
    return {"because": because, "public_note": note if kind != RemovalKind.RETURN else ""}


def _words(verdict: PublicVerdict, kind: str, words: Sequence[str], note: str) -> list[str]:
    if kind != RemovalKind.REDACTION:
        return []
    taken = clean_words(words)
    if Blackening(taken).count(note):
        raise Invalid.field("public_note", "holds_the_words", "The note for readers must not hold the words.")
    if not preview(verdict, taken).total:
        raise Invalid.field("words", "not_found", "These words stand nowhere in this check. Write them as they stand.")
    return taken


def clean_words(words: Sequence[str]) -> list[str]:
    """The words to remove, each once. Raises `Invalid` on `words`: words_missing, too_many, too_short, too_long."""
    taken = list(dict.fromkeys(" ".join(one.split()) for one in words if one.strip()))
    if not taken:
        raise Invalid.field("words", "words_missing", "Write the words to remove, as they stand.")
    if len(taken) > MOST_WORDS:
        raise Invalid.field("words", "too_many", f"At most {MOST_WORDS} words or names are removed at once.")
    for one in taken:
        must_fit(one, "words", longest=LONGEST_WORDS)
        if letters_in(one) < LEAST:
            raise Invalid.field("words", "too_short", f"Words to remove have at least {LEAST} letters or digits.")
    return taken
