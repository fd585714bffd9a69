"""Another publisher's site on loopback: files to be pulled, and a search of claims."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

RENTS = "Rents in Ostrand rose by 9 per cent in 2023"
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/did-rents-rise-by-9-per-cent",
    "author": {"@type": "Organization", "name": "Ostrand Checks"},
    "claimReviewed": RENTS,
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ida Lund"}},
    "reviewRating": {"@type": "Rating", "ratingValue": "2", "bestRating": "5", "alternateName": "Mostly false"},
    "datePublished": "2026-05-02",
    "inLanguage": "en",
}


def review(number: int, **changes) -> dict:
    """A check of its own address and claim."""
    url = f"https://checks.example/{number}"
    return {**REVIEW, "url": url, "claimReviewed": f"Claim number {number} of a council", **changes}


def data_feed(reviews: list, **about) -> bytes:
    """A feed as Data Commons publishes it."""
    items = [one if one is None else {"@type": "DataFeedItem", "item": [one]} for one in reviews]
    return json.dumps({"@type": "DataFeed", "dataFeedElement": items, **about}).encode()


def found_claim(number: int, **changes) -> dict:
    """A claim of a search's answer."""
    said = {
        "publisher": {"name": "Ostrand Checks", "site": "checks.example"},
        "url": f"https://checks.example/{number}",
        "title": "What the council counted",
        "reviewDate": "2026-05-02T10:00:00Z",
        "textualRating": "Mostly false",
        "languageCode": "en",
    }
    about = {"text": f"Claim number {number} of a council", "claimant": "Ida Lund", "claimDate": "2026-05-01T00:00:00Z"}
    return {**about, "claimReview": [{**said, **changes}]}


@dataclass
class Answer:
    """What the site says to one request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Answering = Callable[[dict[str, str], Message], Answer]


class Publisher:
    """The running site. `pages` says what stands at a path; `asked` holds the query of every request."""

    def __init__(self) -> None:
        self.pages: dict[str, Answering] = {}
        self.asked: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, path: str, body: bytes, **headers: str) -> str:
        """From now on this stands at the path; its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda query, head: Answer(body, headers=named)
        return self.url(path)

    def put_search(self, claims: list[dict], *, most: int = 2) -> str:
        """A search that finds these claims, `most` on a page; its address."""

        def answer(query: dict[str, str], head: Message) -> Answer:
            start = int(query.get("pageToken", "0"))
            said: dict[str, object] = {"claims": claims[start : start + most]}
            if start + most < len(claims):
                said["nextPageToken"] = str(start + most)
            return Answer(json.dumps(said).encode())

        self.pages["/v1alpha1/claims:search"] = answer
        return self.url("/v1alpha1/claims:search")

    def refuse(self, path: str, status: int, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda query, head: Answer(status=status, headers=named)
        return self.url(path)


def _handler_of(site: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            site.asked.append(query)
            answer = site.pages.get(asked.path, lambda query, head: Answer(status=404))(query, self.headers)
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *args) -> None:
            """Nothing."""

    return Handler
