"""What a site's status means for us."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from urllib3.response import HTTPResponse

from factcheck.fetching.errors import Fault, FetchError

LONGEST_WAIT = 7 * 86_400  # seconds: a site that asks for ten years gets a week
PERMANENT = {301, 308}
REDIRECTS = PERMANENT | {302, 303, 307}


def check_status(response: HTTPResponse) -> None:
    """Raise what a status other than success stands for."""
    status = response.status
    if 200 <= status < 300 and status != 206:
        return
    fault, detail = _fault_of(status)
    wait = retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC))
    raise FetchError(fault, f"{detail} (status {status}).", http_status=status, retry_after=wait)


def _fault_of(status: int) -> tuple[Fault, str]:
    if status in {404, 410}:
        return Fault.DEAD, "The site says there is no such page"
    if 400 <= status < 500 or status > 599:  # some sites turn programs away with numbers of their own
        return Fault.REFUSED, "The site refused us"
    return Fault.SITE_FAILED, "The site failed"


def retry_after(text: str, now: datetime) -> int | None:
    """Seconds to wait, 0 to `LONGEST_WAIT`; None if the header says nothing that can be read.

    >>> retry_after("120", datetime.now(UTC)), retry_after("315360000", datetime.now(UTC)), retry_after("soon", ...)
    (120, 604800, None)
    """
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return min(int(text[:12]), LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(text) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return round(min(max(seconds, 0), LONGEST_WAIT))
