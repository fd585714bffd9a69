"""The chain: canonical payloads, hashes that cover the one before, and the check of it all."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

GENESIS = "0" * 64


def canonical(payload: Mapping[str, object]) -> str:
    """Canonical JSON: sorted keys, no spaces, ASCII. Equal payloads give equal text."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)


def entry_hash(
    *,
    seq: int,
    at: datetime,
    verb: str,
    subject_type: str,
    subject_id: int | None,
    by_id: int | None,
    payload: str,
    previous_hash: str,
) -> str:
    """SHA-256 over every column of the entry and the hash of the entry before it, as hex."""
    columns = [seq, at.isoformat(), verb, subject_type, subject_id, by_id, payload, previous_hash]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=True).encode()).hexdigest()


def new_salt() -> str:
    """A salt to keep beside a sealed or personal text; destroy both and the commitment says nothing."""
    return secrets.token_hex(16)


def commitment(text: str, *, salt: str) -> str:
    """What the ledger keeps of a text it must not hold: HMAC-SHA-256 under the salt, as hex."""
    return hmac.new(salt.encode(), text.encode("utf-8"), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Broken:
    """The first place where the chain does not hold."""

    seq: int
    reason: str


def first_break(entries: Iterable) -> Broken | None:
    """Walk entries in order; the first gap, altered row or broken link, or None when the chain holds."""
    expected, previous = 1, GENESIS
    for entry in entries:
        if entry.seq != expected:
            return Broken(expected, f"entry {expected} is missing; the next one is {entry.seq}")
        if entry.previous_hash != previous:
            return Broken(entry.seq, "does not continue the entry before it")
        if entry.hash != rehash(entry):
            return Broken(entry.seq, "was changed after it was written")
        expected, previous = entry.seq + 1, entry.hash
    return None


def rehash(entry) -> str:
    """The hash an entry's columns should have."""
    return entry_hash(
        seq=entry.seq,
        at=entry.at,
        verb=entry.verb,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        by_id=entry.by_id,
        payload=entry.payload,
        previous_hash=entry.previous_hash,
    )
