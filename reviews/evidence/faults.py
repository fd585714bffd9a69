"""Why there is no copy, in words: what happened, and what whoever needs it can do."""

from factcheck.outside.limits import may_pass
from reviews.evidence.sizes import say_sizes
from reviews.states import CaptureFault

UPLOAD = "Save it yourself and upload that copy"
LATER = f"Try again later, or: {UPLOAD[0].lower()}{UPLOAD[1:]}."
WHAT_TO_DO = {
    CaptureFault.DEAD: f"Check the address. If you have seen the page: {UPLOAD[0].lower()}{UPLOAD[1:]}.",
    CaptureFault.REFUSED: f"It may let people in where it refuses machines. {UPLOAD}.",
    CaptureFault.SITE_FAILED: LATER,
    CaptureFault.UNREACHABLE: f"Check the address. {LATER}",
    CaptureFault.TIMEOUT: LATER,
    CaptureFault.TOO_LARGE: f"Upload it, or the part of it that matters: {say_sizes()}.",
    CaptureFault.WRONG_TYPE: "Link the page that shows it, or upload it as a PDF, a text or a picture.",
    CaptureFault.UNREADABLE: "Upload another copy, for example the page printed to a PDF.",
    CaptureFault.BLOCKED: f"Only public web addresses are fetched. {UPLOAD}.",
    CaptureFault.REDIRECTS: f"Link the page it is to end at. Or: {UPLOAD[0].lower()}{UPLOAD[1:]}.",
    CaptureFault.UNSAFE: f"We fetch nothing from a site that cannot prove who it is. {UPLOAD}.",
    CaptureFault.GAVE_UP: LATER,
}
SOON = 90  # seconds that are told as seconds
LONGEST_DETAIL = 500


class NoCopy(Exception):
    """There will be no copy this time: `fault` says why, `detail` in words, `http_status` what the site answered."""

    def __init__(self, fault: CaptureFault | str, *, said: str = "", http_status: int | None = None) -> None:
        self.fault = CaptureFault(fault)
        self.detail = put_in_words(self.fault, said=said)
        self.http_status = http_status
        super().__init__(self.detail)

    @property
    def may_pass(self) -> bool:
        return may_pass(self.fault)


def put_in_words(fault: CaptureFault, *, said: str = "") -> str:
    """What is shown after the fault's own name: `said` of the case at hand, then what to do.

    >>> put_in_words(CaptureFault.DEAD, said="It answered 404.")
    'It answered 404. Check the address. If you have seen the page: save it yourself and upload that copy.'
    """
    return " ".join(filter(None, [said, WHAT_TO_DO[fault]]))[:LONGEST_DETAIL]


def say_wait(retry_after: int | None) -> str:
    """How long the site asks us to stay away, for people.

    >>> say_wait(60), say_wait(600), say_wait(None)
    ('It asks us to come back in 60 seconds.', 'It asks us to come back in 10 minutes.', '')
    """
    if not retry_after:
        return ""
    wait = f"{retry_after} seconds" if retry_after < SOON else f"{round(retry_after / 60):,} minutes"
    return f"It asks us to come back in {wait}."
