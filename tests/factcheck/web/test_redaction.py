"""No secret stands in a log, whichever way it comes there."""

import json
import logging

import pytest
import structlog

from factcheck.web.redaction import redact

SECRET = "desk_" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "said",
    [
        {"event": f"refused {SECRET}"},
        {"event": "x", "headers": {"Authorization": f"Token {SECRET}"}},
        {"event": "x", "args": [("a", f"Authorization: Token {SECRET}")]},
        {"event": "x", "exception": f"KeyError: 'Token {SECRET}'"},
        {"event": "signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw="},
        {"event": "'HTTP_AUTHORIZATION': 'Token 0a1b2c3d4e5f'"},
        {"event": "GET https://checks.example/v1alpha1/claims:search?query=rents&key=AIza-0a1b2c&pageToken=x"},
        {"event": "x", "args": ["https://checks.example/?Key=AIza-0a1b2c"]},
    ],
)
def test_secrets_are_left_out(said):
    left = str(redact(None, "info", dict(said)))
    assert "…" in left
    assert not any(part in left for part in (SECRET, SECRET[15:], "MfKQ9r8G", "0a1b2c3d4e5f", "AIza-"))


def test_what_else_an_address_says_stays():
    event = {"event": "https://checks.example/?query=rents&key=abc&monkey=1 refused us"}
    assert redact(None, "info", event)["event"] == "https://checks.example/?query=rents&key=…&monkey=1 refused us"


def test_which_token_it_was_can_still_be_told():
    assert redact(None, "info", {"event": SECRET})["event"] == f"{SECRET[:15]}…"


def test_everything_else_is_said_as_it_was():
    said = {"event": "GET /api/v1/work/", "count": 3, "ids": [1, 2], "none": None}
    assert redact(None, "info", dict(said)) == said


@pytest.mark.parametrize(
    "logger", [logging.getLogger("third.party"), structlog.get_logger("ours")], ids=["std", "ours"]
)
def test_the_logs_of_the_desk_are_written_through_it(settings, logger):
    formatter = structlog.stdlib.ProcessorFormatter(
        processor=settings.LOGGING["formatters"]["json"]["processor"],
        foreign_pre_chain=settings.LOGGING["formatters"]["json"]["foreign_pre_chain"],
    )
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(formatter.format(record))
    logging.getLogger().addHandler(handler)
    try:
        logger.error(f"went wrong with {SECRET}")
    finally:
        logging.getLogger().removeHandler(handler)
    assert [SECRET in line for line in lines] == [False]
    assert SECRET[:15] in json.loads(lines[0])["event"]
