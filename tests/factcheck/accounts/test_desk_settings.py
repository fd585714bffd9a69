"""The desk's name, clock, contact, and its mail."""

import pytest
from django.urls import reverse
from django.utils import timezone

from factcheck.accounts import desk_settings
from factcheck.accounts.models import Desk
from factcheck.core.errors import Invalid, NotAllowed
from factcheck.ledger.models import Entry
from factcheck.notices.models import Mail

pytestmark = pytest.mark.django_db
VALUES = {
    "name": "Ostrand Facts",
    "time_zone": "Europe/Oslo",
    "language": "nb",
    "contact_email": "errors@ostrand.example",
    "about": "We check what is said in Ostrand.",
}


def save(by, at, **changes) -> Desk:
    return desk_settings.save_desk(by=by, at=at, **{**VALUES, **changes})


def test_settings_are_saved_and_the_record_names_the_fields(ana, now):
    desk = save(ana, now)
    assert {name: getattr(desk, name) for name in VALUES} == VALUES
    assert Entry.objects.get().payload == '{"changed":["about","contact_email","language","name","time_zone"]}'
    assert Desk.objects.get() == desk


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", " ", "required"),
        ("time_zone", "Mars/Olympus", "invalid_choice"),
        ("time_zone", "../../etc/passwd", "invalid_choice"),
        ("language", "xx", "invalid_choice"),
        ("contact_email", "nobody", "invalid_email"),
        ("about", "x" * 601, "too_long"),
        ("about", "\x00", "nul_character"),
    ],
)
def test_bad_settings_name_their_field(ana, now, field, value, code):
    with pytest.raises(Invalid) as refusal:
        save(ana, now, **{field: value})
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [(field, code)]
    assert not Entry.objects.exists()


def test_reviewers_change_no_settings(ben, as_ben, now):
    with pytest.raises(NotAllowed):
        save(ben, now)
    with pytest.raises(NotAllowed):
        desk_settings.send_test_mail(by=ben, at=now)
    assert as_ben.get(reverse("settings")).status_code == 403


def test_the_page_saves_and_keeps_what_was_typed_wrongly(as_ana):
    assert as_ana.post(reverse("settings"), VALUES).status_code == 303
    assert "Ostrand Facts" in as_ana.get(reverse("settings")).content.decode()
    answer = as_ana.post(reverse("settings"), {**VALUES, "name": "New name", "contact_email": "nobody"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "New name" in page
    assert "not a complete e-mail address" in page


def test_times_on_the_desk_are_in_its_zone(as_ana, ana):
    Desk.objects.update(time_zone="Asia/Kathmandu")
    ana.last_login = timezone.now().replace(hour=20, minute=0)
    ana.save(update_fields=["last_login"])
    assert "+05:45" in as_ana.get(reverse("team")).content.decode()


def test_a_zone_that_exists_no_more_is_read_as_utc(as_ana):
    Desk.objects.update(time_zone="Atlantis/Center")
    assert as_ana.get(reverse("team")).status_code == 200


def test_the_page_tells_how_mail_leaves_but_no_password(as_ana, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "mx.example", "desk", "hunter2"
    page = as_ana.get(reverse("settings")).content.decode()
    assert "mx.example" in page
    assert "hunter2" not in page


def test_mail_that_goes_nowhere_is_said(as_ana, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "Mail is not sent" in as_ana.get(reverse("settings")).content.decode()


def test_a_test_mail_goes_the_way_of_all_mail(as_ana, ana):
    assert as_ana.post(reverse("test_mail")).status_code == 303
    assert Mail.objects.get().to == ana.email


READERS = {
    "languages": ["uk", "de"],
    "complaints_to": "The Press Council",
    "complaints_url": "https://council.example/",
    "licence_name": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
}


def test_what_concerns_readers_is_saved_and_the_record_names_the_fields(ana, now):
    desk = desk_settings.save_readers(**READERS, complaint_days=5, by=ana, at=now)
    assert (desk.languages, desk.complaint_days) == (["de", "uk"], 5)
    expected = '{"changed":["complaint_days","complaints_to","complaints_url","languages"]}'
    assert Entry.objects.get().payload == expected


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("languages", ["xx"], "invalid_choice"),
        ("complaint_days", 0, "out_of_range"),
        ("complaint_days", 61, "out_of_range"),
        ("complaints_url", "ftp://council.example/", "url_not_allowed"),
        ("complaints_to", "x" * 121, "too_long"),
        ("licence_url", "javascript:alert(1)", "url_not_allowed"),
        ("licence_name", "", "required"),
    ],
)
def test_bad_words_about_readers_name_their_field(ana, now, field, value, code):
    with pytest.raises(Invalid) as refusal:
        desk_settings.save_readers(**{**READERS, "complaint_days": 5, field: value}, by=ana, at=now)
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [(field, code)]


def test_reviewers_change_nothing_that_concerns_readers(ben, as_ben, now):
    with pytest.raises(NotAllowed):
        desk_settings.save_readers(**READERS, complaint_days=5, by=ben, at=now)
    assert as_ben.post(reverse("settings_readers"), {}).status_code == 403
