"""What a desk kept before its tables changed is still there after."""

import hashlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("reviews", "0003_steering")], [("reviews", "0005_addresses_of_sources")]
URL = "https://roads.example/census"


def migrate(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_source_of_before_keeps_its_address():
    old = migrate(BEFORE)
    hashed = hashlib.sha256(URL.encode()).hexdigest()
    source = old.get_model("reviews", "Source").objects.create(
        url=URL, url_hash=hashed, title="Road census", kind="primary", added_at="2026-01-01T00:00Z"
    )
    new = migrate(AFTER)
    address = new.get_model("reviews", "SourceAddress").objects.get(source_id=source.pk)
    assert (address.url, address.url_hash, address.how) == (URL, hashed, "given")
    assert new.get_model("reviews", "Source").objects.get(pk=source.pk).media == "page"
