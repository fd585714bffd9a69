"""What was done, in plain words. Rooms register those of their acts at start-up."""

from collections.abc import Mapping

Said = tuple[str, str]  # (subject type, verb), as the ledger has them

WORDS: dict[Said, str] = {}


def register(words: Mapping[Said, str]) -> None:
    """Add words, said of whoever did it: ("claim", "accept"): "accepted it"."""
    twice = WORDS.keys() & words.keys()
    if twice:
        raise RuntimeError(f"{sorted(twice)} are registered twice")
    WORDS.update(words)


def in_words(subject_type: str, verb: str) -> str:
    """The words for an act; the verb itself, spaced, for one that nobody named."""
    return WORDS.get((subject_type, verb), verb.replace("_", " "))
