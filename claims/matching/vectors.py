"""The meaning of words as vectors in the database, where a sentence encoder is installed.

Without one the desk works the same: it then finds claims by words and characters alone.
"""

import logging
import time
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from django.db.models import Exists, OuterRef
from pgvector.django import CosineDistance

from claims.matching.archive import (
    check_key,
    is_of_check,
    matchable_claims,
    number_of,
    numbers_of,
    rows_of_checks,
    rows_of_claims,
    wording_key,
)
from claims.models import ImportedCheck, TextVector
from claims.models.claims import ClaimQuerySet
from claims.retrieval import Encoder, EncoderUnusable, Row, encode_rows, open_encoder, semantic_available

log = logging.getLogger(__name__)
BATCH = 128  # texts encoded and written together

Vector = npt.NDArray[np.float32]


@cache
def encoder() -> Encoder | None:
    """The encoder of this process, loaded once; None when none is installed or its files are broken."""
    if not semantic_available():
        return None
    try:
        return open_encoder()
    except EncoderUnusable as broken:
        log.warning("claims are matched by their words alone: %s", broken)
        return None


def vectors_of(claims: ClaimQuerySet) -> dict[int, Vector]:
    """The vector of each claim's wording, by the wording's number; made and kept where there is none yet.

    Empty without an encoder.
    """
    reader = encoder()
    if reader is None:
        return {}
    wordings = claims.order_by().values("wording")
    kept = TextVector.objects.filter(wording__in=wordings, encoder=reader.name)
    known = {pk: np.asarray(vector, dtype=np.float32) for pk, vector in kept.values_list("wording", "vector")}
    missing = list(rows_of_claims(claims.exclude(wording__in=known)))
    return known | _make(missing, reader)


def _make(rows: Sequence[Row], reader: Encoder) -> dict[int, Vector]:
    """Encode and keep; by number. Somebody else may do the same meanwhile: the vectors are equal."""
    made: dict[int, Vector] = {}
    for batch in (rows[at : at + BATCH] for at in range(0, len(rows), BATCH)):
        vectors = dict(zip([number_of(row.id) for row in batch], encode_rows(encoder=reader, rows=batch), strict=True))
        kind = "imported" if is_of_check(batch[0].id) else "wording"
        TextVector.objects.bulk_create(
            [TextVector(**{f"{kind}_id": one}, encoder=reader.name, vector=vectors[one]) for one in sorted(vectors)],
            update_conflicts=True,
            unique_fields=[kind],
            update_fields=["encoder", "vector"],
        )
        made |= vectors
    return made


def nearest(vector: Vector, *, limit: int, beside: Sequence[int]) -> dict[str, float]:
    """The rows nearest in meaning, by key, each with its cosine; the wordings `beside` are left out. An exact scan."""
    rows = _readable().exclude(wording__in=beside)
    near = rows.annotate(distance=CosineDistance("vector", vector)).order_by("distance")[:limit]
    return _by_key(near)


def cosines_with(vector: Vector, keys: Sequence[str]) -> dict[str, float]:
    """The cosine of each of these rows that has a vector."""
    wordings, checks = numbers_of(keys)
    rows = _readable().filter(wording__in=wordings) | _readable().filter(imported__in=checks)
    return _by_key(rows.annotate(distance=CosineDistance("vector", vector)))


def _readable():
    """Vectors of the present encoder: those of another one mean nothing beside them."""
    reader = encoder()
    return TextVector.objects.filter(encoder=reader.name) if reader else TextVector.objects.none()


def _by_key(rows) -> dict[str, float]:
    found = rows.values_list("wording", "imported", "distance")
    return {wording_key(wording) if wording else check_key(check): 1.0 - far for wording, check, far in found}


def are_missing() -> bool:
    """Whether some words have no vector of the present encoder."""
    reader = encoder()
    return reader is not None and any(_without_vector(reader.name, most=1))


def fill_vectors(*, seconds: float) -> bool:
    """Make the vectors that are missing or of another encoder, newest first, for so long; whether more are left."""
    reader = encoder()
    if reader is None:
        return False
    until = time.monotonic() + seconds
    while any(found := _without_vector(reader.name, most=BATCH)):
        for rows in found:
            _make(rows, reader)
        if time.monotonic() > until:
            return True
    return False


def _without_vector(name: str, *, most: int) -> tuple[list[Row], list[Row]]:
    """Some claims and some imported checks that no vector of this encoder stands for."""
    known = TextVector.objects.filter(encoder=name)
    claims = matchable_claims().filter(~Exists(known.filter(wording=OuterRef("wording")))).order_by("-wording")
    checks = ImportedCheck.objects.offered().filter(~Exists(known.filter(imported=OuterRef("pk")))).order_by("-pk")
    return list(rows_of_claims(claims[:most])), list(rows_of_checks(checks[:most]))


def forget_idle_vectors() -> int:
    """Drop the vectors nothing is matched by any more; how many."""
    used = matchable_claims().filter(wording=OuterRef("wording"))
    return TextVector.objects.filter(~Exists(used), imported=None).delete()[0]
