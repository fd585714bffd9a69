"""The kinds of background work this room asks for."""

LAPSE = "lapse"  # untouched claims go back to the queue
REMIND_EDITORS = "remind_editors"  # shelved claims whose day has come, holds that were to end
WAKE = "wake"  # work whose wait is over
REMIND = "remind"  # of work that is due
