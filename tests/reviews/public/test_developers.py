"""The pages for developers: made of the documents, readable without JavaScript."""

import re
from base64 import b64encode
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client
from standardwebhooks import Webhook, WebhookVerificationError

from factcheck.accounts.scopes import Scope
from factcheck.web.api_documents import DESK, PUBLIC, document, operations
from factcheck.web.error_codes import families
from factcheck.webhooks.registry import KINDS

pytestmark = pytest.mark.django_db


def html_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("address", "which"), [("public-api", PUBLIC), ("desk-api", DESK)])
def test_every_operation_is_told_with_a_command_and_all_anchors_lead_somewhere(address, which):
    html = html_of(f"/developers/{address}/")

    told = re.findall(r'<h3 id="[\w-]+"><code>(\w+) (\S+?)</code>', html)
    described = [(method.upper(), path) for path, method, _ in operations(document(which))]
    assert sorted(told) == sorted(described)
    assert html.count("curl ") == len(described)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert "<script" not in html.partition("</head>")[2].replace('<script src="', "")


def test_the_commands_of_the_public_api_work_as_they_stand():
    """All but those about a check that this desk does not have."""
    html = html_of("/developers/public-api/")
    addresses = re.findall(r"curl '(http://127.0.0.1:8000[^']*)'", unescape(html))
    assert len(addresses) > 10
    statuses = {Client().get(one.removeprefix("http://127.0.0.1:8000")).status_code for one in addresses}
    assert statuses <= {200, 404}


def test_the_overview_names_the_terms_and_every_language_has_it():
    html = html_of("/developers/")
    assert "https://creativecommons.org/licenses/by/4.0/" in html
    assert 'href="/de/developers/public-api/"' in html_of("/de/developers/")
    assert 'href="/developers/"' in html_of("/")


@pytest.mark.parametrize("path", ["/api/public/v1/schema.json", "/api/v1/schema.json"])
def test_the_documents_are_for_anyone_and_kept_by_caches(path):
    response = Client().get(path)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "public" in response["Cache-Control"]
    assert Client().get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_what_a_webhook_sends_is_checked_by_the_lines_that_are_shown():
    html = html_of("/developers/")
    told = html.partition('id="webhooks"')[2].partition("</section>")[0]
    assert set(re.findall(r"<dt><code>([\w.]+)</code>", told)) == set(KINDS)
    assert {"webhook-id", "webhook-timestamp", "webhook-signature"} <= set(re.findall(r"<code>([\w-]+)</code>", told))
    assert 'href="https://www.standardwebhooks.com/"' in told

    secret = "whsec_" + b64encode(b"k" * 24).decode()
    shown: dict = {}
    exec(unescape(re.search(r"<pre[^>]*><code>(.*?)</code>", told, re.DOTALL)[1]).replace("whsec_…", secret), shown)
    body, now = '{"type": "verdict.published", "data": {"number": 12}}', datetime.now(UTC)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body),
    }
    assert shown["receive"](headers, body.encode()) == ("verdict.published", {"number": 12})
    with pytest.raises(WebhookVerificationError):
        shown["receive"](headers, body.replace("12", "13").encode())


def test_every_operation_of_the_desk_that_takes_a_token_names_its_scope():
    html = html_of("/developers/desk-api/")
    parts = dict(re.findall(r'<h3 id="([\w-]+)">.*?</h3>(.*?)</section>', html, re.DOTALL))
    scopes = {key: re.findall(r"Scope: <code>(\w+)</code>", part) for key, part in parts.items()}
    assert {scope for found in scopes.values() for scope in found} == set(Scope.values)
    assert all("tokens" in key for key, found in scopes.items() if not found)
    assert "Scope:" not in html_of("/developers/public-api/")


def test_the_type_of_every_problem_leads_to_what_its_code_means():
    page, _, anchor = Client().get("/api/public/v1/verdicts/?colour=red").json()["type"].partition("#")
    html = html_of(page)
    ids = re.findall(r' id="([^"]+)"', html)
    assert anchor == "unknown_parameter"
    assert len(ids) == len(set(ids))
    assert {code.key for family in families() for code in family.codes} <= set(ids)
    assert 'href="/developers/errors/"' in html_of("/developers/")
    assert 'href="/de/developers/errors/"' in html_of("/de/developers/public-api/")


def test_it_is_not_said_that_nobody_is_counted():
    assert "counted" not in html_of("/developers/")
