"""Checks of others whose claim was said on the page that an article came from.

Words alone miss them where a claim is told anew. That a page is the same is little by itself, since it may hold many
claims; so some of the words must be shared too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.models import Appearance, Claim, Edition, ImportedCheck, Submission
from claims.pages import page_numbers
from claims.retrieval.reading import Reading

MOST = 200  # checks of one page; the newest
SHARED = 0.4  # of the words of whichever of the two has fewer
LEAST_SHARED = 2  # words


@dataclass(frozen=True)
class PageMates:
    """The checks of a page, each with the words it is compared by."""

    checks: Sequence[tuple[ImportedCheck, frozenset[str]]]

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> "PageMates":
        """For claims of one article, or a single claim: one query for their addresses, one for the checks."""
        numbers = page_numbers(_addresses_of(claims))
        if not numbers:
            return cls([])
        rows = ImportedCheck.objects.offered().filter(pages__overlap=numbers).order_by("-pk")[:MOST]
        return cls([(row, _terms(row.claim_text)) for row in rows])

    def like(self, text: str) -> Iterator[tuple[ImportedCheck, float]]:
        """Those that share enough words with a text, and how much of the shorter one, 0 to 1."""
        terms = _terms(text) if self.checks else frozenset()
        for check, others in self.checks:
            common = len(terms & others)
            if common >= LEAST_SHARED and (share := common / min(len(terms), len(others))) >= SHARED:
                yield check, round(share, 6)


def _terms(text: str) -> frozenset[str]:
    return frozenset(word.term for word in Reading(text, language="en").words)


def _addresses_of(claims: Sequence[Claim]) -> list[str]:
    """Every address at which their articles stood, or that was typed with a claim."""
    articles = {claim.article_id for claim in claims} - {None}
    sent = Submission.objects.filter(article__in=articles)
    told = [
        Edition.objects.filter(article__in=articles).values_list("url"),
        sent.values_list("url"),
        sent.values_list("final_url"),
        Appearance.objects.filter(claim__in=[claim.pk for claim in claims]).values_list("url"),
    ]
    first, *others = [rows.order_by() for rows in told]
    return [url for (url,) in first.union(*others) if url]
