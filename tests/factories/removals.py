"""Removals for tests, through the desk's own verbs: one editor asks, another agrees."""

from datetime import datetime

from reviews.models import PublicVerdict, Removal
from reviews.publication.removals import agree_to_removal, ask_removal
from tests.factories.people import AdminFactory
from tests.factories.writing import WRITTEN_AT

NEEDS = {"redaction": {"words": ["roads office"]}, "retraction": {"public_note": "The census was misread."}}


def ask(verdict: PublicVerdict, kind: str, *, at: datetime = WRITTEN_AT, by=None, **how) -> Removal:
    """One editor's wish."""
    said = {"ground": "safety", "because": "A letter came", **NEEDS.get(kind, {}), **how}
    return ask_removal(number=verdict.number, kind=kind, by=by or AdminFactory(), at=at, **said)


def remove(verdict: PublicVerdict, kind: str, *, at: datetime = WRITTEN_AT, **how) -> Removal:
    """Asked by one and agreed to by another."""
    asked = ask(verdict, kind, at=at, **how)
    return agree_to_removal(removal_id=asked.pk, by=AdminFactory(), at=at)
