"""Writing everything published to nowhere, inside the desk that is measured: what it holds of memory."""

import json
from pathlib import Path

from reviews.public.dumps import claim_reviews
from reviews.selectors.published import the_desk

ENTRY = '"DataFeedItem"'


def print_memory(few: int) -> None:
    """Prints the MB held after so many checks, and the most that was ever held."""
    written, held = 0, 0.0
    for part in claim_reviews(the_desk()):
        written += part.count(ENTRY)
        if not held and written >= few:
            held = megabytes("VmRSS")
    print(json.dumps([held or megabytes("VmRSS"), megabytes("VmHWM")]))


def megabytes(what: str) -> float:
    """One of the sizes that Linux tells of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))
