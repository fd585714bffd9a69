"""Carrying a request out once: what it does and what it answers are one transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.http import HttpResponse
from rest_framework import status as codes

from factcheck.accounts.models import User
from factcheck.ledger import acts as ledger
from factcheck.once.models import KeptAnswer
from factcheck.once.refusals import AnswerGone, KeyInUse, KeyReused

REPLAYED = "Idempotency-Replayed"


@dataclass(frozen=True)
class Asked:
    """A request under its key."""

    caller: User
    key: str
    fingerprint: str
    at: datetime


class _NotCarriedOut(Exception):
    """The view refused in its answer, so nothing of what it did may stay."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer


def carry_out(asked: Asked, view: Callable[[], HttpResponse], *, keeps_body: bool = True) -> HttpResponse:
    """The view's rendered answer; of a request that was carried out before, the answer it had then.

    The view runs in the transaction that keeps its answer: it must not fetch, wait or commit. What it refuses leaves
    no trace and may be tried again under the same key. Raises `KeyInUse` while the same key is being carried out,
    `KeyReused` when another request had it, `AnswerGone` when the body was not kept (`keeps_body`) or was blanked.
    """
    try:
        with ledger.together():
            _must_be_alone(asked)
            before = KeptAnswer.objects.filter(caller=asked.caller, key=asked.key).first()
            return _again(before, asked) if before else _for_the_first_time(asked, view, keeps_body=keeps_body)
    except _NotCarriedOut as refused:
        return refused.answer


def _must_be_alone(asked: Asked) -> None:
    """Nobody waits here: whoever comes second would hold a connection to the database for as long as the first."""
    name = hashlib.sha256(f"once {asked.caller.pk} {asked.key}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(name[:8], "big", signed=True)])
        is_alone = cursor.fetchone()[0]
    if not is_alone:
        raise KeyInUse("The same request is being carried out. Send it again in a moment to get its answer.")


def _for_the_first_time(asked: Asked, view: Callable[[], HttpResponse], *, keeps_body: bool) -> HttpResponse:
    answer = view()
    if answer.status_code >= codes.HTTP_400_BAD_REQUEST:
        raise _NotCarriedOut(answer)
    KeptAnswer.objects.create(
        caller=asked.caller,
        role=asked.caller.role,
        key=asked.key,
        fingerprint=asked.fingerprint,
        status=answer.status_code,
        location=answer.get("Location", ""),
        content_type=answer.get("Content-Type", "") if answer.content else "",
        body=answer.content.decode() if keeps_body else "",
        is_blanked=not keeps_body,
        at=asked.at,
    )
    return answer


def _again(kept: KeptAnswer, asked: Asked) -> HttpResponse:
    if kept.fingerprint != asked.fingerprint:
        raise KeyReused("Another request was sent with this Idempotency-Key. Send a new key with a new request.")
    if kept.is_blanked or kept.role != asked.caller.role:
        raise AnswerGone(
            "This was carried out before. What was answered then is not kept; look at what it did, or use a new key."
        )
    answer = HttpResponse(kept.body, status=kept.status, content_type=kept.content_type or None)
    if not kept.content_type:
        del answer["Content-Type"]
    if kept.location:
        answer["Location"] = kept.location
    answer[REPLAYED] = "true"
    return answer
