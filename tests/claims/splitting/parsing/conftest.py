import pytest

from claims.splitting.parsing import HearingParser, load_parser


@pytest.fixture(scope="session")
def parser() -> HearingParser:
    """The real parser. It belongs to the development requirements: without it these tests fail, they do not skip."""
    return load_parser()
