"""The gate on the page of a draft: what is not met, letting it pass, and saying when it is published."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models import GateOverride, Source, VerdictDraft
from reviews.publication.publishing import publish_verdict
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.writing import WRITTEN_AT, hash_of, make_ready_draft, make_signed_draft
from tests.scene import browser, days_from_now

pytestmark = pytest.mark.django_db
MAIN = re.compile(r'<button class="main"[^>]*data-key[^>]*>([^<]+)</button>')
WHY = "The page is a live counter <b>of cars</b>"


def unkept() -> VerdictDraft:
    draft = make_ready_draft()
    Source.objects.update(archived_url="")
    return draft


def page_of(draft: VerdictDraft, person) -> str:
    return browser(person).get(f"/desk/drafts/{draft.pk}/").content.decode()


class TestTheList:
    def test_names_what_is_not_met_and_the_criterion_it_answers(self):
        html = page_of(unkept(), AdminFactory())

        assert "Every linked piece is kept in a copy" in html
        assert "IFCN 3.1" in html
        assert 'data-state="not_met"' in html
        assert 'data-state="met_by_note"' in html

    def test_offers_an_editor_to_let_it_pass_and_nobody_else(self):
        draft = unkept()

        assert "Let it pass" in page_of(draft, AdminFactory())
        assert "Let it pass" not in page_of(draft, PersonFactory())
        assert "Let it pass" not in page_of(draft, draft.writer)

    def test_offers_nothing_that_is_never_let_pass(self):
        html = page_of(make_ready_draft(), AdminFactory())

        assert "Let it pass" not in html

    def test_leads_to_where_each_thing_is_done(self):
        draft = make_ready_draft()
        links = dict(
            re.findall(r'<li data-state="[a-z_]+"><span><a href="([^"]+)">([^<]+)</a>', page_of(draft, draft.writer))
        )
        by_words = {words: url for url, words in links.items()}

        assert f"/desk/claims/{draft.claim_id}/contact/" in links
        assert by_words["It says what time it judges"] == f"/desk/drafts/{draft.pk}/#id_rated_as_of"
        assert 'id="id_rated_as_of"' in page_of(draft, draft.writer)
        assert "#id_" not in page_of(draft, AdminFactory()).partition('class="gate"')[2].partition("</ul>")[0]

    def test_says_which_requirements_are_the_desks_own(self):
        assert "our own rule" in page_of(make_ready_draft(), AdminFactory())


class TestSigning:
    def test_comes_first_while_something_else_stands_in_the_way(self):
        assert MAIN.findall(page_of(make_ready_draft(), AdminFactory())) == ["Sign off and publish"]

        blocked = page_of(unkept(), AdminFactory())
        assert MAIN.findall(blocked) == ["Sign off only"]
        assert "Sign off and publish" not in blocked

    def test_publishing_is_not_offered_under_an_embargo(self):
        draft = make_signed_draft(embargo_until=timezone.now() + timedelta(days=30))

        html = page_of(draft, AdminFactory())

        assert "Publish now" not in html
        assert "Publish at …" in html


class TestOverriding:
    def test_is_noted_with_its_reason_and_may_be_taken_back(self):
        draft, editor = unkept(), AdminFactory()
        client = browser(editor)

        answer = client.post(f"/desk/drafts/{draft.pk}/override/", {"key": "archived", "reason": WHY})

        assert (answer.status_code, answer["Location"]) == (303, f"/desk/drafts/{draft.pk}/")
        html = page_of(draft, editor)
        assert 'data-state="overridden"' in html
        assert "live counter &lt;b&gt;of cars" in html
        client.post(f"/desk/drafts/{draft.pk}/override/withdraw/", {"key": "archived"})
        assert 'data-state="overridden"' not in page_of(draft, editor)
        assert GateOverride.objects.get().withdrawn_by == editor

    def test_keeps_what_was_typed_when_it_is_refused(self):
        draft = unkept()

        answer = browser(AdminFactory()).post(f"/desk/drafts/{draft.pk}/override/", {"key": "sign_off", "reason": WHY})

        html = answer.content.decode()
        assert answer.status_code == 400
        assert "live counter &lt;b&gt;of cars" in html
        assert not GateOverride.objects.exists()

    def test_what_was_published_by_it_is_listed_and_counted(self):
        draft, editor = unkept(), AdminFactory()
        client = browser(editor)
        client.post(f"/desk/drafts/{draft.pk}/override/", {"key": "archived", "reason": WHY})
        assert "live counter" not in client.get("/desk/overrides/").content.decode()
        client.post(f"/desk/drafts/{draft.pk}/publish/", {"draft_hash": hash_of(draft)})

        html = client.get("/desk/overrides/").content.decode()

        assert "live counter &lt;b&gt;of cars" in html
        assert editor.name in html
        assert client.get("/desk/overrides/?key=reply").status_code == 200
        assert "live counter" not in client.get("/desk/overrides/?key=reply").content.decode()
        assert client.get("/desk/overrides/?key=nonsense").status_code == 404


class TestScheduling:
    def test_is_offered_once_it_is_signed_off_and_told_until_then(self):
        draft, editor = make_signed_draft(), AdminFactory()
        client = browser(editor)
        assert "Publish at …" in page_of(draft, editor)

        answer = client.post(f"/desk/drafts/{draft.pk}/schedule/", {"publish_at": days_from_now(2)})

        assert answer.status_code == 303
        html = page_of(draft, AdminFactory())
        assert "Take it off the schedule" in html
        assert editor.name in html
        assert "Take it off the schedule" not in page_of(draft, PersonFactory())
        listed = client.get("/desk/writing/").content.decode()
        assert listed.count(f"/desk/drafts/{draft.pk}/") >= 1

    def test_starts_from_the_end_of_the_embargo(self):
        end = (timezone.now() + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
        html = page_of(make_signed_draft(embargo_until=end), AdminFactory())

        assert f'value="{end:%Y-%m-%dT%H:%M}"' in html

    def test_is_taken_back_by_a_button(self):
        draft, client = make_signed_draft(), browser(AdminFactory())
        client.post(f"/desk/drafts/{draft.pk}/schedule/", {"publish_at": days_from_now(2)})

        answer = client.post(f"/desk/drafts/{draft.pk}/unschedule/")

        draft.refresh_from_db()
        assert (answer.status_code, draft.status) == (303, "signed_off")

    def test_says_why_it_was_not_published_at_its_time(self):
        draft = make_signed_draft()
        VerdictDraft.objects.filter(pk=draft.pk).update(schedule_fault="A hold: <i>counsel</i>")

        for person in (AdminFactory(), draft.writer):
            html = page_of(draft, person)
            assert "It was not published at its time." in html
            assert "A hold: &lt;i&gt;counsel&lt;/i&gt;" in html


def test_programs_do_the_same():
    draft, client = unkept(), browser(AdminFactory())
    url = f"/api/v1/drafts/{draft.pk}"

    def send(verb: str, **body) -> dict:
        return client.post(f"{url}/{verb}/", body, content_type="application/json").json()

    passed = send("override", key="archived", reason=WHY)
    item = next(item for item in passed["gate"] if item["key"] == "archived")
    assert (item["state"], item["override"]["reason"], item["criteria"]) == ("overridden", WHY, ["IFCN 3.1"])
    again = send("withdraw_override", key="archived")
    assert next(item for item in again["gate"] if item["key"] == "archived")["override"] is None
    send("override", key="archived", reason=WHY)
    send("sign_off", draft_hash=hash_of(draft))
    assert send("schedule", publish_at=days_from_now(2) + ":00Z")["status"] == "scheduled"
    off = send("unschedule")
    assert (off["status"], off["publish_at"]) == ("signed_off", None)
    publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
    [counted] = client.get("/api/v1/overrides/?key=archived").json()["results"]
    assert (counted["reason"], counted["key"]) == (WHY, "archived")
    [times] = client.get("/api/v1/overrides/counts/").json()
    assert (times["key"], times["times"], times["criteria"]) == ("archived", 1, ["IFCN 3.1"])
    assert client.get("/api/v1/overrides/?key=nonsense").status_code == 400
