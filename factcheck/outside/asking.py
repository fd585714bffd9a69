"""Asking a site for something: the one way the desk does it, whoever wants it."""

from typing import BinaryIO

from factcheck.fetching import Fetched, FetchError, Policy, fetch
from factcheck.outside.limits import desk_policy
from factcheck.outside.politeness import host_turn

JSON = "application/json, application/ld+json;q=0.9, */*;q=0.5"


def ask(url: str, *, files: bool = False, etag: str = "", last_modified: str = "", pause: float = 0) -> Fetched:
    """What stands at an address, asked for when it is our turn at its site. Call outside any transaction.

    With `files` PDF and pictures may be larger than pages; `etag` and `last_modified` are those of our copy. `pause`:
    seconds the site wants between two requests, where that is more than ours.

    Raises `FetchError` (a wish to be left alone is kept), `NotNow` when another request to the site comes first,
    `LeftAlone` when it asked for a longer pause before.
    """
    with host_turn(url) as turn:
        try:
            return fetch(url, desk_policy(files=files), etag=etag, last_modified=last_modified)
        except FetchError as error:
            pause = max(pause, error.retry_after or 0)
            raise
        finally:
            if pause:
                turn.leave_alone(pause)


def ask_for_data(
    url: str, *, policy: Policy, into: BinaryIO | None = None, etag: str = "", last_modified: str = ""
) -> Fetched:
    """The same for what programs read, within limits of its own; `into` takes a body too large for memory."""
    with host_turn(url) as turn:
        try:
            return fetch(url, policy, etag=etag, last_modified=last_modified, accept=JSON, into=into)
        except FetchError as error:
            if error.retry_after:
                turn.leave_alone(error.retry_after)
            raise
