"""One claim as triage judges it: its words, who says so and how we know, what is like it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from claims.models import Appearance, Article, Claim, Passage, PassageRelation
from claims.selectors.matches import SeenMatch, see_matches
from claims.selectors.proposals import Proposal, Proposals
from claims.states import ClaimType, Manner, RelationKind, Suggestion
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.core.quoting import in_quotes

LONGEST_LINE = 160  # characters of a passage in a list

# From the passage's own side, and from the other's.
RELATION_WORDS = {
    RelationKind.REPEATS: ("Says the same as", "Is repeated by"),
    RelationKind.PARAPHRASES: ("Retells", "Is retold by"),
    RelationKind.SOURCE_OF: ("Is the source of", "Rests on"),
    RelationKind.SAYS_MORE_THAN: ("Says more than", "Says less than"),
    RelationKind.IN_TENSION_WITH: ("Is in tension with", "Is in tension with"),
}
TYPE_WORDS = dict(ClaimType.choices)
RULE_WORDS = {
    "cue before": "named before the quotation",
    "cue after": "named behind the quotation",
    "inverted": "named behind the reporting word",
    "according to": "“according to”",
    "introduced": "introduced by the sentence before",
    "label": "a name and a colon",
    "lead-in": "the words that lead to it",
    "clause behind": "named in the clause behind",
    "sentence subject": "the subject of the sentence, please confirm",
    "paragraph": "named in the same paragraph",
    "previous speaker": "the speaker before, please confirm",
    "continued": "carried on from the paragraph before",
}


@dataclass(frozen=True)
class Related:
    """Another passage of the article, and how it relates to this one."""

    relation: int
    kind: str
    words: str  # how they relate
    text: str  # the other passage, cut short
    claim: int | None
    is_suggested: bool


@dataclass(frozen=True)
class Card:
    """Everything triage shows of the current claim."""

    claim: Claim
    proposal: Proposal | None
    appearances: list[Appearance]
    related: list[Related]
    matches: list[SeenMatch]
    context: list[tuple[str, str]]  # what the splitter read around it: (label, words)

    @property
    def types(self) -> list[tuple[str, str]]:
        """Its types by their names, each with the reason."""
        reasons = [*self.claim.type_reasons, *([""] * len(self.claim.types))]
        return [(TYPE_WORDS.get(one, one), why) for one, why in zip(self.claim.types, reasons, strict=False)]

    @property
    def suggestion(self) -> str:
        """A wording that stands alone, unless the claim is worded so already."""
        suggested = self.claim.context.get("suggestion") or ""
        return "" if self.claim.wording and suggested == self.claim.wording.text else suggested

    @property
    def words(self) -> str:
        """The wording between quotation marks, unless it brings its own."""
        words = self.claim.wording.text if self.claim.wording else ""
        return in_quotes(words)

    @property
    def how_said(self) -> str:
        """How we know who says it, in words."""
        appearance = self.appearances[0] if self.appearances else None
        if appearance is None:
            return ""
        rule, _, detail = appearance.rule.partition(": ")
        if rule == "cue":
            return f"“{detail}”"
        if rule == "quotation":
            return RULE_WORDS.get(detail, "quoted")
        return "nobody is named: the article’s own words" if appearance.manner == Manner.ASSERTS else ""

    @property
    def is_attributed(self) -> bool:
        """Somebody is reported to say it, so that the desk may check whether they did."""
        return any(one.manner == Manner.REPORTS for one in self.appearances) or not self.claim.article_id

    @property
    def ratings_are_folded(self) -> bool:
        """Somebody may ask for ratings that are not shown unasked."""
        return any(match.is_folded and match.has_rating for match in self.matches)


def see_claim(user: User, pk: int) -> Claim:
    """One claim with its words, without its article's text. Raises `NotFound` for unknown and invisible ones alike."""
    rows = Claim.objects.visible_to(user).with_words().select_related("article", "canonical__wording")
    found = rows.defer("article__text").filter(pk=pk).first()
    if found is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    return found


def deal_card(user: User, pk: int, *, article: Article | None = None, proposals: Proposals | None = None) -> Card:
    """The card of one claim. A fixed number of queries."""
    claim = see_claim(user, pk)
    proposal = proposals.by_claim.get(pk) if proposals else None
    here = claim.appearances.select_related("edition").prefetch_related("claimants")
    return Card(
        claim=claim,
        proposal=proposal,
        appearances=list(here.order_by("pk")),
        related=list(_related(article, proposal, proposals)) if article and proposal and proposals else [],
        matches=see_matches(user, claim),
        context=list(_context(claim, article)) if article else [],
    )


def _context(claim: Claim, article: Article) -> Iterator[tuple[str, str]]:
    """When, where and whom the words mean, as far as the splitter could tell."""
    read = claim.context
    for when in read.get("when", []):
        words = article.text[when["start"] : when["end"]]
        yield "When", f"“{words}”: {_days(when['first'], when['last'])}"
    if places := [one["name"] for one in read.get("where", [])]:
        yield "Where", ", ".join(dict.fromkeys(places))
    for one in read.get("references", []):
        words = article.text[one["start"] : one["end"]]
        yield "Refers to", f"“{words}”: {one['name'] or 'not known, please look'}"


def _days(first: str | None, last: str | None) -> str:
    if first is None:
        return "the article has no publication date"
    return first if first == last or last is None else f"{first} to {last}"


def _related(article: Article, proposal: Proposal, proposals: Proposals) -> Iterator[Related]:
    place = {"start": proposal.position, "run": article.current_run_id}
    mine = Q(**{f"source__{name}": value for name, value in place.items()})
    theirs = Q(**{f"target__{name}": value for name, value in place.items()})
    rows = PassageRelation.objects.filter(mine | theirs).exclude(state=Suggestion.REFUSED)
    claims = {one.position: one.claim for one in proposals.all}
    for relation in rows.select_related("source", "target").order_by("pk"):
        forth = relation.source.start == proposal.position
        other = relation.target if forth else relation.source
        yield Related(
            relation=relation.pk,
            kind=relation.kind,
            words=RELATION_WORDS[relation.kind][0 if forth else 1],
            text=_line(article.text[other.start : other.end]),
            claim=claims.get(other.start),
            is_suggested=relation.state == Suggestion.SUGGESTED,
        )


def passages_to_relate(article: Article, proposal: Proposal, shown: Sequence[Proposal]) -> list[tuple[int, str]]:
    """The other passages of the list, for a choice: (passage id, its words cut short)."""
    starts = [one.position for one in shown if one.claim != proposal.claim]
    rows = Passage.objects.filter(run=article.current_run_id, start__in=starts).order_by("ordinal")
    return [(one.pk, _line(article.text[one.start : one.end])) for one in rows]


def passage_of(article: Article, proposal: Proposal) -> Passage | None:
    """The passage in which the claim's first words stand."""
    around = Passage.objects.filter(run=article.current_run_id, start__lte=proposal.position, end__gt=proposal.position)
    return around.first()


def claimants_in(article: Article) -> list[str]:
    """Names of those who make claims in this article, for completion while typing."""
    names = Claim.objects.filter(article=article, claimant__isnull=False).values_list("claimant__name", flat=True)
    return sorted(set(names.order_by()))


def _line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "…"
