"""Why nothing was fetched."""

from enum import StrEnum


class Fault(StrEnum):
    """What went wrong, in words that a desk can act on. The desk's own list of reasons contains these."""

    DEAD = "dead"  # the site says there is no such page: 404, 410
    REFUSED = "refused"  # the site does not let us: 401, 403, 429 and the like
    SITE_FAILED = "site_failed"  # 5xx, or an answer that is not HTTP or breaks off
    UNREACHABLE = "unreachable"  # no such name, nobody listens
    TIMEOUT = "timeout"  # too slow, in all or between two bytes
    TOO_LARGE = "too_large"  # body as sent, body unpacked, or headers
    WRONG_TYPE = "wrong_type"  # sound, video, or packed in a way we do not unpack
    BLOCKED = "blocked"  # we do not go there
    REDIRECTS = "redirects"  # it leads from page to page
    UNSAFE = "unsafe"  # no valid certificate


class FetchError(Exception):
    """Nothing was fetched. ``code`` is for programs, ``detail`` for people; neither carries the address.

    ``http_status`` is the site's answer where there was one. ``retry_after`` is how many seconds the site asks us to
    stay away, at most a week whatever it says.
    """

    def __init__(
        self, code: Fault, detail: str, *, http_status: int | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.http_status = http_status
        self.retry_after = retry_after
