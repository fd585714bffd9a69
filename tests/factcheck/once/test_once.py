"""A request sent twice under one key is carried out once, and its caller is answered the same both times."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from claims.models import Article, Claim, Submission
from factcheck.accounts.models import Role
from factcheck.accounts.tokens import create_token
from factcheck.jobs.models import Job
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from factcheck.once.forgetting import blank_answers, forget_answers
from factcheck.once.models import KeptAnswer
from tests.factories.claims import CandidateFactory
from tests.factories.people import AdminFactory
from tests.scene import browser

ARTICLES = "/api/v1/articles/"
TEXT = {"text": "Rents rose by 9 per cent in 2023, the council said. Who pays?"}
KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return browser(AdminFactory())


def send(client: Client, path: str = ARTICLES, body: object = TEXT, *, key: str = KEY):
    return client.post(path, json.dumps(body), "application/json", headers={"Idempotency-Key": key})


def test_the_second_answer_is_the_first_one_word_for_word(editor):
    first, second = send(editor), send(editor)
    assert (first.status_code, second.status_code) == (202, 202)
    assert second.content == first.content
    assert [second[name] for name in ("Location", "Content-Type")] == [
        first[name] for name in ("Location", "Content-Type")
    ]
    assert (first.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert (Article.objects.count(), Submission.objects.count(), Job.objects.count()) == (1, 1, 1)


def test_without_a_key_each_request_is_one(editor):
    for _ in range(2):
        editor.post(ARTICLES, json.dumps(TEXT), "application/json")
    assert (Submission.objects.count(), KeptAnswer.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    ("path", "body"), [(ARTICLES, {**TEXT, "title": "New"}), ("/api/v1/claims/", TEXT), (f"{ARTICLES}1/retry/", TEXT)]
)
def test_another_request_under_the_same_key_is_refused(editor, path, body):
    send(editor)
    again = send(editor, path, body)
    assert (again.status_code, again.json()["code"]) == (422, "idempotency_key_reused")
    assert again["Content-Type"] == "application/problem+json"
    assert Submission.objects.count() == 1
    assert Claim.objects.count() == 0


def test_another_persons_same_key_is_theirs(editor):
    first, other = send(editor), send(browser(AdminFactory()))
    assert (first.status_code, other.status_code) == (202, 202)
    assert "Idempotency-Replayed" not in other
    assert first.json()["submission"] != other.json()["submission"]


def test_a_key_is_the_persons_whichever_token_or_session_they_use():
    person = AdminFactory()
    _, secret = create_token(name="Script", scopes=["read", "intake"], by=person, at=timezone.now())
    by_program = {"Idempotency-Key": KEY, "Authorization": f"Token {secret}"}
    first = Client().post(ARTICLES, TEXT, "application/json", headers=by_program)
    assert first.status_code == 202
    assert send(browser(person)).content == first.content


def test_nobody_is_answered_without_signing_in(editor):
    send(editor)
    refused = send(Client())
    assert (refused.status_code, refused.json()["code"]) == (401, "not_signed_in")


def test_whoever_may_no_longer_do_it_is_not_told_either():
    person = AdminFactory()
    client, claim = browser(person), CandidateFactory()
    sent = (f"/api/v1/claims/{claim.pk}/accept/", {"because": "reach"})
    assert send(client, *sent).status_code == 200
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert send(client, *sent).status_code == 401


@pytest.mark.parametrize("key", ["", "a b", "ä", "a" * 256, "a\tb", "\x7f"])
def test_what_cannot_be_a_key_is_refused_before_anything_is_done(editor, key):
    refused = send(editor, key=key)
    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_invalid")
    assert refused.json()["errors"][0]["field"] == "Idempotency-Key"
    assert Article.objects.count() == 0


@pytest.mark.parametrize("key", ["a", "~" * 255, '"quoted"'])
def test_any_visible_ascii_is_a_key(editor, key):
    assert send(editor, key=key).status_code == 202
    assert send(editor, key=key)["Idempotency-Replayed"] == "true"


def test_what_is_refused_leaves_nothing_and_may_be_put_right_under_the_same_key(editor):
    before = Entry.objects.count()
    assert send(editor, body={"text": ""}).status_code == 400
    assert (KeptAnswer.objects.count(), Entry.objects.count()) == (0, before)
    assert send(editor).status_code == 202


def test_a_refused_verb_leaves_nothing_of_what_it_did_first(editor):
    claims = sorted([CandidateFactory().pk, CandidateFactory().pk])
    Claim.objects.filter(pk=claims[1]).update(status="dismissed")
    refused = send(editor, "/api/v1/claims/accept/", {"claims": claims, "because": "reach"})
    assert refused.status_code == 409
    assert Claim.objects.get(pk=claims[0]).status == "candidate"
    assert KeptAnswer.objects.count() == 0


def test_every_act_of_a_request_is_in_the_ledger_in_order(editor):
    claims = sorted([CandidateFactory().pk, CandidateFactory().pk])
    send(editor, "/api/v1/claims/accept/", {"claims": claims, "because": "reach"})
    written = list(Entry.objects.order_by("seq").values_list("verb", flat=True))
    assert written[-3:] == ["accept_together", "accept", "accept"]
    assert first_break(Entry.objects.order_by("seq")) is None


def upload(client: Client, content: bytes, *, name: str = "a.txt"):
    form = {"file": SimpleUploadedFile(name, content, "text/plain"), "title": "Rents"}
    return client.post(ARTICLES, form, headers={"Idempotency-Key": KEY})


def test_a_file_sent_again_is_the_same_request_whatever_divides_the_form(editor):
    first = upload(editor, b"Rents rose by 9 per cent.")
    form = b'--other\r\nContent-Disposition: form-data; name="title"\r\n\r\nRents\r\n--other\r\nContent-Disposition: '
    form += b'form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nRents rose by 9 per cent.'
    again = editor.generic(
        "POST",
        ARTICLES,
        form + b"\r\n--other--\r\n",
        "multipart/form-data; boundary=other",
        headers={"Idempotency-Key": KEY},
    )
    assert (first.status_code, again.content) == (202, first.content)
    assert bytes(Submission.objects.get().received) == b"Rents rose by 9 per cent."


@pytest.mark.parametrize(("content", "name"), [(b"Rents rose by 8 per cent.", "a.txt"), (b"Rents rose.", "b.txt")])
def test_another_file_is_another_request(editor, content, name):
    upload(editor, b"Rents rose.")
    assert upload(editor, content, name=name).status_code == 422


def test_answers_are_forgotten_after_their_time_and_the_key_is_free(editor, settings):
    send(editor)
    now = timezone.now()
    assert forget_answers(at=now + timedelta(hours=settings.IDEMPOTENCY_HOURS) - timedelta(minutes=1)) == 0
    assert forget_answers(at=now + timedelta(hours=settings.IDEMPOTENCY_HOURS, minutes=1)) == 1
    assert "Idempotency-Replayed" not in send(editor)


def test_when_words_leave_the_desk_no_answer_holds_them_and_nothing_is_done_again(editor):
    send(editor)
    blank_answers()
    kept = KeptAnswer.objects.get()
    assert (kept.body, kept.location) == ("", "")
    again = send(editor)
    assert (again.status_code, again.json()["code"]) == (409, "answer_not_kept")
    assert Submission.objects.count() == 1


def test_somebody_whose_role_changed_is_not_told_what_they_were_told_before():
    person = AdminFactory()
    client = browser(person)
    assert send(client).status_code == 202
    person.role = Role.REVIEWER
    person.save(update_fields=["role"])
    again = send(client)
    assert (again.status_code, again.json()["code"], "Idempotency-Replayed" in again) == (409, "answer_not_kept", False)
    assert Submission.objects.count() == 1
    person.role = Role.ADMIN
    person.save(update_fields=["role"])
    assert send(client)["Idempotency-Replayed"] == "true"


def test_an_answer_with_a_secret_in_it_is_not_kept(editor):
    made = send(editor, "/api/v1/tokens/", {"name": "Script", "scopes": ["read"], "days": 7})
    assert made.status_code == 201
    assert KeptAnswer.objects.get().body == ""
    again = send(editor, "/api/v1/tokens/", {"name": "Script", "scopes": ["read"], "days": 7})
    assert (again.status_code, again.json()["code"]) == (409, "answer_not_kept")
    assert len(editor.get("/api/v1/tokens/").json()) == 1
