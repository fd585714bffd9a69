"""What the claimant said, in the text that is written up."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from reviews.drafting import write_draft
from reviews.models import VerdictDraft
from reviews.selectors.contacts import known_reply
from reviews.selectors.drafts import find_draft


def take_over_answer(*, draft_id: int, version: int, by: User, at: datetime, **typed: object) -> VerdictDraft:
    """Put how asking ended, and their words, where the text tells of them; what stood there is replaced.

    `typed`: the text as somebody has it before them, saved with it, as in `write_draft`.

    Raises as `write_draft`, and `InvalidTransition` while nothing has ended.
    """
    reply = known_reply(find_draft(draft_id, user=by).claim)
    if not reply:
        raise InvalidTransition("It is not noted yet how asking the claimant ended.")
    return write_draft(draft_id=draft_id, version=version, by=by, at=at, **{**typed, **reply})
