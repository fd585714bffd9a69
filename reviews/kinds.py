"""The kinds of background work this room asks for."""

LAPSE = "lapse"  # untouched claims go back to the queue
