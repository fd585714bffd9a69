"""What a site asks of programs that come by again and again (RFC 9309)."""

from dataclasses import dataclass

from protego import Protego

from factcheck.fetching.places import read_place

MOST_TEXT = 500_000  # characters read of a robots.txt
LONGEST_PAUSE = 3_600.0  # seconds


@dataclass(frozen=True)
class Robots:
    """One site's wishes. ``rules`` is None where nothing may be fetched."""

    rules: Protego | None

    @classmethod
    def read(cls, text: str, status: int) -> "Robots":
        """Of an answer to /robots.txt: none (4xx) allows everything, a failing site (5xx, 0 for no answer) nothing."""
        if 200 <= status < 300:
            return cls(Protego.parse(text[:MOST_TEXT]))
        return cls(Protego.parse("") if 300 <= status < 500 else None)

    def allows(self, url: str, agent: str) -> bool:
        """Whether ``agent``, a product name without version, may fetch ``url``."""
        return self.rules is not None and self.rules.can_fetch(url, agent)

    def pause(self, agent: str) -> float:
        """Seconds to leave between two visits: what the site asks for, at most an hour."""
        asked = self.rules.crawl_delay(agent) if self.rules else None
        return min(max(asked or 0.0, 0.0), LONGEST_PAUSE)


def robots_address(url: str) -> str:
    """Where the site of ``url`` keeps its robots.txt.

    >>> robots_address("https://example.org:8443/a?b")
    'https://example.org:8443/robots.txt'
    """
    place = read_place(url)
    return f"{place.scheme}://{place.authority}/robots.txt"
