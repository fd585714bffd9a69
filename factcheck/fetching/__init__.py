"""The only room that opens connections to the outside, for all others; plain Python.

`fetch` gets what stands at an address or says why not, `send` takes something there; `Policy` says what that may cost
and where it may lead.
docs/decisions/0011-limits-of-fetching.md tells the limits.
"""

from factcheck.fetching.comparing import comparable
from factcheck.fetching.errors import Fault, FetchError
from factcheck.fetching.following import Fetched, fetch
from factcheck.fetching.places import Place, read_place
from factcheck.fetching.policy import Policy
from factcheck.fetching.robots import Robots, robots_address
from factcheck.fetching.sending import Sent, send
from factcheck.fetching.vetting import check_address

__all__ = [
    "Fault",
    "FetchError",
    "Fetched",
    "Place",
    "Policy",
    "Robots",
    "Sent",
    "check_address",
    "comparable",
    "fetch",
    "read_place",
    "robots_address",
    "send",
]
