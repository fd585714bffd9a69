"""Which notices come by mail: each person's choice, and the link in the mail that stops a kind."""

import ast
from email import message_from_string, policy
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core import mail as outbox
from django.core import signing
from django.test import Client
from django.urls import reverse

from factcheck.core.errors import Invalid, NotFound
from factcheck.jobs import running
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.choosing import choices_of, choose_mail, mail_token, stop_mail, wants_mail
from factcheck.notices.mailing import notify, send_mail_later
from factcheck.notices.models import Mail, MailChoice, Notice
from factcheck.notices.registry import KINDS, register

pytestmark = pytest.mark.django_db
HABIT, QUIET = "assigned", "taken_back"  # by mail unless chosen otherwise; in the page only
ONE_CLICK = "List-Unsubscribe=One-Click"


def tell(person, at, kind: str = HABIT) -> Notice:
    return notify(to=person, kind=kind, text="A claim for you", url="/desk/work/", at=at)


def link(person, kind: str = HABIT) -> str:
    return reverse("mail_stop", args=[mail_token(person, kind)])


def test_without_a_choice_the_habit_of_the_kind_holds(ben, now):
    tell(ben, now)
    tell(ben, now, QUIET)
    assert [one.notice.kind for one in Mail.objects.all()] == [HABIT]


def test_a_choice_goes_before_the_habit_and_the_notice_stays(ben, now):
    choose_mail(by_mail=[QUIET], by=ben, at=now)
    tell(ben, now)
    tell(ben, now, QUIET)
    assert [one.notice.kind for one in Mail.objects.all()] == [QUIET]
    assert Notice.objects.count() == 2


def test_only_what_differs_from_the_habit_is_kept_and_all_is_recorded(ben, now):
    habit = [kind.name for kind, wanted in choices_of(ben) if wanted]
    choose_mail(by_mail=habit, by=ben, at=now)
    assert not MailChoice.objects.exists()
    choose_mail(by_mail=[*habit, QUIET], by=ben, at=now)
    assert [(one.kind, one.wanted) for one in MailChoice.objects.all()] == [(QUIET, True)]
    choose_mail(by_mail=habit, by=ben, at=now)
    assert not MailChoice.objects.exists()
    assert Entry.objects.filter(verb="choose_mail", by_id=ben.pk).count() == 3


def test_a_choice_is_ones_own(ana, ben, now):
    choose_mail(by_mail=[], by=ben, at=now)
    assert wants_mail(ana, HABIT)
    assert not wants_mail(ben, HABIT)


@pytest.mark.parametrize("kind", ["lunch", "late_work", "password"])
def test_a_kind_that_is_unknown_or_for_editors_is_refused(ben, now, kind):
    with pytest.raises(Invalid) as refusal:
        choose_mail(by_mail=[kind], by=ben, at=now)
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [("by_mail", "unknown_kind")]
    assert not Entry.objects.exists()


def test_editors_choose_about_more_kinds(ana, ben):
    more = {kind.name for kind, _ in choices_of(ana)} - {kind.name for kind, _ in choices_of(ben)}
    assert {"declined", "handed_in", "late_work"} <= more
    assert all(KINDS[name].for_editors for name in more)


def test_mail_about_ones_account_cannot_be_switched_off(ben, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    choose_mail(by_mail=[], by=ben, at=now)
    mail = send_mail_later(to=ben.email, subject="Choose a new password", text="https://secret")
    assert running.run(Job.objects.get(subject_id=mail.pk).pk) == "done"
    assert not {name for name in outbox.outbox[-1].extra_headers if name.startswith("List-")}


def test_the_page_shows_and_saves_the_choice(as_ben, ben):
    page = as_ben.get(reverse("mail_choices")).content.decode()
    assert "An editor asks me to check a claim" in page
    assert "is late, or due while" not in page
    answer = as_ben.post(reverse("mail_choices"), {"by_mail": [QUIET]})
    assert (answer.status_code, answer.url) == (303, reverse("mail_choices"))
    assert {kind.name for kind, wanted in choices_of(ben) if wanted} == {QUIET}
    assert as_ben.post(reverse("mail_choices"), {"by_mail": ["lunch"]}).status_code == 400
    as_ben.post(reverse("mail_choices"))
    assert not any(wanted for _, wanted in choices_of(ben))


def test_notices_and_account_lead_to_the_choice(as_ben):
    for page in ("notices", "account"):
        assert reverse("mail_choices") in as_ben.get(reverse(page)).content.decode()


def test_over_the_api(as_ben, ben):
    url = reverse("api_mail_choices")
    rows = {row["kind"]: row for row in as_ben.get(url).json()["results"]}
    assert rows[HABIT] == {"kind": HABIT, "words": "An editor asks me to check a claim", "by_mail": True}
    answer = as_ben.put(url, {"by_mail": [QUIET]}, content_type="application/json")
    assert [row["kind"] for row in answer.json()["results"] if row["by_mail"]] == [QUIET]
    answer = as_ben.put(url, {"by_mail": ["lunch"]}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown_kind")
    assert as_ben.put(url, {"by_mail": None}, content_type="application/json").status_code == 400


def test_a_mail_carries_its_link_in_text_and_headers(ben, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_ORIGIN = "https://facts.example"
    tell(ben, now)
    address = "https://facts.example" + link(ben)
    assert address in Mail.objects.get().text
    assert running.run(Job.objects.get().pk) == "done"
    sent = message_from_string(outbox.outbox[-1].message().as_string(), policy=policy.default)
    assert "".join(sent["List-Unsubscribe"].split()) == f"<{address}>"
    assert sent["List-Unsubscribe-Post"] == ONE_CLICK


def test_one_post_without_signing_in_stops_the_kind(ben, now):
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(link(ben), ONE_CLICK, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "No more mail of this kind" in answer.content.decode()
    tell(ben, now)
    assert not Mail.objects.exists()
    assert Entry.objects.get(verb="stop_mail").by_id == ben.pk


def test_looking_at_the_link_changes_nothing(ben):
    answer = Client().get(link(ben))
    assert answer.status_code == 200
    assert "<button" in answer.content.decode()
    assert wants_mail(ben, HABIT)
    assert not Entry.objects.exists()


def test_stopping_again_changes_and_records_nothing(ben, now):
    for _ in range(2):
        stop_mail(token=mail_token(ben, HABIT), at=now)
    assert Entry.objects.count() == 1
    assert MailChoice.objects.count() == 1


def test_a_link_stops_nothing_but_its_own_kind_and_person(ana, ben, now):
    stop_mail(token=mail_token(ben, HABIT), at=now)
    assert wants_mail(ana, HABIT)
    assert wants_mail(ben, "sent_back")


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda token: "x" + token, lambda token: "x"])
def test_a_link_that_is_not_ours_leads_nowhere(ben, spoil):
    address = reverse("mail_stop", args=[spoil(mail_token(ben, HABIT))])
    assert Client().get(address).status_code == 404
    assert Client().post(address).status_code == 404
    assert wants_mail(ben, HABIT)


def test_a_signature_made_for_something_else_is_no_link(ben, now):
    with pytest.raises(NotFound):
        stop_mail(token=signing.dumps([ben.pk, HABIT], salt="another"), at=now)


def test_a_link_of_a_closed_account_or_a_kind_that_is_gone_leads_nowhere(ben, now):
    with pytest.raises(NotFound):
        stop_mail(token=mail_token(ben, "gone"), at=now)
    ben.is_active = False
    ben.save(update_fields=["is_active"])
    with pytest.raises(NotFound):
        stop_mail(token=mail_token(ben, HABIT), at=now)


def test_no_kind_is_named_twice():
    with pytest.raises(RuntimeError):
        register(HABIT, "Again")


def test_every_kind_of_notice_has_words_on_the_mail_page():
    used = set()
    for room in ("reviews", "claims", "factcheck"):
        for path in (Path(configured.BASE_DIR) / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("notify", "_tell")):
                    named = [word.value for word in node.keywords if word.arg == "kind"]
                    used |= {name.value for name in named if isinstance(name, ast.Constant)}
    assert len(used) >= 10
    assert used <= set(KINDS), f"not registered: {sorted(used - set(KINDS))}"
