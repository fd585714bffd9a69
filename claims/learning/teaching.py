"""The nightly lesson: fit a desk model on what the desk decided, and take it into use if it is no worse.

A candidate is judged on articles that nothing in use has learned from: neither the version in use, nor one that was
rolled back, lest the same model come back the next night. It is promoted only if neither of its figures is below
those of the version in use, nor below those of the prior alone. A version that falls below the prior goes too.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from claims import kinds
from claims.learning.features import SCHEME
from claims.learning.judging import Figures, judge, judge_candidate, learn_from, prior_alone
from claims.learning.lessons import DatedLesson, read_lessons, standing_decisions
from claims.learning.rolling_back import fall_back, take_turns
from claims.learning.scoring import active_model, weights_of
from claims.learning.weights import DeskWeights
from claims.models import DeskModel, TriageDecision
from factcheck.jobs import queue
from factcheck.jobs.clock import NOTHING
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger

FEWEST_HELD_OUT = 5  # articles; on fewer the figures say nothing


class _Overtaken(Exception):
    """Somebody changed the versions while this one was being fitted; the next night tells."""


@dataclass(frozen=True)
class _Candidate:
    weights: DeskWeights
    lessons: list[DatedLesson]
    through: int
    held_out: int
    figures: Figures
    prior: Figures
    rival: DeskModel | None
    rival_figures: Figures | None

    @property
    def is_no_worse(self) -> bool:
        worse_than_rival = self.rival_figures is not None and self.figures.is_worse_than(self.rival_figures)
        return not worse_than_rival and not self.figures.is_worse_than(self.prior)

    @property
    def rival_fell_below_prior(self) -> bool:
        return self.rival_figures is not None and self.rival_figures.is_worse_than(self.prior)

    def measured(self) -> dict[str, object]:
        return {
            "articles": self.held_out,
            "candidate": self.figures.as_dict(),
            "active": self.rival_figures.as_dict() if self.rival_figures else None,
            "active_number": self.rival.number if self.rival and self.rival_figures else None,
            "prior": self.prior.as_dict(),
        }


def learn(*, at: datetime, job: Job | None = None) -> DeskModel | None:
    """Make the next version from everything decided so far, and promote or refuse it.

    None when there is nothing new, or too little yet: fewer than five articles with a pick that nothing in use has
    learned from. Of two runs at once, one makes the version. Harmless to run again.
    """
    newest = _newest()
    if not _has_anything_new(newest):
        return None
    candidate = _fit()
    if candidate is None:
        return None
    try:
        with ledger.act("learn", by=None, at=at) as act, queue.finishing(job) if job else nullcontext():
            take_turns()
            if _newest() != newest or active_model() != candidate.rival:
                raise _Overtaken
            model = _write_down(candidate, at=at)
            act.about(model)
            act.note(decisions=model.decisions, picks=model.picks, **model.figures)
            _decide(model, candidate, at=at)
    except _Overtaken:
        return None
    return model


def _newest() -> DeskModel | None:
    return DeskModel.objects.defer("weights").order_by("-number").first()


def _has_anything_new(newest: DeskModel | None) -> bool:
    """Three cheap questions, so that a quiet night costs nothing."""
    if newest is None or newest.scheme != SCHEME:
        return standing_decisions().filter(verb="accept").exists()
    undone = TriageDecision.objects.filter(pk__lte=newest.learned_through, undone_at__gt=newest.made_at)
    return standing_decisions().filter(pk__gt=newest.learned_through).exists() or undone.exists()


def _fit() -> _Candidate | None:
    through = standing_decisions().aggregate(last=Max("pk"))["last"] or 0
    lessons = read_lessons(through=through)
    promoted = DeskModel.objects.filter(scheme=SCHEME).exclude(promoted_at=None)
    known_through = promoted.aggregate(last=Max("learned_through"))["last"] or 0
    held_out = [one for one in lessons if one.first_decision > known_through and one.tells]
    if len(held_out) < FEWEST_HELD_OUT:
        return None
    taken = {one.article for one in held_out}
    rival = active_model()
    rival_weights = weights_of(rival) if rival else None
    return _Candidate(
        weights=learn_from(lessons),
        lessons=lessons,
        through=through,
        held_out=len(held_out),
        figures=judge_candidate(held_out, [one for one in lessons if one.article not in taken]),
        prior=judge(held_out, prior_alone),
        rival=rival,
        rival_figures=judge(held_out, rival_weights.blend) if rival_weights else None,
    )


def _write_down(candidate: _Candidate, *, at: datetime) -> DeskModel:
    newest = DeskModel.objects.aggregate(last=Max("number"))["last"] or 0
    return DeskModel.objects.create(
        number=newest + 1,
        scheme=SCHEME,
        weights=candidate.weights.to_bytes(),
        learned_through=candidate.through,
        decisions=sum(len(one.labels) for one in candidate.lessons),
        picks=candidate.weights.picks,
        articles=len(candidate.lessons),
        figures=candidate.measured(),
        made_at=at,
    )


def _decide(model: DeskModel, candidate: _Candidate, *, at: datetime) -> None:
    rival = candidate.rival
    if candidate.is_no_worse:
        if rival is not None:
            rival.advance("retire", by=None, at=at, by_version=model.number)
        model.promoted_at = at
        model.save(update_fields=["promoted_at"])
        model.advance("promote", by=None, at=at)
    else:
        model.advance("refuse", by=None, at=at)
        if rival is None or not candidate.rival_fell_below_prior:
            return
        fall_back(rival, to=None, by=None, at=at)
    queue.enqueue(kinds.RESCORE, subject_id=NOTHING)
