"""Reading the desk's decisions as lessons: one per article, none of what was undone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Max, Min, Q, QuerySet, When

from claims.learning.features import Seen
from claims.learning.judging import Lesson
from claims.learning.labels import Deeds, Label, label_claims
from claims.models import Appearance, Claim, ClaimWording, TriageDecision
from claims.states import FoundAs

DECIDING = ("accept", "dismiss", "merge", "reconsider")
FINISH = "finish_triage"
TEACHING = (*DECIDING, FINISH)
MOST_ARTICLES = 1_000
MOST_CLAIMS = 12_000  # of the newest articles: enough to learn from in well under a minute

Span = tuple[int, int]


@dataclass(frozen=True)
class DatedLesson(Lesson):
    """A lesson, and the first decision that anything could have been learned from, undone or not."""

    first_decision: int = 0


def standing_decisions() -> QuerySet[TriageDecision]:
    """Decisions that teach something and were not undone."""
    return TriageDecision.objects.filter(undone_at=None, verb__in=TEACHING, article__isnull=False)


def read_lessons(*, through: int) -> list[DatedLesson]:
    """Lessons of the newest articles that were decided on, the newest first, up to a decision."""
    standing = standing_decisions().filter(pk__lte=through)
    newest = standing.values("article").annotate(last=Max("pk")).order_by("-last")[:MOST_ARTICLES]
    articles = [row["article"] for row in newest]
    labels = _label(_read_deeds(standing.filter(article__in=articles)))
    kept, count = [], 0
    for article in articles:
        count += len(labels.get(article, ()))
        if count > MOST_CLAIMS and kept:
            break
        kept.append(article)
    seen = _see(claim for article in kept for claim in labels.get(article, ()))
    return list(_lessons(kept, labels, seen))


def _lessons(
    articles: Sequence[int], labels: dict[int, dict[int, Label]], seen: dict[int, Seen]
) -> Iterator[DatedLesson]:
    ever = TriageDecision.objects.filter(article__in=articles, verb__in=TEACHING)
    first = dict(ever.values_list("article").annotate(first=Min("pk")).order_by())
    for article in articles:
        known = {claim: label for claim, label in labels.get(article, {}).items() if claim in seen}
        if known:
            yield DatedLesson(
                article=article,
                claims=tuple(seen[claim] for claim in known),
                labels=tuple(known.values()),
                first_decision=first[article],
            )


def _read_deeds(standing: QuerySet[TriageDecision]) -> dict[int, Deeds]:
    deeds: dict[int, Deeds] = defaultdict(Deeds)
    for article, claim, verb, shown in standing.order_by("pk").values_list("article", "claim", "verb", "shown"):
        one = deeds[article]
        if verb == FINISH:
            one.walk, one.undecided = shown.get("walk", []), set()
        elif verb == "reconsider":
            one.last.pop(claim, None)
            one.undecided = {*one.undecided, claim}
        else:
            one.last[claim] = verb
    _note_other_cuts(deeds)
    return deeds


def _note_other_cuts(deeds: dict[int, Deeds]) -> None:
    """Where somebody selected words and picked them, the proposal that holds these words was no bad one."""
    picked = [claim for one in deeds.values() for claim, verb in one.last.items() if verb == "accept"]
    places = Appearance.objects.filter(claim__in=picked, claim__article=F("article")).exclude(found_as=FoundAs.SPLITTER)
    by_article: dict[int, list[Span]] = defaultdict(list)
    for article, start, end in places.values_list("article", "start", "end"):
        by_article[article].append((start, end))
    proposed = Appearance.objects.filter(article__in=list(by_article), found_as=FoundAs.SPLITTER)
    for article, claim, start, end in proposed.values_list("article", "claim", "start", "end"):
        if any(start < other_end and end > other_start for other_start, other_end in by_article[article]):
            deeds[article].also_picked = {*deeds[article].also_picked, claim}


def _label(deeds: dict[int, Deeds]) -> dict[int, dict[int, Label]]:
    return {article: dict(sorted(label_claims(one).items())) for article, one in deeds.items()}


def _see(claims: Iterable[int]) -> dict[int, Seen]:
    """The claims as they were proposed: first words, first traits, the prior. Those without a prior are left out."""
    wanted = list(claims)
    first = ClaimWording.objects.filter(claim__in=wanted, number=1)
    words = dict(first.values_list("claim", "text"))
    rows = with_prior(Claim.objects.filter(pk__in=wanted)).exclude(known_prior=None)
    return {
        pk: Seen(words=words.get(pk, ""), prior=prior, traits=tuple(traits))
        for pk, prior, traits in rows.values_list("pk", "known_prior", "traits")
    }


def with_prior(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Adds `known_prior`: where no desk model ever moved a claim, its check-worthiness is the prior."""
    unmoved = When(Q(prior=None, desk_version=None), then=F("checkworthiness"))
    return claims.annotate(known_prior=Case(unmoved, default=F("prior")))
