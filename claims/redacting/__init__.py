"""Words taken out of what the desk holds of a claim: its article and everything that was cut from it.

Each character becomes █, so that every offset into the article still holds. The bytes an article came in are replaced
by the text that is left: nobody could blacken a word inside a PDF and be sure of it.
"""

from claims.redacting.cut import Cut, cut_with, lock_cut
from claims.redacting.places import reaches_of_claims, topics_of
from claims.redacting.reach import Reach
from claims.redacting.taking import redact_claims

__all__ = ["Cut", "Reach", "cut_with", "lock_cut", "reaches_of_claims", "redact_claims", "topics_of"]
