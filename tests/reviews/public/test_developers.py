"""The pages for developers: made of the documents, readable without JavaScript."""

import json
import re
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from html import unescape

import pytest
from django.test import Client
from standardwebhooks import Webhook, WebhookVerificationError

from factcheck.accounts.scopes import Scope
from factcheck.web.api_documents import DESK, PUBLIC, document, operations
from factcheck.web.error_codes import families
from factcheck.webhooks.backing_off import MOST_TRIES
from factcheck.webhooks.models import Message
from factcheck.webhooks.registry import KINDS
from reviews.public_api import manual
from reviews.public_api.fact_check_tools.asking import OURS, SYSTEM
from tests.factories.changes import make_changed
from tests.factories.listings import make_listed
from tests.factories.webhooks import ReceiverFactory
from tests.factories.writing import make_published

pytestmark = pytest.mark.django_db
LARGEST_PAGE = 60_000  # bytes


def html_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


@cache
def pages_of(address: str) -> dict[str, str]:
    """The pages of all subjects of an API, by their addresses, as its index names them."""
    found = re.findall(rf'<h2[^>]*><a href="(/developers/{address}/[\w-]+/)">', html_of(f"/developers/{address}/"))
    return {path: html_of(path) for path in found}


@pytest.mark.parametrize(("address", "which"), [("public-api", PUBLIC), ("desk-api", DESK)])
def test_every_operation_is_told_with_a_command_and_all_anchors_lead_somewhere(address, which):
    index, pages = html_of(f"/developers/{address}/"), pages_of(address)
    described = [(method.upper(), path) for path, method, _ in operations(document(which))]

    told = [
        found for html in pages.values() for found in re.findall(r'<h2 id="[\w-]+"><code>(\w+) (\S+?)</code>', html)
    ]
    assert sorted(told) == sorted(described)
    assert sum(html.count("curl ") for html in pages.values()) == len(described)
    for path, html in {f"/developers/{address}/": index, **pages}.items():
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
        assert "<script" not in html.partition("</head>")[2].replace('<script src="', "")
        assert len(html.encode()) < LARGEST_PAGE, path


@pytest.mark.parametrize(("address", "which"), [("public-api", PUBLIC), ("desk-api", DESK)])
def test_the_index_finds_every_operation_by_its_address_and_what_it_does(address, which):
    index, pages = html_of(f"/developers/{address}/"), pages_of(address)
    rows = re.findall(r'<li id="([\w-]+)"><a href="(\S+?)#\1"><code>(\w+) (\S+)</code></a> (.+)</li>', index)

    assert [(method, path, unescape(words)) for _, _, method, path, words in rows] == [
        (one.method, one.path, one.summary) for subject in manual.subjects(which) for one in subject.operations
    ]
    assert all(f'<h2 id="{key}">' in pages[page] for key, page, *_ in rows)
    assert Client().get(f"/developers/{address}/cheese/").status_code == 404
    assert f'href="/de/developers/{address}/topics/#topics-list"' in html_of(f"/de/developers/{address}/")


@pytest.mark.parametrize("which", [PUBLIC, DESK])
def test_the_document_says_of_every_operation_what_it_does_and_of_every_parameter_what_it_means(which):
    subjects = [one["name"] for one in document(which)["tags"]]
    for path, method, told in operations(document(which)):
        assert told["tags"][0] in subjects
        assert 0 < len(told["summary"]) <= 110, (method, path)
        assert not told["description"].startswith(told["summary"]), (method, path)
        assert [one["name"] for one in told.get("parameters", []) if not one.get("description")] == [], (method, path)
        assert "docs/" not in told["description"]


def test_the_commands_of_the_public_api_work_as_they_stand():
    """All but those about a check that this desk does not have."""
    html = "".join(pages_of("public-api").values())
    addresses = re.findall(r"curl '(http://127.0.0.1:8000[^']*)'", unescape(html))
    assert len(addresses) > 10
    statuses = {Client().get(one.removeprefix("http://127.0.0.1:8000")).status_code for one in addresses}
    assert statuses <= {200, 404}


@pytest.mark.parametrize("address", ["public-api", "desk-api"])
def test_what_descriptions_mark_as_code_stands_as_code_and_lists_as_lists(address):
    """Answers and commands are shown as they are; all else is words."""
    words = re.sub(r"<pre.*?</pre>", "", "".join(pages_of(address).values()), flags=re.DOTALL)
    assert "`" not in words
    assert not re.search(r">\s*\* ", words)
    assert words.count(" <code>next</code>") > 3  # “taken from `next`”


def test_the_words_of_a_description_cannot_be_more_than_words(monkeypatch):
    told = {"/a/": {"get": {"operationId": "a", "tags": ["a"], "responses": {"200": {}}}}}
    told["/a/"]["get"]["description"] = "A <b>part</b> as `<id>`. <script>alert(1)</script>"
    monkeypatch.setattr(manual, "document", lambda which: {"paths": told})
    [subject] = manual.subjects.__wrapped__(PUBLIC)
    assert subject.operations[0].words == (
        "A &lt;b&gt;part&lt;/b&gt; as <code>&lt;id&gt;</code>. &lt;script&gt;alert(1)&lt;/script&gt;"
    )


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
    told = html_of("/developers/webhooks/")
    assert set(re.findall(r"<dt><code>(\w+\.\w+)</code>", told)) == set(KINDS)
    assert {"webhook-id", "webhook-timestamp", "webhook-signature"} <= set(re.findall(r"<code>([\w-]+)</code>", told))
    assert 'href="https://www.standardwebhooks.com/"' in told

    secret = "whsec_" + b64encode(b"k" * 24).decode()
    shown: dict = {}
    exec(
        unescape(re.search(r"<pre[^>]*><code>(from .*?)</code>", told, re.DOTALL)[1]).replace("whsec_…", secret), shown
    )
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
    html = "".join(pages_of("desk-api").values())
    parts = dict(re.findall(r'<h2 id="([\w-]+)">.*?</h2>(.*?)</section>', html, re.DOTALL))
    scopes = {key: re.findall(r"Scope: <code>(\w+)</code>", part) for key, part in parts.items()}
    assert {scope for found in scopes.values() for scope in found} == set(Scope.values)
    assert all("tokens" in key for key, found in scopes.items() if not found)
    assert "Scope:" not in "".join(pages_of("public-api").values())


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


def test_the_page_on_webhooks_names_every_member_and_every_try():
    html = html_of("/developers/webhooks/")
    ReceiverFactory(kinds=["verdict.published", "verdict.updated"])
    make_changed(make_published())
    sent = [json.loads(one.body)["data"] for one in Message.objects.all()]
    assert len(sent) == 2
    assert {f"<code>{name}</code>" for data in sent for name in data} <= set(re.findall(r"<code>\w+</code>", html))
    assert html.count('<th scope="row">') == MOST_TRIES
    assert "75 h 35 min" in html  # as in docs/webhooks.md
    assert 'id="webhooks"' in html_of("/developers/")
    assert 'href="/developers/webhooks/"' in html_of("/developers/")


def test_the_page_on_the_claim_search_names_every_parameter_and_its_command_finds_something():
    make_listed(title="Boats")
    html = html_of("/developers/claims-search/")
    assert {*OURS, *SYSTEM} <= {name.removeprefix("$.") for name in re.findall(r"<code>([\w.$]+)</code>", html)}
    for page in ("/developers/", "/developers/claims-search/"):
        command = re.search(r"curl 'http://127.0.0.1:8000(/v1alpha1/[^']*)'", unescape(html_of(page)))[1]
        [claim] = Client().get(command).json()["claims"]
        shown = claim["claimReview"][0]["deskReview"]
        assert {f"<code>{name}</code>" for name in shown} <= set(re.findall(r"<code>\w+</code>", html))


@pytest.mark.parametrize(("feed", "member"), [("/feed.json", "_check"), ("/corrections.json", "_change")])
def test_our_own_members_of_json_feeds_lead_to_what_they_mean(feed, member):
    make_changed(make_published())
    page, _, anchor = Client().get(feed).json()["items"][0][member]["about"].partition("#")
    told = html_of(page.removeprefix("http://127.0.0.1:8000")).partition(f'id="{anchor}"')[2].partition("</section>")[0]
    names = Client().get(feed).json()["items"][0][member]
    assert {f"<code>{name}</code>" for name in (member, *names)} <= set(re.findall(r"<code>\w+</code>", told))
