"""What people are told when a claim they work on changes. Nothing here tells one reviewer of another.

`what` is what somebody did, with {} where the claim's words stand: "split {}".
"""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.quoting import in_quotes
from factcheck.notices.mailing import notify
from reviews.models import Assignment, Flag, Hold, Round, VerdictDraft
from reviews.states import AssignmentStatus
from reviews.telling import quoted

LONGEST_WORDS = 120  # characters of a claim quoted in a notice


def tell_followers(moved: Iterable[tuple[Assignment, Assignment]], *, what: str, by: User, at: datetime) -> None:
    """Each reviewer whose work goes on in another round: (the old assignment, the new one)."""
    for old, new in moved:
        text = f"{by} {what.format(quoted(old.round))}. What you wrote is kept as your draft"
        url = reverse("assignment", args=[new.pk])
        notify(to=new.reviewer, kind="claim_changed", text=text, url=url, at=at, mail=True)


def tell_ended(ended: Iterable[Assignment], *, what: str, by: User, at: datetime) -> None:
    """Each reviewer whose open assignment ended with it."""
    for one in others(ended, by):
        text = f"{by} {what.format(quoted(one.round))}. Your assignment has ended; what you typed stays yours"
        notify(to=one.reviewer, kind="claim_changed", text=text, url=reverse("work"), at=at, mail=True)


def tell_handed_in_unread(work: Iterable[Assignment], *, what: str, by: User, at: datetime) -> None:
    """Each reviewer whose review nobody will read."""
    for one in others(work, by):
        text = f"{by} {what.format(quoted(one.round))}. Your review was closed unread; only you can read it"
        notify(to=one.reviewer, kind="claim_changed", text=text, url=reverse("claim", args=[one.round.claim_id]), at=at)


def tell_left_out(asked: Iterable[Assignment], *, what: str, by: User, at: datetime) -> None:
    """Each person at work who cannot go on: their assignment ended, or what they handed in is read by nobody."""
    asked = list(asked)
    handed_in = [one for one in asked if one.status == AssignmentStatus.SUBMITTED]
    tell_ended([one for one in asked if one not in handed_in], what=what, by=by, at=at)
    tell_handed_in_unread(handed_in, what=what, by=by, at=at)


def tell_new_words(claim: Claim, people: Iterable[User], *, by: User, at: datetime) -> None:
    """Those who work on a claim whose spelling was put right."""
    text = f"{by} put the spelling right: {words_of(claim)}"
    for person in people:
        if person != by:
            notify(to=person, kind="claim_changed", text=text, url=reverse("claim", args=[claim.pk]), at=at)


def tell_reopened(round: Round, *, by: User, at: datetime) -> None:
    """Those whose reviews of a closed round are history now."""
    text = f"{by} gave {quoted(round)} another meaning; it is checked anew, by others"
    asked = Assignment.objects.live().filter(round=round).select_related("reviewer")
    for one in asked:
        if one.reviewer_id != by.pk:
            notify(to=one.reviewer, kind="claim_changed", text=text, url=reverse("claim", args=[round.claim_id]), at=at)


def tell_writer(draft: VerdictDraft | None, claim: Claim, *, what: str, by: User, at: datetime) -> None:
    if draft is None or draft.writer_id == by.pk:
        return
    text = f"{by} {what.format(words_of(claim))}, which you are writing up"
    notify(to=draft.writer, kind="claim_changed", text=text, url=reverse("claim", args=[claim.pk]), at=at)


def tell_flagged(flag: Flag, *, at: datetime) -> None:
    """Every editor but the one who raised it. Editors know who checks what."""
    text = f"{flag.get_kind_display()}, says {flag.raised_by} of {words_of(flag.claim)}"
    for editor in User.objects.editors():
        if editor.pk != flag.raised_by_id:
            notify(to=editor, kind="flagged", text=text, url=reverse("claim", args=[flag.claim_id]), at=at)


def tell_flag_settled(flag: Flag, *, by: User, at: datetime) -> None:
    """Whoever raised it."""
    if flag.raised_by_id == by.pk:
        return
    text = f"You said “{flag.get_kind_display()}” of {words_of(flag.claim)}. {by}: {flag.get_outcome_display().lower()}"
    notify(to=flag.raised_by, kind="flag_settled", text=text, url=reverse("claim", args=[flag.claim_id]), at=at)


def tell_awake(claim: Claim, *, at: datetime) -> None:
    """Every editor: the day of a shelved claim has come. It stays shelved until one of them takes it up."""
    text = f"You wanted to look again at a shelved claim: {words_of(claim)}"
    for editor in User.objects.editors():
        notify(to=editor, kind="shelved_due", text=text, url=reverse("claim", args=[claim.pk]), at=at)


def tell_run_out(hold: Hold, *, at: datetime) -> None:
    """Whoever placed it. It stands until somebody releases it."""
    text = f"Your hold ({hold.get_kind_display().lower()}) was to end now and still stands on {words_of(hold.claim)}"
    notify(to=hold.placed_by, kind="hold_due", text=text, url=reverse("claim", args=[hold.claim_id]), at=at, mail=True)


def others(asked: Iterable[Assignment], by: User) -> list[Assignment]:
    """Without those of the one whose act it is."""
    return [one for one in asked if one.reviewer_id != by.pk]


def words_of(claim: Claim) -> str:
    return in_quotes(str(claim), LONGEST_WORDS)
