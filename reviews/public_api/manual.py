"""A document as people read it: its operations by subject, each with its parameters, a command and an answer."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from factcheck.web.api_documents import DESK, Json, document, examples, operations
from reviews.markdown import to_html

ECHO = re.compile(r"^\* `([^`]*)` - (.*)$", re.MULTILINE)  # how drf-spectacular lists the choices of a field
LONGEST_LINE = 100  # characters of a text in an answer that is shown
MOST_SHOWN = 2  # things of a list


@dataclass(frozen=True)
class Parameter:
    """One parameter: where it stands (path, query, header or body), its kind in words, whether it must be given."""

    name: str
    place: str
    kind: str
    words: SafeString  # HTML
    is_required: bool


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    key: str  # also its anchor on the page
    subject: str
    method: str
    path: str
    summary: str
    words: SafeString  # HTML, to go on after the summary
    scope: str  # of tokens; empty where none is asked for
    parameters: tuple[Parameter, ...]
    command: str
    status: str
    answer: str  # JSON, or empty where there is no body


@dataclass(frozen=True)
class Subject:
    """Operations about one thing."""

    name: str
    words: str
    operations: tuple[Operation, ...]

    @property
    def title(self) -> str:
        """As a heading: "Draft notes"."""
        return self.name.replace("-", " ").capitalize()


@cache
def subjects(which: str) -> tuple[Subject, ...]:
    """What a document tells, in its own order of paths within a subject."""
    described = document(which)
    told = {one["name"]: one.get("description", "") for one in described.get("tags", [])}
    found = sorted(_operations(which, described), key=attrgetter("subject"))
    if told:
        found.sort(key=lambda one: list(told).index(one.subject))
    grouped = groupby(found, key=attrgetter("subject"))
    return tuple(Subject(name, told.get(name, ""), tuple(rows)) for name, rows in grouped)


def _operations(which: str, described: Json) -> Iterator[Operation]:
    for path, method, operation in operations(described):
        example = examples(which).get(f"{method} {path}", {})
        status = example.get("status") or next(iter(operation["responses"]))
        yield Operation(
            key=operation["operationId"].replace("_", "-"),
            subject=operation["tags"][0],
            method=method.upper(),
            path=path,
            summary=operation.get("summary", ""),
            words=_as_html(operation.get("description", "")),
            scope=_scope(operation),
            parameters=tuple(_parameters(described, operation)),
            command=_command(which, method, path, example),
            status=status,
            answer=json.dumps(shortened(example["body"]), indent=2, ensure_ascii=False) if example.get("body") else "",
        )


def _scope(operation: Json) -> str:
    """What a token must have been made for. Only what wants a session, or nothing, names none."""
    ways = [way["token"] for way in operation.get("security", []) if "token" in way]
    return next((scope for scopes in ways for scope in scopes), "")


def _parameters(described: Json, operation: Json) -> Iterator[Parameter]:
    for one in operation.get("parameters", []):
        kind = _kind(described, one["schema"])
        words = one.get("description", "") or one["schema"].get("description", "")
        yield Parameter(one["name"], one["in"], kind, _as_html(words), one.get("required", False))
    contents = [*operation.get("requestBody", {}).get("content", {}).values()]
    if contents:  # a body that several types may carry is told by the first
        yield from _fields(described, _whole(described, contents[0]["schema"]))


def _fields(described: Json, schema: Json) -> Iterator[Parameter]:
    needed = schema.get("required", [])
    for name, one in schema.get("properties", {}).items():
        words = _as_html(one.get("description", ""))
        yield Parameter(name, "body", _kind(described, one), words, name in needed)


def _as_html(words: str) -> SafeString:
    """Descriptions are Markdown, as OpenAPI says; of HTML in them nothing but its letters is left.

    Choices stand with the kind of a parameter; they are listed again only when there is more to say of them.
    """
    if all(code == name.lower().replace(" ", "_") for code, name in ECHO.findall(words)):
        words = ECHO.sub("", words).strip()
    return mark_safe(to_html(words, goes_on=True))


def _whole(described: Json, schema: Json) -> Json:
    """The schema that a reference stands for."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return described["components"]["schemas"][name] if name else schema


def _kind(described: Json, schema: Json) -> str:
    """What is expected, in few words."""
    schema = _whole(described, schema)
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"] if one is not None)
    if several := schema.get("oneOf") or schema.get("allOf") or schema.get("anyOf"):
        return " | ".join(dict.fromkeys(_kind(described, one) for one in several))
    kind = schema.get("type", "")
    kinds = [one for one in (kind if isinstance(kind, list) else [kind]) if one != "null"]
    if kinds == ["array"]:
        return f"list of {_kind(described, schema.get('items', {}))}"
    return str(schema.get("format") or " | ".join(kinds) or "any")


def _command(which: str, method: str, path: str, example: Json) -> str:
    """The request with curl. The desk's commands take the token from the environment."""
    address = f"{settings.PUBLIC_ORIGIN}{example.get('path', path)}"
    if example.get("query"):
        address += f"?{urlencode(example['query'])}"
    parts = [f"curl '{address}'"]
    if method != "get":
        parts[0] = f"curl -X {method.upper()} '{address}'"
    if which == DESK:
        parts.append('-H "Authorization: Token $TOKEN"')
    if example.get("sent"):
        sent = json.dumps(example["sent"], ensure_ascii=False).replace("'", "'\\''")
        parts += ["-H 'Content-Type: application/json'", f"-d '{sent}'"]
    return " \\\n  ".join(parts)


def shortened(value: Any) -> Any:
    """An answer as an example shows it: the first things of lists, the first words of texts."""
    if isinstance(value, dict):
        return {name: shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in value[:MOST_SHOWN]]
    if isinstance(value, str) and len(value) > LONGEST_LINE:
        return f"{value[:LONGEST_LINE]}…"
    return value
