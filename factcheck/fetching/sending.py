"""Sending something to an address: one POST, vetted as a fetch is; of the answer only the status counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from factcheck.fetching.allowance import Allowance
from factcheck.fetching.answers import retry_after
from factcheck.fetching.connecting import answer_of
from factcheck.fetching.policy import Policy
from factcheck.fetching.vetting import addresses_of, check_address


@dataclass(frozen=True)
class Sent:
    """The answer, whatever it says: its status, the seconds it asks us to wait (at most a week), milliseconds taken."""

    status: int
    retry_after: int | None
    took_ms: int


def send(url: str, body: bytes, headers: Mapping[str, str], policy: Policy) -> Sent:
    """POST ``body`` to ``url`` within the limits of ``policy``; FetchError says why nobody answered.

    A redirect is an answer like any other and is not followed. The body of the answer is never read, however long it
    is. May take ``policy.seconds``: hold no lock meanwhile. When it fails, the body may have arrived all the same.
    """
    allowance = Allowance(policy)
    place = check_address(url, policy)
    ips = addresses_of(place, policy, allowance.wait())
    asked = {"User-Agent": policy.user_agent, "Connection": "close", **headers}
    with answer_of(place, ips, asked, policy, allowance, body=body) as response:
        wait = retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC))
        return Sent(response.status, wait, allowance.took_ms())
