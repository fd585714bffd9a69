"""The context card of a claim: when, where, what its pronouns mean, and a wording that stands alone.

Who says it is the claim's claimant, found elsewhere. Nothing here is written over the claim: its own words stay.
"""

from claims.splitting.context.dates import find_dates
from claims.splitting.context.places import find_places
from claims.splitting.context.reading import read_context
from claims.splitting.context.references import Setting
from claims.splitting.context.story import Story

__all__ = ["Setting", "Story", "find_dates", "find_places", "read_context"]
