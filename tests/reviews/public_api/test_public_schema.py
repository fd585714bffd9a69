"""The public API keeps to its own OpenAPI document, whatever it is sent."""

import re

import pytest
from schemathesis.specs.openapi.checks import negative_data_rejection

from factcheck.web.throttling import PerAddress
from reviews.models import PublicClaimant, PublicScale, PublicTopic, PublicVerdict
from tests.factories.changes import make_changed
from tests.factories.claims import AT
from tests.factories.listings import make_listed
from tests.factories.writing import make_published
from tests.schemas import CHECKS, fuzz

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]
EACH = 90  # cases that fit, and as many that do not, for each operation


def nonsense_is_refused(ctx, response, case):
    """What does not fit is refused; a parameter without a value is as if it were not given."""
    is_empty = re.search(r"[?&][^=&]+=(?:&|$)", response.request.url or "")
    return None if is_empty else negative_data_rejection(ctx, response, case)


def test_thousands_of_questions_meet_no_failure_and_no_surprise(monkeypatch):
    monkeypatch.setitem(PerAddress.THROTTLE_RATES, "address", "1000000/min")
    make_changed(make_published())
    for number in range(4):
        make_listed(title=f"Boat {number}", said_by="Ada Bell", topic="Boats", outlet="Echo")
    withheld = make_listed()
    PublicVerdict.objects.filter(pk=withheld.pk).update(state="withheld", withheld_since=AT, withheld_ground="legal")
    known = {
        "number": list(PublicVerdict.objects.values_list("number", flat=True)),
        "version": [1, 2],
        "key": [*PublicClaimant.objects.values_list("key", flat=True)],
        "slug": [*PublicTopic.objects.values_list("slug", flat=True)],
    }

    answered = fuzz("/api/public/v1/schema.json", each=EACH, known=known, checks=[*CHECKS, nonsense_is_refused])

    assert PublicScale.objects.exists()
    assert sum(answered.values()) > 2_000
    assert {200, 400, 404, 451} <= set(answered) <= {200, 301, 400, 404, 405, 451}
