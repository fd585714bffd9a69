"""A desk whose taste is known, for tests of what can be learned from it. Decisions are rows: no verb runs here."""

from collections.abc import Callable, Sequence

import factory

from claims.learning.features import SCHEME
from claims.learning.fitting import fit_desk
from claims.models import Appearance, Article, Claim, ClaimWording, DeskModel, TriageDecision
from claims.states import DeskModelStatus, FoundAs
from tests.factories.claims import AT, ArticleFactory, RunFactory, hash_of

MONEY = (
    "The council spent {} million euros on the harbour budget.",
    "Taxes on {} shops rose and the budget fell short by euros.",
    "A loan of {} thousand euros was paid out of the budget.",
)
WEATHER = (
    "Rain fell on {} days over the northern hills.",
    "A storm with {} lightnings crossed the valley at night.",
    "Snow lay {} centimetres deep upon the pass.",
)


def is_about_money(words: str) -> bool:
    return "euros" in words


def make_proposals(*, number: int = 0, prior: Callable[[str], float] = lambda words: 0.5) -> Article:
    """A split article that nobody triaged: weather and money by turns, six proposals, each with its prior."""
    lines = [
        line.format(number + place) for pair in zip(WEATHER, MONEY, strict=True) for place, line in enumerate(pair)
    ]
    article = ArticleFactory(text="\n".join(lines) + f"\n{number}")
    RunFactory(article=article, passages_found=len(lines), candidates_found=len(lines))
    claims = Claim.objects.bulk_create(_claim(article, line, lines[:place], prior) for place, line in enumerate(lines))
    wordings = ClaimWording.objects.bulk_create(
        ClaimWording(claim=claim, number=1, text=line, at=AT) for claim, line in zip(claims, lines, strict=True)
    )
    for claim, wording in zip(claims, wordings, strict=True):
        claim.wording = wording
    Claim.objects.bulk_update(claims, ["wording"])
    Appearance.objects.bulk_create(_appearance(claim, line) for claim, line in zip(claims, lines, strict=True))
    return article


def _claim(article: Article, line: str, before: Sequence[str], prior: Callable[[str], float]) -> Claim:
    return Claim(
        article=article,
        last_run=article.current_run,
        language="en",
        position=sum(len(one) + 1 for one in before),
        types=["numeric"],
        checkworthiness=prior(line),
        prior=prior(line),
        traits=["has a number", "is numeric"],
        reasons=["has a number"],
        splitter_version="2026.1",
        created_at=AT,
    )


def _appearance(claim: Claim, line: str) -> Appearance:
    start, end = claim.position, claim.position + len(line)
    place = {"article": claim.article, "start": start, "end": end, "spans": [[start, end]]}
    return Appearance(claim=claim, found_as=FoundAs.SPLITTER, text_hash=hash_of(line), **place)


def make_lesson(
    *,
    by,
    number: int = 0,
    picks: Callable[[str], bool] = is_about_money,
    prior: Callable[[str], float] = lambda words: 0.5,
    at=AT,
) -> Article:
    """An article in which the desk picked what it likes, dismissed the next and passed over the rest."""
    article = make_proposals(number=number, prior=prior)
    claims = list(article.claims.select_related("wording").order_by("position"))
    left = [one for one in claims if not picks(one.wording.text)]
    picked = [one for one in claims if one not in left]
    shown = {"on": "page", "list": "short", "order": "article", "walk": [one.pk for one in claims]}
    verbs = [*((one, "accept") for one in picked), *((one, "dismiss") for one in left[:1])]
    decided = [TriageDecision(article=article, claim=one, verb=verb, by=by, at=at) for one, verb in verbs]
    finished = TriageDecision(article=article, verb="finish_triage", shown=shown, by=by, at=at)
    TriageDecision.objects.bulk_create([*decided, finished])
    for status, rows in {"accepted": picked, "dismissed": left[:1], "not_picked": left[1:]}.items():
        Claim.objects.filter(pk__in=[one.pk for one in rows]).update(status=status)
    Article.objects.filter(pk=article.pk).update(triage_finished_at=at, triaged_by=by)
    return article


def make_lessons(count: int, *, by, first: int = 0, **how) -> Sequence[Article]:
    return [make_lesson(by=by, number=first + n, **how) for n in range(count)]


class DeskModelFactory(factory.django.DjangoModelFactory):
    """A version that learned from nothing, so that it changes no score; not in use unless you say so."""

    class Meta:
        model = DeskModel

    number = factory.Sequence(lambda n: n + 1)
    status = DeskModelStatus.REFUSED
    scheme = SCHEME
    weights = factory.LazyFunction(lambda: fit_desk([], []).to_bytes())
    learned_through = 0
    decisions = 212
    picks = 0
    articles = 17
    figures = factory.LazyFunction(
        lambda: {
            "articles": 6,
            "candidate": {"ap": 0.61, "p10": 0.3},
            "active": None,
            "active_number": None,
            "prior": {"ap": 0.58, "p10": 0.3},
        }
    )
    made_at = AT
    promoted_at = factory.LazyAttribute(lambda one: AT if one.status == DeskModelStatus.ACTIVE else None)
