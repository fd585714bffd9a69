"""What the date grammar read: the days, if they can be told, and where the words end."""

from typing import NamedTuple

from claims.splitting.context.stretches import Days


class Told(NamedTuple):
    """``days`` None: the words tell a time that only the day of publication, or nothing here, can settle.

    ``after`` is the place of the token behind them; ``begin`` that of the first, None where reading began.
    """

    days: Days | None
    after: int
    begin: int | None = None
