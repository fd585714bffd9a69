"""The kinds of background work this room asks of itself."""

PURGE = "purge"
