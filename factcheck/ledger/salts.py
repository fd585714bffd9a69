"""Destroying the salt of a commitment: afterwards nobody can try out guesses against what the ledger keeps."""

from datetime import datetime

from django.db import models

from factcheck.ledger import acts
from factcheck.ledger.chain import new_salt


def destroy_salt(row: models.Model, *, by: models.Model | None, at: datetime) -> None:
    """Put a fresh salt in the place of the one beside a text that was destroyed. Inside the act that destroyed it.

    The commitments made under the old one stay in the ledger and prove nothing any more, neither for us nor against
    anybody. A fresh one, not none: a later commitment to the same row must not stand without a salt.
    """
    row.salt = new_salt()
    row.save(update_fields=["salt"])
    acts.record("destroy_salt", subject=row, by=by, at=at)
