"""The kinds of background work this room asks for."""

TOKENS = "tokens"  # tell of those that end soon, forget those that ended
