"""Every column of this room in which words of a claim may stand."""

from django.db.models import Q, QuerySet

from claims.models import (
    Appearance,
    Article,
    Claim,
    ClaimMatch,
    ClaimWording,
    Edition,
    ExtractionRun,
    Passage,
    Submission,
    Tip,
    Topic,
    TriageDecision,
)
from claims.redacting.cut import Cut
from claims.redacting.reach import Reach

OF_A_TIP = ("words", "url", "seen_where", "why", "answer")


def reaches_of_claims(cut: Cut) -> list[Reach]:
    """Where in this room the words may stand."""
    claims, articles = cut.claims, cut.articles
    runs = ExtractionRun.objects.filter(article__in=articles)
    told = ("claim_date_note", "boost_because", "shelved_because", "gone_because")
    of_claims = Claim.objects.filter(pk__in=claims)
    return [
        Reach("the claim’s words", ClaimWording.objects.filter(claim__in=claims), ("text", "because")),
        Reach("the article", Article.objects.filter(pk__in=articles), ("text", "title", "failure")),
        Reach(
            "where the article stood",
            Edition.objects.filter(article__in=articles),
            ("outlet", "title", "author"),
            addresses=("url",),
        ),
        Reach(
            "how the article came",
            Submission.objects.filter(article__in=articles).defer("received"),
            ("note", "filename"),
            ("reading_notes",),
            ("url", "final_url"),
        ),
        Reach("", of_claims, told, ("type_reasons", "reasons", "context", "quantities", "traits")),
        Reach("", Appearance.objects.filter(claim__in=claims), addresses=("url",)),
        Reach("", TriageDecision.objects.filter(claim__in=claims), trees=("shown", "before")),
        Reach("", ClaimMatch.objects.filter(Q(claim__in=claims) | Q(other__in=claims)), trees=("parts",)),
        Reach("", runs, trees=("notes",)),
        Reach("", Passage.objects.filter(run__in=runs), ("reason", "set_aside"), ("unmarked",)),
        Reach("what readers sent", Tip.objects.filter(claim__in=claims), OF_A_TIP),
    ]


def topics_of(cut: Cut) -> QuerySet[Topic]:
    """The topics of these claims: their names stand in addresses too."""
    return Topic.objects.filter(claims__in=cut.claims).order_by("pk").distinct()
