"""Watching: the sources of published verdicts are looked at again, politely, and what happened to them is decided."""
