"""From names to addresses, within a time."""

import socket
from collections.abc import Callable, Sequence
from threading import Thread

from factcheck.fetching.errors import Fault, FetchError


def by_system(host: str) -> tuple[str, ...]:
    """Every address the system knows for ``host``, in its order. OSError if there is none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def resolve_within(resolve: Callable[[str], Sequence[str]], host: str, seconds: float) -> tuple[str, ...]:
    """What ``resolve`` says of ``host``. The system's resolver has no time limit of its own, so it is asked in a
    thread that is left behind when the time is over."""
    answer: list[Sequence[str] | Exception] = []
    asking = Thread(target=_ask, args=(resolve, host, answer), daemon=True)
    asking.start()
    asking.join(seconds)
    if not answer:
        raise FetchError(Fault.TIMEOUT, "Nobody said in time which address this name has.")
    found = answer[0]
    if isinstance(found, Exception) or not found:
        raise FetchError(Fault.UNREACHABLE, "There is no such name.")
    return tuple(found)


def _ask(resolve: Callable[[str], Sequence[str]], host: str, answer: list[Sequence[str] | Exception]) -> None:
    try:
        answer.append(resolve(host))
    except Exception as error:  # whatever it is, the thread that waits tells it
        answer.append(error)
