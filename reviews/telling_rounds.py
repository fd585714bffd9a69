"""What people are told when a round changes, is handed over, or has to be looked at again. Nothing sealed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.notices.mailing import notify
from factcheck.notices.models import Notice
from reviews.models import Assignment, PointsAgainst, Review, Round, VerdictDraft
from reviews.states import RatingKind, RoundStatus
from reviews.telling import quoted

MONTH = timedelta(days=30)
TOO_OFTEN = 3  # reviews that found no label, within a month


def tell_adjudicator(round: Round, *, by: User, at: datetime) -> None:
    """Whoever was named to settle it, when there is something to settle."""
    if round.adjudicator is None or round.adjudicator == by or round.status != RoundStatus.ADJUDICATION:
        return
    text = f"You are to settle a disagreement: {quoted(round)}"
    notify(to=round.adjudicator, kind="to_settle", text=text, url=reverse("round", args=[round.pk]), at=at, mail=True)


def tell_plan_changed(round: Round, *, by: User, at: datetime) -> None:
    """Those who are at work on it: that it is checked another way, not how far anybody is."""
    text = f"{by} changed how {quoted(round)} is checked: {round.plan.name}"
    at_work = Assignment.objects.live().filter(round=round).select_related("reviewer")
    for asked in at_work:
        if asked.reviewer != by:
            notify(to=asked.reviewer, kind="plan_changed", text=text, url=reverse("assignment", args=[asked.pk]), at=at)


def tell_second_look(round: Round, *, by: User, at: datetime) -> None:
    """The editors and the writer: whether the second opinion on a published check agrees with it."""
    agrees = round.status == RoundStatus.SETTLED
    found = "agrees with what we published" if agrees else "differs from what we published; someone else settles it"
    writers = User.objects.filter(pk__in=VerdictDraft.objects.filter(claim=round.claim_id).values("writer"))
    url = reverse("round", args=[round.pk])
    for person in _all_but(by, [*User.objects.editors(), *writers]):
        notify(to=person, kind="second_look", text=f"The second opinion {found}: {quoted(round)}", url=url, at=at)


def tell_when_labels_fail(*, at: datetime) -> None:
    """The editors, once a month: three reviews found that no label of the scale fits.

    Only reviews of closed rounds count, so the notice tells nothing of an open one.
    """
    found = Review.objects.standing().filter(rating__kind=RatingKind.NO_LABEL, round__closed_at__gt=at - MONTH)
    count = found.count()
    if count < TOO_OFTEN:
        return
    told = Notice.objects.filter(kind="scale_doubt", at__gt=at - MONTH).values_list("to", flat=True)
    text = f"The scale may be wrong: {count} reviews in a month found that no label fits"
    for editor in User.objects.editors().exclude(pk__in=list(told)):
        notify(to=editor, kind="scale_doubt", text=text, url=reverse("plans"), at=at)


def tell_points_against(point: PointsAgainst, reviewers: Iterable[User], *, by: User, at: datetime) -> None:
    """The reviewers of the round, who say whether they stay with their rating."""
    text = f"New evidence may point against your rating. Do you stay with it? {quoted(point.round)}"
    url = reverse("round", args=[point.round_id]) + "#later"
    for reviewer in _all_but(by, reviewers):
        notify(to=reviewer, kind="points_against", text=text, url=url, at=at, mail=True)


def tell_reopened(round: Round, *, by: User, at: datetime) -> None:
    """The editors and the writer of the draft: the claim is checked again."""
    writers = User.objects.filter(pk__in=VerdictDraft.objects.under_way().filter(claim=round.claim_id).values("writer"))
    text = f"{by} has it checked again because of new evidence: {quoted(round)}"
    for person in _all_but(by, [*User.objects.editors(), *writers]):
        notify(to=person, kind="reopened", text=text, url=reverse("claim", args=[round.claim_id]), at=at)


def _all_but(by: User | None, people: Iterable[User]) -> list[User]:
    """Everybody once, without whoever did it."""
    return [person for person in {one.pk: one for one in people}.values() if person != by]
