"""How these tests ask: one request of a reader, and Google's own client on top of the same road."""

import json
from collections.abc import Mapping
from importlib.resources import files
from itertools import count
from typing import Any

import httplib2
from django.test import Client
from googleapiclient.discovery import build_from_document

PATH = "/v1alpha1/claims:search"
DOCUMENT = files("googleapiclient") / "discovery_cache" / "documents" / "factchecktools.v1alpha1.json"
DESK = "http://127.0.0.1:8000"  # PUBLIC_ORIGIN in tests
SITE = "127.0.0.1"


_hosts = count(1)


def reader() -> Client:
    """Somebody at an address of their own, so that no test uses up what another may ask."""
    number = next(_hosts)
    return Client(REMOTE_ADDR=f"10.0.{number // 250}.{number % 250}")


def search(**asked: object) -> dict[str, Any]:
    """The answer of the desk; dots of names are written as they are: `search(**{"$.xgafv": 2})`."""
    response = reader().get(PATH, asked)
    assert response.status_code == 200, response.content[:500]
    return response.json()


def all_of_ours(**asked: object) -> dict[str, Any]:
    return search(reviewPublisherSiteFilter=SITE, **asked)


def texts(answer: Mapping[str, Any]) -> list[str]:
    return [claim["text"] for claim in answer.get("claims", [])]


def refusal(query: str | Mapping[str, object], *, path: str = PATH, method: str = "get", code: int = 400) -> dict:
    """The error, after looking at what every error must be."""
    ask = getattr(reader(), method)
    response = ask(f"{path}?{query}") if isinstance(query, str) else ask(path, query)
    assert response.status_code == code, (query, response.status_code, response.content[:300])
    assert response["Content-Type"] == "application/json; charset=UTF-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in response["Cache-Control"]
    error = json.loads(response.content)["error"]
    assert error["code"] == code
    assert error["message"]
    return error


class Road:
    """What Google's client takes for httplib2: it sends each request through the whole desk, with no network."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def request(self, uri: str, method: str = "GET", body: bytes | None = None, headers=None, **_: object):
        assert uri.startswith(f"{DESK}/"), uri
        self.asked.append(uri)
        said = {name: value for name, value in (headers or {}).items() if name.lower() != "content-length"}
        response = reader().generic(method, uri.removeprefix(DESK), body or b"", headers=said)
        told = {name.lower(): value for name, value in response.items()} | {"status": str(response.status_code)}
        return httplib2.Response(told), response.content

    def close(self) -> None:
        """Nothing is open."""


def googles_client(road: Road):
    """Built from the discovery document that Google ships; only the base address is ours."""
    document = DOCUMENT.read_text()
    return build_from_document(document, http=road, client_options={"api_endpoint": DESK}, developerKey="a-key")
