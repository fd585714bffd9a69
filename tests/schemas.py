"""What fuzzing and examples share for both OpenAPI documents: the operations, real answers held against them, cases."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import hypothesis
import jsonschema
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks as openapi

from factcheck.web.api_documents import document, operations

HOLE = re.compile(r"<\w+:\w+>|\{\w+\}")
CHECKS = (
    not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
)
Known = Mapping[str, Sequence[object]]
Json = dict[str, Any]


def shape_of(path: str) -> str:
    """A route of the URLconf and a path of a document alike: with empty holes.

    >>> shape_of("/api/v1/claims/<int:pk>/"), shape_of("/api/v1/claims/{id}/")
    ('/api/v1/claims/{}/', '/api/v1/claims/{}/')
    """
    return HOLE.sub("{}", path)


def described(which: str) -> dict[tuple[str, str], tuple[str, Json]]:
    """Each operation of a document by method and shape: its path there, and what is said of it."""
    return {(method, shape_of(path)): (path, told) for path, method, told in operations(document(which))}


def misfit(which: str, operation: Json, status: int, body: object) -> str:
    """What is wrong with a real answer by the document, or nothing."""
    answer = operation["responses"].get(str(status))
    if answer is None:
        return f"{status} is not described"
    content = answer.get("content", {}).get("application/json")
    if content is None:
        return "" if body is None else f"{status} is described without a body"
    schema = {**content["schema"], "components": document(which)["components"]}
    errors = jsonschema.Draft202012Validator(schema).iter_errors(body)
    return "; ".join(f"{error.json_path}: {error.message[:200]}" for error in list(errors)[:3])


def fuzz(
    path: str,
    *,
    each: int,
    known: Known | Callable[[str], Known],
    headers: Mapping[str, str] | None = None,
    checks: Sequence[Callable] = CHECKS,
    leave_out: Callable[[str, str], bool] = lambda method, path: False,
    around: Callable[[Callable[[], None]], None] = lambda run: run(),
) -> Counter[int]:
    """Send `each` cases that fit and as many that do not to every operation of the document at `path`, in process.

    Half of them name things that exist: `known` has values for the holes of addresses, of all or of each path.
    `around` runs one case, to undo it for instance. Every case is the same at every run. Gives how often each status
    was answered; raises at the first failure or violation.
    """
    answered: Counter[int] = Counter()
    with _one_connection():
        schema = schemathesis.openapi.from_wsgi(path, WSGIHandler())
        _fuzz_all(schema, answered, each, known, headers, checks, leave_out, around)
    return answered


@contextmanager
def _one_connection() -> Iterator[None]:
    """The test's own connection, with its transaction, serves every request: Django would close it after the first."""
    looks = (request_started, request_finished)
    for one in looks:
        one.disconnect(close_old_connections)
    try:
        yield
    finally:
        for one in looks:
            one.connect(close_old_connections)


def _fuzz_all(schema, answered, each, known, headers, checks, leave_out, around) -> None:
    for found in schema.get_all_operations():
        operation = found.ok()
        if leave_out(operation.method, operation.path):
            continue
        named = known(operation.path) if callable(known) else known
        for mode in _modes(operation):
            _try(operation.as_strategy(generation_mode=mode), each, named, headers, checks, answered, around)


def _modes(operation: schemathesis.APIOperation) -> Iterator[GenerationMode]:
    yield GenerationMode.POSITIVE
    takes = [*operation.query, *operation.path_parameters, *operation.body]
    if takes:
        yield GenerationMode.NEGATIVE


def _try(cases, each, known, headers, checks, answered, around) -> None:
    count = iter(range(10**9))

    @settings(
        max_examples=each,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @given(case=cases)
    def one(case: Case) -> None:
        number = next(count)
        if number % 2:
            _name_what_exists(case, known, number // 2)

        def run() -> None:
            response = case.call(headers=headers)
            answered[response.status_code] += 1
            case.validate_response(response, checks=list(checks))

        around(run)

    with suppress(hypothesis.errors.Unsatisfiable):  # it takes nothing that could be wrong
        one()


def _name_what_exists(case: Case, known: Known, number: int) -> None:
    for name in case.path_parameters or {}:
        if name in known:
            case.path_parameters[name] = known[name][number % len(known[name])]


def ask(client: Client, address: str) -> Json:
    """What is answered at a whole address of ours."""
    return client.get(address.removeprefix("http://127.0.0.1:8000")).json()
