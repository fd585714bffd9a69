"""What the splitter read, beside each sentence of the article: its kind, who says it, its types, reasons, relations."""

from collections import defaultdict

from claims.models import Appearance, Article, Claim, PassageRelation
from claims.selectors.cards import RELATION_WORDS, RULE_WORDS, TYPE_WORDS
from claims.selectors.proposals import Proposals
from claims.states import Manner, Suggestion

LONGEST_WORDS = 40  # characters of the other passage


def write_margins(article: Article, proposals: Proposals) -> None:
    """Give every proposal that is a whole sentence its margin. Three queries, however many there are."""
    rows = Claim.objects.filter(pk__in=proposals.by_claim).select_related("claimant")
    speakers = _speakers(article)
    relations = _relations(article)
    for claim in rows.defer("context", "quantities", "traits"):
        one = proposals.by_claim[claim.pk]
        if one.is_part:
            continue  # it stands inside its sentence, which a margin would tear apart
        parts = [
            "caption" if one.is_caption else "",
            f"{speakers.get(claim.pk, 'said by')} {claim.claimant}" if claim.claimant else "nobody named",
            ", ".join(TYPE_WORDS.get(kind, kind).lower() for kind in claim.types),
            ", ".join(claim.reasons),
            *relations.get(one.position, []),
        ]
        one.margin = " · ".join(part for part in parts if part)


def _speakers(article: Article) -> dict[int, str]:
    """How we know who says it, by claim."""
    found = Appearance.objects.filter(article=article).order_by("-pk").values_list("claim", "rule", "manner")
    told = {}
    for claim, rule, manner in found:
        kind, _, detail = rule.partition(": ")
        how = RULE_WORDS.get(detail) if kind == "quotation" else f"“{detail}”" if kind == "cue" else ""
        words = "said by" if manner == Manner.REPORTS else "in the voice of"
        told[claim] = f"{words} ({how})" if how else words
    return told


def _relations(article: Article) -> dict[int, list[str]]:
    rows = PassageRelation.objects.filter(run=article.current_run_id).exclude(state=Suggestion.REFUSED)
    columns = ("kind", "source__start", "target__start", "target__end")
    found = defaultdict(list)
    for kind, start, other, end in rows.order_by("pk").values_list(*columns):
        words = " ".join(article.text[other:end].split())
        cut = words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1].rstrip() + "…"
        found[start].append(f"{RELATION_WORDS[kind][0].lower()} “{cut}”")
    return found
