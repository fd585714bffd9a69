"""Someone at a browser: a session with the desk over HTTP, and nothing else."""

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

TIMEOUT = 30  # seconds


class RoadError(Exception):
    """The desk answered something that a person could not go on from."""


@dataclass(frozen=True)
class Answer:
    """What came back: HTTP status, headers, body, and the address it came from after redirects."""

    status: int
    headers: dict[str, str]
    body: str
    url: str

    def json(self) -> Any:
        return json.loads(self.body)


class Person:
    """A visitor; after `sign_in`, someone of the desk. Speaks to loopback only."""

    def __init__(self, origin: str) -> None:
        if urllib.parse.urlsplit(origin).hostname not in {"127.0.0.1", "localhost", "::1"}:
            raise ValueError(f"{origin} is not on this machine")
        self.origin = origin
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def sign_in(self, *, email: str, password: str) -> "Person":
        """Fill in the sign-in form. Raises `RoadError` when it is refused."""
        self.get("/account/login/")
        answer = self.submit("/account/login/", {"login": email, "password": password})
        if "/account/login/" in answer.url:
            raise RoadError(f"{email} could not sign in")
        return self

    def carry(self, token: str) -> "Person":
        """From now on speak as a program does: with a token in place of a session."""
        self._opener.addheaders = [("Authorization", f"Token {token}")]
        return self

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def submit(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form, as a page without JavaScript would."""
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": self._csrf(), **fields}).encode()
        return self._ask("POST", path, data, {"Content-Type": "application/x-www-form-urlencoded"})

    def post(self, path: str, body: object | None = None) -> Answer:
        """Send JSON to the API."""
        return self._send("POST", path, body)

    def put(self, path: str, body: object) -> Answer:
        return self._send("PUT", path, body)

    def upload(self, path: str, *, filename: str, media_type: str, content: bytes, fields: dict[str, str]) -> Answer:
        """Send a file and fields as multipart."""
        edge = "desk-edge-5b1c"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
        parts += [f"{head}Content-Type: {media_type}\r\n\r\n".encode(), content, f"\r\n--{edge}--\r\n".encode()]
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-CSRFToken": self._csrf()}
        return self._ask("POST", path, b"".join(parts), headers)

    def _send(self, method: str, path: str, body: object | None) -> Answer:
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._csrf(), "Accept": "application/json"}
        return self._ask(method, path, json.dumps(body or {}).encode(), headers)

    def _csrf(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies if cookie.name.endswith("csrf")), "")

    def _ask(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Answer:
        url = urllib.parse.urljoin(self.origin, path)
        request = urllib.request.Request(url, data=data, method=method, headers={"Referer": url, **headers})
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return self._answer(response)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return self._answer(refusal)

    @staticmethod
    def _answer(response) -> Answer:
        body = response.read().decode("utf-8", errors="replace")
        return Answer(response.status, dict(response.headers), body, response.url)


def expect(answer: Answer, *statuses: int) -> Answer:
    """The answer itself when its status is one of these; else `RoadError` with what the desk said."""
    if answer.status in statuses:
        return answer
    raise RoadError(f"{answer.url} answered {answer.status}: {answer.body[:400]}")
