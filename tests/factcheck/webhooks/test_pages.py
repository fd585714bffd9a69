"""The webhooks pages and their API: an editor makes one, sees what became of each message, and sends it again."""

import re
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from factcheck.web.paging import PAGE
from factcheck.webhooks import replaying
from factcheck.webhooks.api import ReceiverIn
from factcheck.webhooks.models import Delivery, Receiver
from factcheck.webhooks.registry import KINDS
from tests.factories.webhooks import ReceiverFactory, make_delivery

pytestmark = pytest.mark.django_db
FORM = {"name": "Newsroom", "url": "https://newsroom.example/hooks", "kinds": ["verdict.published", "claim.settled"]}
HOSTILE = "https://newsroom.example/<script>alert(1)</script>"


def words(answer) -> str:
    return answer.content.decode()


def test_the_secret_is_shown_once_and_on_no_page_after_that(as_ana):
    made = as_ana.post("/desk/webhooks/new/", FORM)
    receiver = Receiver.objects.get()
    assert made.status_code == 200
    assert receiver.secret in words(made)
    assert "no-store" in made["Cache-Control"]
    for page in ("/desk/webhooks/", f"/desk/webhooks/{receiver.pk}/", f"/desk/webhooks/{receiver.pk}/change/"):
        assert receiver.secret not in words(as_ana.get(page))
    rotated = as_ana.post(f"/desk/webhooks/{receiver.pk}/secret/", {"version": 1})
    old = receiver.secret
    receiver.refresh_from_db()
    assert receiver.secret != old == receiver.previous_secret
    assert receiver.secret in words(rotated)
    assert old not in words(rotated)


@pytest.mark.parametrize("sent_again", [{"version": 1}, {}, {"version": "x"}])
def test_a_form_that_makes_a_secret_makes_none_when_it_is_sent_again(as_ana, sent_again):
    receiver = ReceiverFactory()
    page = f"/desk/webhooks/{receiver.pk}/"
    assert '<input type="hidden" name="version" value="1">' in words(as_ana.get(page))
    made = as_ana.post(f"{page}secret/", {"version": 1})
    assert '<input type="hidden" name="version" value="2">' in words(made)
    receiver.refresh_from_db()
    again = as_ana.post(f"{page}secret/", sent_again)
    assert (again.status_code, "No new secret was made" in words(again)) == (409, True)
    secret, previous = receiver.secret, receiver.previous_secret
    receiver.refresh_from_db()
    assert (receiver.secret, receiver.previous_secret) == (secret, previous)
    assert secret not in words(again)


def test_making_a_webhook_sent_again_makes_no_second_one(as_ana):
    as_ana.post("/desk/webhooks/new/", FORM)
    again = as_ana.post("/desk/webhooks/new/", FORM)
    assert (again.status_code, Receiver.objects.count()) == (409, 1)
    assert "at this address already" in words(again)


def test_beside_a_secret_stands_where_it_says_how_to_verify(as_ana):
    receiver = ReceiverFactory()
    page = f"/desk/webhooks/{receiver.pk}/"
    assert 'href="/developers/webhooks/"' in words(as_ana.post(f"{page}secret/", {"version": 1}))
    assert "/developers/webhooks/" not in words(as_ana.get(page))


def test_a_key_leads_to_a_new_webhook(as_ana):
    assert 'href="/desk/webhooks/new/" data-key="n"' in words(as_ana.get("/desk/webhooks/"))


@pytest.mark.parametrize(("act", "sent", "status"), [("secret", {"version": 1}, 200), ("replay", {"since": "x"}, 400)])
def test_older_messages_are_found_from_the_answer_to_a_form(as_ana, act, sent, status):
    receiver = ReceiverFactory()
    rows = [make_delivery(receiver, number=number, status="delivered") for number in range(PAGE + 1)]
    page = f"/desk/webhooks/{receiver.pk}/"
    answer = as_ana.post(f"{page}{act}/", sent)
    older = f"{page}?older={rows[1].pk}"
    assert (answer.status_code, f'href="{older}"' in words(answer)) == (status, True)
    shown = words(as_ana.get(older))
    assert rows[0].message.uid in shown
    assert f'href="{page}?newer={rows[0].pk}"' in shown


HTMX = {"HX-Request": "true"}


def test_while_a_message_is_on_its_way_the_page_asks_again_and_then_gets_the_list(as_ana):
    receiver = ReceiverFactory()
    page = f"/desk/webhooks/{receiver.pk}/"
    as_ana.post(f"{page}ping/")
    shown = words(as_ana.get(page))
    assert f'hx-get="{page}progress/"' in shown
    assert f'<a href="{page}">Look again</a>' in shown
    under_way = as_ana.get(f"{page}progress/", headers={**HTMX, "X-Shown": shown_in(shown)})
    assert ('id="deliveries"' in words(under_way), "1 message" in words(under_way)) == (False, True)
    receiver.deliveries.update(status="delivered", tries=1, last_status=204)
    done = as_ana.get(f"{page}progress/", headers=HTMX)
    assert (done["HX-Retarget"], "hx-get" in words(done)) == ("#deliveries", False)
    assert words(done).lstrip().startswith('<section class="section" id="deliveries">')
    assert "It took the message (204)." in words(done)
    assert "Look again" not in words(as_ana.get(page))


def test_whoever_watches_sees_each_try_and_that_it_fails(as_ana):
    receiver = ReceiverFactory()
    page = f"/desk/webhooks/{receiver.pk}/"
    delivery = make_delivery(receiver)
    before = shown_in(words(as_ana.get(page)))
    soon = {"tries": 1, "tried_at": Now(), "last_status": 503, "next_at": Now() + timedelta(seconds=5)}
    Delivery.objects.filter(pk=delivery.pk).update(**soon)
    Receiver.objects.update(failing_since=Now())
    tried = words(as_ana.get(f"{page}progress/", headers={**HTMX, "X-Shown": before}))
    assert "It answered 503: too busy." in tried
    assert '<p class="facts" id="receiver-state" hx-swap-oob="true"><span class="late">failing since' in tried
    assert "hx-get" in tried
    assert shown_in(tried) != before


def test_whoever_watches_sees_that_it_is_switched_off(as_ana):
    receiver = ReceiverFactory()
    page = f"/desk/webhooks/{receiver.pk}/"
    make_delivery(receiver, status="given_up", tries=1, last_status=410)
    Receiver.objects.update(disabled_at=Now(), disabled_because="gone", version=2)
    over = words(as_ana.get(f"{page}progress/", headers={**HTMX, "X-Shown": "1-0-0"}))
    assert "switched off" in over
    assert "Switch it on" in over
    assert "Try it<" not in over
    assert "hx-get" not in over


def shown_in(page: str) -> str:
    """What the page says it shows already, as htmx sends it."""
    return re.search(r'hx-headers=\'{"x-shown": "([^"]+)"}\'', page)[1]


def test_without_script_the_progress_is_the_page(as_ana):
    receiver = ReceiverFactory()
    make_delivery(receiver)
    assert as_ana.get(f"/desk/webhooks/{receiver.pk}/progress/")["Location"] == f"/desk/webhooks/{receiver.pk}/"


@pytest.mark.parametrize(
    ("of_receiver", "of_delivery"),
    [
        ({}, {"next_at": Now() + timedelta(minutes=5)}),
        ({"not_before": Now() + timedelta(minutes=5)}, {}),
        ({"disabled_at": Now(), "disabled_because": "editor"}, {"status": "waiting"}),
    ],
)
def test_the_page_does_not_ask_again_for_what_comes_later(as_ana, of_receiver, of_delivery):
    receiver = ReceiverFactory()
    make_delivery(receiver, **of_delivery)
    Receiver.objects.update(**of_receiver)
    assert "hx-get" not in words(as_ana.get(f"/desk/webhooks/{receiver.pk}/"))


def test_a_page_of_older_messages_does_not_jump_to_the_newest(as_ana):
    receiver = ReceiverFactory()
    delivery = make_delivery(receiver)
    assert "hx-get" not in words(as_ana.get(f"/desk/webhooks/{receiver.pk}/?older={delivery.pk + 1}"))


def test_of_more_than_is_sent_at_once_both_say_where_to_go_on(as_ana, monkeypatch):
    monkeypatch.setattr(replaying, "MOST", 2)
    receiver = ReceiverFactory()
    first = timezone.now().replace(2026, 5, 4, 9, 30, 12)
    for number in range(5):
        make_delivery(receiver, at=first + timedelta(minutes=number), status="delivered")
    asked = {"since": first.isoformat(), "also_delivered": True}
    told = as_ana.post(f"/api/v1/webhooks/{receiver.pk}/replay/", asked, content_type="application/json").json()
    assert (told["replayed"], told["more"]) == (2, True)
    assert parse_datetime(told["next_since"]) == first + timedelta(minutes=2)
    page = f"/desk/webhooks/{receiver.pk}/"
    said = as_ana.post(f"{page}replay/", {"since": "2026-05-04T09:32", "also_delivered": "on"}, follow=True)
    assert "2 messages are sent again. There are more: once these are through" in words(said)
    assert "since 4 May 2026, 09:34." in words(said)


def test_the_description_of_the_api_names_the_kinds():
    told = str(ReceiverIn().fields["kinds"].help_text)
    assert [name for name in KINDS if f"`{name}`" not in told] == []
    assert len(KINDS) > 5


def test_what_was_typed_stays_when_it_is_refused(as_ana):
    answer = as_ana.post("/desk/webhooks/new/", {**FORM, "url": "http://10.0.0.1/mine"})
    assert answer.status_code == 400
    assert "http://10.0.0.1/mine" in words(answer)
    assert "Nothing is sent to this address." in words(answer)
    assert Receiver.objects.count() == 0


def test_what_is_missing_is_said_in_our_words(as_ana):
    made = words(as_ana.post("/desk/webhooks/new/", {"name": ""}))
    for said in (
        "Give the webhook a name.",
        "Give the address that messages are sent to.",
        "Choose at least one thing",
    ):
        assert said in made
    receiver = ReceiverFactory()
    since = words(as_ana.post(f"/desk/webhooks/{receiver.pk}/replay/", {"since": ""}))
    assert "Say since when." in since
    assert "This field is required" not in made + since


def test_what_it_is_told_of_stands_in_the_order_of_the_form(as_ana):
    names = list(KINDS)
    receiver = ReceiverFactory(kinds=[names[2], names[0]])
    page = words(as_ana.get(f"/desk/webhooks/{receiver.pk}/"))
    first, second = (KINDS[name].words[1:] for name in (names[0], names[2]))
    assert page.index(first) < page.index(second)


def test_a_stale_form_keeps_what_was_typed(as_ana):
    receiver = ReceiverFactory(version=3)
    answer = as_ana.post(f"/desk/webhooks/{receiver.pk}/change/", {**FORM, "name": "My words", "version": 2})
    assert answer.status_code == 409
    assert "My words" in words(answer)


def test_each_button_of_the_page_leads_back_to_it(as_ana):
    receiver = ReceiverFactory()
    delivery = make_delivery(receiver, status="given_up")
    page = f"/desk/webhooks/{receiver.pk}/"
    for act in ("ping", "stop", "start"):
        answer = as_ana.post(f"{page}{act}/")
        assert (answer.status_code, answer["Location"]) == (303, page)
    assert as_ana.post(f"/desk/deliveries/{delivery.pk}/replay/")["Location"] == page
    assert as_ana.post(f"{page}replay/", {"since": "2026-05-01T00:00"})["Location"] == page
    assert as_ana.post(f"{page}change/", {**FORM, "version": 3}).status_code == 303
    assert as_ana.post(f"{page}end/")["Location"] == "/desk/webhooks/"
    assert Receiver.objects.count() == 0


@pytest.mark.parametrize("since", ["", "soon", "9999-12-31T23:59", "0001-01-01T00:00", "2026-13-45T99:99"])
def test_a_moment_that_is_none_never_breaks_the_page(as_ana, since):
    receiver = ReceiverFactory()
    answer = as_ana.post(f"/desk/webhooks/{receiver.pk}/replay/", {"since": since})
    assert answer.status_code in (303, 400)


def test_reasons_are_said_in_words_and_an_address_is_shown_as_text(as_ana):
    receiver = ReceiverFactory(url=HOSTILE, name="<b>News</b>", failing_since=timezone.now())
    make_delivery(receiver, tries=1, last_status=503, took_ms=40)
    make_delivery(receiver, tries=1, last_fault="unsafe")
    make_delivery(receiver, status="dropped")
    page = words(as_ana.get(f"/desk/webhooks/{receiver.pk}/"))
    for said in ("It answered 503: too busy.", "It has no valid certificate.", "not sent", "failing since"):
        assert said in page
    assert "<script>alert" not in page
    assert "<b>News" not in page + words(as_ana.get("/desk/webhooks/"))


def test_reviewers_and_strangers_do_not_get_in(as_ben, client):
    receiver = ReceiverFactory()
    for page in ("/desk/webhooks/", f"/desk/webhooks/{receiver.pk}/", "/desk/webhooks/new/"):
        assert as_ben.get(page).status_code == 403
        assert client.get(page).status_code == 302
    assert as_ben.get("/api/v1/webhooks/").status_code == 403


def test_the_same_over_the_api(as_ana):
    made = as_ana.post("/api/v1/webhooks/", FORM, content_type="application/json")
    assert made.status_code == 201
    receiver = Receiver.objects.get()
    assert made.json()["secret"] == receiver.secret
    assert made["Location"] == f"/api/v1/webhooks/{receiver.pk}/"
    base = made["Location"]
    listed = as_ana.get("/api/v1/webhooks/")
    assert [one["id"] for one in listed.json()["results"]] == [receiver.pk]
    assert receiver.secret not in words(listed) + words(as_ana.get(base))
    changed = {**FORM, "kinds": ["verdict.retracted"], "version": 1}
    assert as_ana.put(base, changed, content_type="application/json").json()["kinds"] == ["verdict.retracted"]
    assert as_ana.put(base, changed, content_type="application/json").status_code == 409
    pinged = as_ana.post(f"{base}ping/")
    assert (pinged.status_code, pinged.json()["status"]) == (202, "waiting")
    assert as_ana.post(f"{base}stop/").json()["disabled_because"] == "editor"
    assert as_ana.get(f"{base}deliveries/").json()["results"][0]["status"] == "dropped"
    assert as_ana.post(f"{base}start/").json()["is_on"] is True
    since = {"since": "2026-01-01T00:00:00Z"}
    replayed = as_ana.post(f"{base}replay/", since, content_type="application/json")
    assert replayed.json() == {"replayed": 1, "more": False, "next_since": None}
    assert as_ana.post(f"/api/v1/deliveries/{Delivery.objects.get().pk}/replay/").status_code == 202
    rotated = as_ana.post(f"{base}secret/").json()
    assert rotated["secret"].startswith("whsec_")
    assert rotated["secret"] != made.json()["secret"]
    assert as_ana.delete(base).status_code == 204


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({**FORM, "secret": "whsec_mine"}, "unknown_field"),
        ({**FORM, "kinds": "all"}, "not_a_list"),
        ({**FORM, "kinds": ["a"]}, "unknown_kind"),
        ({**FORM, "url": "http://127.0.0.1/"}, "address_blocked"),
        ({**FORM, "name": None}, "null"),
        ({"name": "A", "url": "https://a.example/"}, "required"),
    ],
)
def test_bad_bodies_are_refused_with_the_field(as_ana, body, code):
    answer = as_ana.post("/api/v1/webhooks/", body, content_type="application/json")
    assert answer.status_code == 400
    assert [one["code"] for one in answer.json()["errors"]] == [code]
