"""What docs/operations.md says of dumps, done with the same tools on the same engine."""

import os
import subprocess
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from pgvector.django import CosineDistance

from claims.models import Article, Claim, TextVector
from factcheck.embedded import find_engines
from tests import engines
from tests.factories.claims import CandidateFactory


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_dump_restores_into_an_empty_database_whole(worker_database, tmp_path):
    claims = CandidateFactory.create_batch(5)
    TextVector.objects.create(wording=claims[0].wording, encoder="any", vector=[0.6, 0.8])
    before = (Article.objects.count(), Claim.objects.count())
    assert before[1] == 5
    dump, restored = tmp_path / "desk.dump", f"{worker_database}_restored"

    run_tool("pg_dump", "--format=custom", f"--file={dump}", engines.url_of(worker_database))
    engines.drop(restored)
    engines.run_sql(f'CREATE DATABASE "{restored}"')
    # As a superuser, like the one role of the compose file: only the owner may restore the vector extension.
    target = urlunsplit(urlsplit(find_engines(engines.home(), name="test").admin_url)._replace(path=f"/{restored}"))
    run_tool("pg_restore", "--exit-on-error", f"--dbname={target}", str(dump))

    use(restored)
    try:
        call_command("verify_ledger")
        assert (Article.objects.count(), Claim.objects.count()) == before
        near = TextVector.objects.annotate(distance=CosineDistance("vector", [0.8, 0.6])).get()
        assert near.distance == pytest.approx(0.04)
    finally:
        use(worker_database)
        engines.drop(restored)


def use(database: str) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = database
    settings.DATABASES["default"]["NAME"] = database


def run_tool(name: str, *words: str) -> None:
    """One of PostgreSQL's own tools, from beside the engine that runs."""
    found = find_engines(engines.home(), name="test")
    subprocess.run([str(found.client_bin / name), *words], check=True, env={**os.environ, "LC_ALL": "C"})
