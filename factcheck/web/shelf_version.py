"""The version of everything public: one random word in Redis that every web process asks for at every request.

Pages rendered under a version are shown only while it stands. Whoever changes something public puts another word
there; so no process has to be told, and none can miss it. No Django here: this runs before it, at every request.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)
KEY = "factcheck:shelf"
BROKEN = (redis.RedisError, OSError)
READ_SECONDS = 0.05
SET_SECONDS = 0.2
PAUSE_SECONDS = 1.0
PATIENCE = 3  # answers that may be late in a row: a busy machine is not a dead Redis


def new_version() -> str:
    """A word that no page was ever rendered under."""
    return secrets.token_hex(8)


class PutVersion:
    """The publisher's side: sets the version, patiently enough for a transaction that has just committed."""

    def __init__(self, url: str, *, key: str = KEY) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=SET_SECONDS, socket_connect_timeout=SET_SECONDS, retry=Retry(NoBackoff(), 1)
        )
        self._key = key

    def put(self, version: str) -> bool:
        """Make it the version; whether Redis took it. Never raises: what it follows has happened already."""
        try:
            self._redis.set(self._key, version)
        except BROKEN as error:
            log.warning("the shelf's version could not be set (%s)", type(error).__name__)
            return False
        return True

    def stands(self, version: str) -> bool | None:
        """Whether it is the version now; None when Redis does not say."""
        try:
            return self._redis.get(self._key) == version.encode()
        except BROKEN:
            return None


class ReadVersion:
    """The reader's side: one GET on a connection of this thread's own.

    Redis may be down, hanging, restarted or emptied: then there is no version, and for a second nobody asks again. What
    was rendered before is not believed any more once a line broke, since a publisher may have been unheard meanwhile.
    An answer that is only late costs that one request: should every page be rendered anew because the machine is busy,
    it would never be less so.
    """

    def __init__(self, url: str, *, key: str = KEY, clock: Callable[[], float] = time.monotonic) -> None:
        patience = {"socket_timeout": READ_SECONDS, "socket_connect_timeout": READ_SECONDS}
        self._pool = redis.ConnectionPool.from_url(url, **patience, protocol=2, retry=Retry(NoBackoff(), 0))
        self._key = key
        self._clock = clock
        self._mine = threading.local()
        self._quiet_until = 0.0
        self._late = 0  # answers in a row
        self._doubts = 0  # how often Redis failed this process; part of what `read` gives
        self._get = b"*2\r\n$3\r\nGET\r\n$%d\r\n%s\r\n" % (len(key.encode()), key.encode())

    def read(self) -> str | None:
        """The version as this process takes it, or None when there is none: then nothing may be shown or kept."""
        if self._clock() < self._quiet_until:
            return None
        try:
            word = self._ask()
            if word is None:
                self._invent()
                return None
        except redis.TimeoutError as error:
            self._late += 1
            if self._late >= PATIENCE:
                self._fall_quiet(error)
            return None
        except BROKEN as error:
            self._doubts += 1
            self._fall_quiet(error)
            return None
        self._late = 0
        return f"{self._doubts}.{word.decode('ascii', 'replace')}"

    def _ask(self) -> bytes | None:
        if hasattr(self._mine, "line"):
            try:
                return self._say(self._get)
            except redis.ConnectionError:
                # Restarted, perhaps with an older memory: ask again on a new line, and believe no page from before.
                self._doubts += 1
        self._open_line()
        return self._say(self._get)

    def _say(self, command: bytes) -> bytes | None:
        line = self._mine.line
        try:
            line.send_packed_command([command], check_health=False)
            return line.read_response(disable_decoding=True)
        except BaseException:
            # A late answer must not be taken for that to the next question.
            self._hang_up()
            raise

    def _open_line(self) -> None:
        line = self._pool.make_connection()
        line.connect()
        self._mine.line = line

    def _hang_up(self) -> None:
        line = self._mine.__dict__.pop("line", None)
        if line is not None:
            line.disconnect()

    def _invent(self) -> None:
        """Redis was emptied: begin anew. Whoever comes first decides, so that all processes agree."""
        line = self._mine.line
        try:
            line.send_command("SET", self._key, new_version(), "NX")
            line.read_response()
        except BaseException:
            self._hang_up()
            raise

    def _fall_quiet(self, error: Exception) -> None:
        self._late = 0
        self._quiet_until = self._clock() + PAUSE_SECONDS
        log.warning("pages come from Django for a second: no version of the shelf (%s)", type(error).__name__)
