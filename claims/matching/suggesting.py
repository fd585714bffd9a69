"""Suggesting what a claim may be the same as. Only suggesting: nothing here merges, and what a person said stays."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q

from claims.matching.archive import Target
from claims.matching.sameness import plain_words
from claims.matching.searching import Alike, Question, find_alike
from claims.models import Article, Claim, ClaimMatch
from claims.selectors.decisions import open_proposals
from claims.states import ArticleStatus, ClaimStatus, Suggestion
from factcheck.jobs import queue
from factcheck.jobs.models import Job

UNDECIDED = (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED, ClaimStatus.ACCEPTED)
SCORED = ["score", "likely", "parts"]

Pair = tuple[str, int, int]
Refused = set[tuple[str, int | None, int | None]]  # plain words, and the claim or the imported check they are not


def match_article(*, job: Job) -> None:
    """Look for what an article's open proposals may be the same as. Harmless to run twice, at once or again later."""
    article = Article.objects.without_text().filter(pk=job.subject_id, status=ArticleStatus.SPLIT).first()
    if article is not None:
        _match(Question.of(open_proposals(article)), refused=_refused_in(article), job=job)


def match_claim(*, job: Job) -> None:
    """The same for one claim, such as one that was entered by hand. Does nothing once people are at work on it."""
    claims = Claim.objects.filter(pk=job.subject_id, status__in=UNDECIDED)
    home = Article.objects.without_text().filter(claims__in=claims).first()
    _match(Question.of(claims), refused=_refused_in(home) if home else set(), job=job)


def _match(questions: Sequence[Question], *, refused: Refused, job: Job) -> None:
    found = find_alike(questions) if questions else {}
    with queue.finishing(job):
        _write(questions, {one.claim.pk: _unrefused(one, found[one.claim.pk], refused) for one in questions})


def _refused_in(article: Article) -> Refused:
    """What was refused for words of this article, whichever run found them: it holds for the same words for ever."""
    refused: Refused = set()
    rows = ClaimMatch.objects.filter(state=Suggestion.REFUSED).order_by()
    forth = rows.filter(claim__article=article)
    for text, other, canonical, imported in forth.values_list(
        "claim__wording__text", "other", "other__canonical", "imported"
    ):
        words = plain_words(text or "")
        refused |= {(words, one, None) for one in (other, canonical) if one} | {(words, None, imported)}
    for text, claim, canonical in rows.filter(other__article=article).values_list(
        "other__wording__text", "claim", "claim__canonical"
    ):
        refused |= {(plain_words(text or ""), one, None) for one in (claim, canonical) if one}
    return refused


def _unrefused(question: Question, found: Sequence[Alike], refused: Refused) -> list[Alike]:
    return [one for one in found if (question.words, *one.target.key) not in refused]


def _write(questions: Sequence[Question], found: Mapping[int, Sequence[Alike]]) -> None:
    """New suggestions are added, open ones scored anew, those not found again taken back; decided ones stay."""
    _lock(found)
    known = _known([one.claim.pk for one in questions])
    wanted = {_pair(claim, one.target): (claim, one) for claim, several in found.items() for one in several}
    rows = [_row(claim, one) for pair, (claim, one) in wanted.items() if pair not in known]
    # Somebody else's run may have found a pair from its other end.
    ClaimMatch.objects.bulk_create(rows, ignore_conflicts=True)
    scored = [(known[pair], one) for pair, (_, one) in wanted.items() if pair in known]
    again = [_score(row, one) for row, one in scored if (row.score, row.likely) != (one.score, one.likely)]
    ClaimMatch.objects.bulk_update(again, SCORED, batch_size=500)
    gone = [row.pk for pair, row in known.items() if pair not in wanted and row.claim_id in found]
    ClaimMatch.objects.filter(pk__in=gone, state=Suggestion.SUGGESTED).delete()


def _lock(found: Mapping[int, Sequence[Alike]]) -> None:
    """Every claim concerned, in the order in which triage locks them: a row about two claims holds on to both."""
    others = {one.target.key[0] for several in found.values() for one in several} - {None}
    rows = Claim.objects.filter(pk__in={*found, *others}).select_for_update(of=("self",), no_key=True)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _known(claims: Sequence[int]) -> dict[Pair, ClaimMatch]:
    rows = ClaimMatch.objects.filter(Q(claim__in=claims) | Q(other__in=claims))
    return dict(_paired(rows))


def _paired(rows: Sequence[ClaimMatch]) -> Iterator[tuple[Pair, ClaimMatch]]:
    for row in rows:
        yield _pair_of(row.claim_id, row.other_id, row.imported_id), row


def _pair(claim: int, target: Target) -> Pair:
    return _pair_of(claim, *target.key)


def _pair_of(claim: int, other: int | None, imported: int | None) -> Pair:
    """Equal from both ends."""
    if other is None:
        return "imported", claim, imported or 0
    return "claims", min(claim, other), max(claim, other)


def _row(claim: int, found: Alike) -> ClaimMatch:
    other, imported = found.target.key
    return _score(ClaimMatch(claim_id=claim, other_id=other, imported_id=imported), found)


def _score(row: ClaimMatch, found: Alike) -> ClaimMatch:
    """Of a decided row too: what it scores today is no decision."""
    row.score, row.likely, row.parts = found.score, found.likely, dict(found.parts)
    return row
