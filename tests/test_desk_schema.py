"""The desk's API keeps to its own OpenAPI document, whatever it is sent, and does nothing for strangers."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from django.db import connection, transaction
from django.utils import timezone

from factcheck.accounts.scopes import Scope
from factcheck.accounts.tokens import create_token
from factcheck.once.models import KeptAnswer
from factcheck.web.api_documents import DESK, document
from tests.access_table import TABLE
from tests.routes import HOLE
from tests.scene import Scene, undone
from tests.schemas import HOLE as HOLE_OF_EITHER
from tests.schemas import fuzz, shape_of

pytestmark = [pytest.mark.fuzz, pytest.mark.timeout(400)]

DOCUMENT = "/api/v1/schema.json"
EACH = 5  # cases that fit, and as many that do not, for each operation
EACH_OF_STRANGERS = 1
# Answers of the desk's own road to addresses and methods that are none of its.
UNDESCRIBED = {301, 405}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    document(DESK)
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # cases take time to be thought up
        yield Scene()
        transaction.set_rollback(True)


def rows_of(scene: Scene) -> Callable[[str], Mapping[str, Sequence[object]]]:
    """For a path of the document: the rows that verbs of this address may be about, by the names of its holes."""

    def known(path: str) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        names = [hole[1:-1] for hole in HOLE_OF_EITHER.findall(path)]
        for row in TABLE:
            if row.about and shape_of(f"/{row.route}") == shape_of(path):
                for name, attribute in zip(names, HOLE.findall(row.route), strict=True):
                    found.setdefault(name, []).append(getattr(scene.row(row.about), attribute))
        return found

    return known


def taken_back(run: Callable[[], None]) -> None:
    with undone():
        run()


def test_thousands_of_requests_of_an_editor_meet_no_failure_and_no_surprise(scene):
    _, secret = create_token(
        name="Fuzz", scopes=[str(one) for one in Scope], days=7, by=scene.editor, at=timezone.now()
    )

    answered = fuzz(
        DOCUMENT,
        each=EACH,
        known=rows_of(scene),
        headers={"Authorization": f"Token {secret}"},
        around=taken_back,
    )

    assert sum(answered.values()) > 2_000
    assert {200, 201, 202, 400, 404, 409} <= set(answered)
    assert not KeptAnswer.objects.exists()


def test_nothing_is_done_or_told_without_signing_in(scene):
    answered = fuzz(DOCUMENT, each=EACH_OF_STRANGERS, known=rows_of(scene), checks=[], around=taken_back)

    assert sum(answered.values()) > 150
    assert set(answered) <= {401, *UNDESCRIBED, 400, 404, 415}
    assert answered[401] > sum(answered.values()) / 2
