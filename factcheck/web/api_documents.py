"""The two OpenAPI documents: the public API and the desk's. What every operation shares is described once.

The rest stands with the views (`@extend_schema`); examples are answers that were really given, kept in `examples/` and
written anew by tests/test_api_examples.py.
"""

import json
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from factcheck.web.api_roots import DESK_API, PUBLIC_API
from factcheck.web.api_words import SUBJECTS, name_fields, name_parameters, subject_of, sum_up
from factcheck.web.problems import MEDIA_TYPE

Json = dict[str, Any]
PUBLIC, DESK = "public", "desk"
URLCONFS = {PUBLIC: "reviews.public_api.road", DESK: "factcheck.urls"}
PREFIXES = {PUBLIC: PUBLIC_API, DESK: DESK_API}
TITLES = {PUBLIC: "Published fact-checks", DESK: "The fact-checking desk"}
DESCRIPTIONS = {
    PUBLIC: "What the desk published, for anyone: no key, no sign-in, no cookie. Scripts of any site may read it.",
    DESK: "Every verb of the desk's pages, with the same refusals. Sign in with a session or a token.",
}
OF_ERRORS = f"Refusals are problem bodies (RFC 9457, `{MEDIA_TYPE}`); `code` is stable."
TAGS = {
    "desk": "Whose checks these are, and on what terms.",
    "verdicts": "What we found, with how it was found.",
    "claimants": "Whose claims we checked.",
    "topics": "What we check about.",
    "corrections": "Every change of what is published.",
    "scales": "What the ratings mean.",
}
ORIGIN = "{origin}"  # stands in kept examples for where the desk is
METHODS = ("get", "post", "put", "patch", "delete")
REFUSALS = {
    "400": "The request cannot be taken as it is; `errors` names what is at fault.",
    "401": "Sign in, or send a token.",
    "403": "Visible, but not yours to do.",
    "404": "Unknown, or not visible to you: the two look the same.",
    "409": "Right person, wrong moment; or somebody saved in between.",
    "413": "Larger than the desk takes.",
    "415": "Not a type that is read here.",
    "422": "The idempotency key was used for another request.",
    "429": "Too often. `Retry-After` says how many seconds to wait.",
    "451": "The law, or somebody's safety, keeps it from readers.",
    "503": "A part of the machinery does not answer; nothing was changed.",
}
OF_EVERY = {PUBLIC: ("400", "429", "503"), DESK: ("400", "401", "403", "429", "503")}
OF_WRITING = ("409", "413", "415", "422")
_building = threading.Lock()


def complete(result: Json, generator: SchemaGenerator, request: object, public: bool) -> Json:
    """Hook of drf-spectacular: put in what every operation shares, and the examples."""
    which = PUBLIC if all(path.startswith(PREFIXES[PUBLIC]) for path in result["paths"]) else DESK
    result["info"] |= {"title": TITLES[which], "description": f"{DESCRIPTIONS[which]} {OF_ERRORS}"}
    result["servers"] = [{"url": settings.PUBLIC_ORIGIN}]
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {f"Problem{status}": _refusal(status) for status in REFUSALS}
    told = TAGS if which == PUBLIC else SUBJECTS
    result["tags"] = [{"name": name, "description": words} for name, words in told.items()]
    if which == PUBLIC:
        components.pop("securitySchemes", None)
    name_fields(components["schemas"])
    _loosen(result)
    given = examples(which)
    for path, method, operation in operations(result):
        _word(operation, path, which)
        _refusals_of(operation, path, method, which)
        _show(operation, given.get(f"{method} {path}"))
    return result


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Path, method and description of each operation of a document."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


@cache
def examples(which: str) -> dict[str, Json]:
    """Answers that were really given, by "get /api/…": `status`, `body`, `path`, and `sent` where something was."""
    file = Path(__file__).parent / "examples" / f"{which}.json"
    return json.loads(file.read_text().replace(ORIGIN, settings.PUBLIC_ORIGIN)) if file.exists() else {}


def document(which: str) -> Json:
    """The document, made once in a process. It takes a second or two."""
    with _building:
        return _made(which)


@cache
def _made(which: str) -> Json:
    with GENERATOR_STATS.silence(), translation.override("en"):
        schema = SchemaGenerator(urlconf=URLCONFS[which]).get_schema(request=None, public=True)
    return json.loads(OpenApiJsonRenderer().render(schema))


def _word(operation: Json, path: str, which: str) -> None:
    """The subject, the summary, and the words of common parameters."""
    if which == DESK:
        operation["tags"] = [subject_of(path.removeprefix(PREFIXES[DESK]), operation["tags"][0])]
    sum_up(operation)
    name_parameters(operation, path)


def _loosen(told: object) -> None:
    """Say "any of" where drf-spectacular says "one of": an empty text is both a text that may be empty and an address.

    What tells formats apart is up to a validator, so with "one of" some would refuse what we answer.
    """
    if isinstance(told, dict):
        if "oneOf" in told and "discriminator" not in told:
            told["anyOf"] = told.pop("oneOf")
        for one in told.values():
            _loosen(one)
    elif isinstance(told, list):
        for one in told:
            _loosen(one)


def _refusal(status: str) -> Json:
    answer: Json = {
        "description": REFUSALS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in ("429", "503"):
        seconds = {"description": "Seconds to wait.", "schema": {"type": "string", "pattern": "^[0-9]+$"}}
        answer["headers"] = {"Retry-After": seconds}
    return answer


def _refusals_of(operation: Json, path: str, method: str, which: str) -> None:
    statuses = [*OF_EVERY[which]]
    if "{" in path or method != "get":  # what is sent names rows too
        statuses.append("404")
    if which == PUBLIC and "/verdicts/{number}/" in path:
        statuses.append("451")
    if which == DESK and method != "get":
        statuses += OF_WRITING
    for status in sorted(statuses):
        operation["responses"].setdefault(status, {"$ref": f"#/components/responses/Problem{status}"})


def _show(operation: Json, example: Json | None) -> None:
    """Put the example beside what it is one of."""
    if example is None:
        return
    content = operation["responses"].get(example["status"], {}).get("content", {})
    if "application/json" in content:
        content["application/json"]["example"] = example["body"]
    taken = operation.get("requestBody", {}).get("content", {})
    if example.get("sent") and "application/json" in taken:
        taken["application/json"]["example"] = example["sent"]


PROBLEM: Json = {
    "type": "object",
    "description": "A refusal (RFC 9457). `detail` says what to do; `code` is stable.",
    "required": ["type", "title", "status", "detail", "code", "request_id", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string", "description": "Finds the request in the desk's logs."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
            },
        },
    },
}
