"""Tips: what readers want checked. They come without an account; editors take them on, or say why not."""

from claims.tips.answering import answer_with_check, leave_tip, look_at_tip_again
from claims.tips.letters import tell_published
from claims.tips.receiving import receive_tip
from claims.tips.taking import Way, take_tip

__all__ = ["Way", "answer_with_check", "leave_tip", "look_at_tip_again", "receive_tip", "take_tip", "tell_published"]
