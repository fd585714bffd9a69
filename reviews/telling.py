"""What this room tells its people. Nothing here says what is sealed, nor who gives the other opinion."""

from datetime import datetime

from django.urls import reverse

from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.quoting import in_quotes
from factcheck.notices.mailing import notify
from factcheck.statements import Blank, Kept
from reviews.models import Assignment, AwayPeriod, Review, Round, Source, VerdictDraft
from reviews.policies.writing import may_sign_off
from reviews.states import RoundStatus

LONGEST_WORDS = 120  # characters of a claim quoted in a notice

CLOSED = {
    RoundStatus.SETTLED: "The reviews agree; it is ready to write",
    RoundStatus.COMPARING: "The reviews are one step apart; compare them",
    RoundStatus.ADJUDICATION: "The reviews differ; someone else settles it",
}
ASKED = Kept(lambda: Assignment.objects.live().filter(round=Blank("round")).select_related("reviewer", "assigned_by"))
AGAIN = "The reviews agree; an editor sees whether the published page stands"


def tell_asked(asked: Assignment, *, at: datetime) -> None:
    """The person asked, unless they asked themselves."""
    if asked.assigned_by_id == asked.reviewer_id:
        return
    text = f"{asked.assigned_by} asks you to check {quoted(asked.round)}"
    url = reverse("assignment", args=[asked.pk])
    notify(to=asked.reviewer, kind="assigned", text=text, url=url, at=at, mail=True)


def tell_taken(ended: Assignment, *, by: User, at: datetime) -> None:
    """The reviewer whose assignment an editor ended."""
    text = f"{by} took back your assignment on {quoted(ended.round)}"
    notify(to=ended.reviewer, kind="taken_back", text=text, url=reverse("work"), at=at)


def tell_due_date(asked: Assignment, *, because: str, by: User, at: datetime) -> None:
    """The reviewer whose work is due at another time, unless it was their own act."""
    if asked.reviewer_id == by.pk:
        return
    due_at = asked.due_at.astimezone(at.tzinfo)
    text = f"{by} moved the due date to {due_at:%d %b %Y, %H:%M} ({because}): {quoted(asked.round)}"
    notify(to=asked.reviewer, kind="due_date", text=text, url=reverse("assignment", args=[asked.pk]), at=at)


def tell_withholding(source: Source, *, by: User, at: datetime) -> None:
    """Every other editor: one of them is to agree."""
    text = f"{by} asks that readers do not learn who this source is: {source}"
    url = reverse("source", args=[source.pk])
    for editor in User.objects.editors().exclude(pk=by.pk):
        notify(to=editor, kind="withholding", text=text, url=url, at=at)


def tell_lapsed(ended: Assignment, *, at: datetime) -> None:
    """The person who took it from the queue."""
    text = f"Nothing was typed for half an hour, so {quoted(ended.round)} went back to the queue"
    notify(to=ended.reviewer, kind="lapsed", text=text, url=reverse("work"), at=at)


def tell_declined(ended: Assignment, *, at: datetime) -> None:
    """Whoever asked; nobody when it was taken from the queue."""
    if ended.assigned_by_id in (None, ended.reviewer_id):
        return
    text = f"{ended.reviewer} declined to check {quoted(ended.round)}"
    url = reverse("claim", args=[ended.round.claim_id])
    notify(to=ended.assigned_by, kind="declined", text=text, url=url, at=at)


def tell_closed(round: Round, *, by: User, at: datetime) -> None:
    """Its reviewers and whoever asked them, once the seal is lifted; not the one whose act it was."""
    is_again = round.status == RoundStatus.SETTLED and round.claim.status == ClaimStatus.PUBLISHED
    text = f"{AGAIN if is_again else CLOSED[round.status]}: {quoted(round)}"
    url = reverse("round", args=[round.pk])
    asked = ASKED.all(round=round.pk)
    people = {person.pk: person for one in asked for person in (one.reviewer, one.assigned_by) if person is not None}
    for person in people.values():
        if person != by:
            notify(to=person, kind="round_closed", text=text, url=url, at=at)


def tell_handed_in(draft: VerdictDraft, *, at: datetime) -> None:
    """The editors who may sign it off."""
    text = f"{draft.writer} handed in a fact-check on {quoted(draft.round)}"
    for editor in User.objects.editors():
        if may_sign_off(editor, draft):
            notify(to=editor, kind="handed_in", text=text, url=reverse("draft", args=[draft.pk]), at=at)


def tell_sent_back(draft: VerdictDraft, *, by: User, at: datetime) -> None:
    """The writer."""
    text = f"{by} sent back your fact-check on {quoted(draft.round)}"
    notify(to=draft.writer, kind="sent_back", text=text, url=reverse("draft", args=[draft.pk]), at=at, mail=True)


def tell_dropped(draft: VerdictDraft, *, by: User, at: datetime) -> None:
    """The writer of a change that somebody else gave up."""
    if draft.writer_id != by.pk:
        text = f"{by} gave up the change you were writing: {draft.title}"
        notify(to=draft.writer, kind="change_dropped", text=text, url=reverse("draft", args=[draft.pk]), at=at)


def tell_scheduled(draft: VerdictDraft, *, by: User, at: datetime) -> None:
    """The writer, unless it was their own act."""
    if draft.writer_id == by.pk:
        return
    publish_at = draft.publish_at.astimezone(at.tzinfo)
    text = f"{by} has it published on {publish_at:%d %b %Y, %H:%M}: {quoted(draft.round)}"
    notify(to=draft.writer, kind="scheduled", text=text, url=reverse("draft", args=[draft.pk]), at=at)


def tell_not_published(draft: VerdictDraft, *, scheduler: User, at: datetime) -> None:
    """Whoever scheduled it, and the writer: something stood in the way."""
    text = f"It could not be published at its time: {quoted(draft.round)}"
    for person in {one.pk: one for one in (scheduler, draft.writer)}.values():
        url = reverse("draft", args=[draft.pk])
        notify(to=person, kind="not_published", text=text, url=url, at=at, mail=True)


def tell_published(draft: VerdictDraft, *, path: str, by: User, at: datetime) -> None:
    """The writer and the reviewers, but not the one whose act it was."""
    what = f"{draft.get_kind_display()} published" if draft.is_change else "Published"
    text = f"{what}: {draft.title}"
    reviewers = User.objects.filter(reviews__in=Review.objects.standing().filter(round=draft.round))
    people = {person.pk: person for person in (draft.writer, *reviewers) if person != by}
    for person in people.values():
        notify(to=person, kind="published", text=text, url=path, at=at)


def tell_away(period: AwayPeriod, *, open_work: int, by: User, at: datetime) -> None:
    """The other editors, when somebody goes away whose open work may need a new home."""
    person = period.reviewer.user
    held = "1 open assignment" if open_work == 1 else f"{open_work} open assignments"
    text = f"{person} is away {_days(period)} with {held}"
    url = reverse("person", args=[person.pk])
    for editor in User.objects.editors().exclude(pk__in=[person.pk, by.pk]):
        notify(to=editor, kind="away", text=text, url=url, at=at)


def tell_set_away(period: AwayPeriod, *, by: User, at: datetime) -> None:
    """The person an editor set as away."""
    text = f"{by} set you as away {_days(period)}"
    notify(to=period.reviewer.user, kind="set_away", text=text, url=reverse("profile"), at=at)


def _days(period: AwayPeriod) -> str:
    first, last = (f"{day.day} {day:%b %Y}" for day in (period.from_on, period.until_on))
    return f"on {first}" if first == last else f"from {first} to {last}"


def quoted(round: Round) -> str:
    """The claim's words, cut to fit a line."""
    return in_quotes(round.wording.text, LONGEST_WORDS)
