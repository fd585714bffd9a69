"""Index files of one's own for each test, and articles as extraction leaves them."""

import pytest

from claims.matching import library, vectors
from tests.factories.people import AdminFactory


@pytest.fixture(autouse=True)
def index_dir(settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"
    library._opened.clear()
    return settings.INDEX_DIR


@pytest.fixture
def without_encoder(monkeypatch):
    """As where the `semantic` extra is not installed."""
    monkeypatch.setattr(vectors, "semantic_available", lambda: False)
    vectors.encoder.cache_clear()
    yield
    vectors.encoder.cache_clear()


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")
