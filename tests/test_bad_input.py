"""Bad input, house-wide, over HTTP: a clear word beside the field, what was typed kept, no half-made row, never a 5xx.

Articles have tables of their own beside their room; here is everything else that people and programs send. Each form
is good as it stands (its page in tests/test_access.py takes it) but for the one thing each row changes.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree import ElementTree

import pgtrigger
import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Concat, Left
from django.forms import Form
from django.http import HttpResponse
from django.utils.html import escape

from claims.models import Article, ClaimWording
from factcheck.core.errors import DomainError
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import make_published
from tests.routes import address
from tests.scene import Scene, addresses, browser, days_from_now, undone
from tests.working import run_waiting_jobs

KEPT = "Words <i>of</i> mine"  # typed in the same form; they must come back, escaped
NUL, HALF_PAIR, BLANK = "a\x00b", "a\ud800b", " \u200b\n "
TOMORROW = (date.today() + timedelta(days=3)).isoformat()
SCRIPT = "javascript:alert(1)"
LONG = "a" * 60_000
ENDLESS = "a" * 1_000_000
LETTER = {"version": 1, "name": "First", "subject": "A question"}
MAIL = {"version": 1, "to": "a@b.example", "subject": "A question", "body": KEPT, "replies_to": "desk"}
ANSWER = {"version": 1, "outcome": "answered"}

Fault = tuple[dict[str, object], str, str]  # what is changed, the field it is said beside, the code


@dataclass(frozen=True)
class Sent:
    """A form or a JSON body that is good, and what can be wrong with it."""

    route: str
    about: str
    who: str
    good: dict[str, object] | Callable[[Scene], dict[str, object]]
    faults: list[Fault] = field(default_factory=list)

    def body(self, scene: Scene) -> dict[str, object]:
        return self.good(scene) if callable(self.good) else self.good


def assign(scene: Scene) -> dict[str, object]:
    people = [scene.asked.pk, scene.second.pk]
    return {"plan": "lead-and-second", "due_at": days_from_now(1), "lead": people[0], "reviewers": people, "note": KEPT}


def api_assign(scene: Scene) -> dict[str, object]:
    return {"reviewers": [scene.asked.pk, scene.second.pk], "due_at": days_from_now(1) + ":00Z"}


def reassign(scene: Scene) -> dict[str, object]:
    return {"reviewer": scene.other.pk, "because": KEPT}


def wording(scene: Scene) -> dict[str, object]:
    return {"text": KEPT, "version": scene.candidate.version}


def particulars(scene: Scene) -> dict[str, object]:
    known = {"claimant": KEPT, "claimant_kind": "unknown", "claim_date_note": "", "language": "en"}
    return {**known, "version": scene.candidate.version}


def text(scene: Scene) -> dict[str, object]:
    typed = {"title": "The tunnel", "found": "Fewer", "explanation": "See", "not_established": KEPT, "reply": ""}
    return {**typed, "reply_outcome": "", "against_note": "", "version": scene.draft.version}


def api_text(scene: Scene) -> dict[str, object]:
    return {**text(scene), "rated_as_of": None, "evidence_until": None, "evidence": []}


CLAIM = {"text": "Rents rose.", "claimant": KEPT, "claimant_kind": "unknown", "language": "en"}
LINK = {"url": "https://roads.example/new", "excerpt": "New words", "title": KEPT}
SOURCE = {"version": 1, "kind": "dataset"}
REVIEW = {"rating": "false", "rationale": KEPT}
SETTLE = {"rating": "mixed", "note": KEPT}
INVITE = {"name": KEPT, "email": "hal@desk.example", "role": "reviewer"}
DESK = {"name": KEPT, "time_zone": "UTC", "language": "en"}
HOURS = {"urgent": "4", "soon": "9", "usual": "18"}
READERS = {
    "languages": ["de"],
    "complaint_days": 7,
    "complaints_to": KEPT,
    "complaints_url": "",
    "licence_name": "CC BY 4.0",
    "licence_url": "",
}
CALENDAR = {"working_days": ["0"], "day_starts": "09:00", "day_ends": "18:00", "holidays": "", **HOURS}

RETRACT = {
    "kind": "retraction",
    "ground": "wrong",
    "because": KEPT,
    "public_note": KEPT,
    "asked_kind": "desk",
    "what": "name",
}
REDACT = {"kind": "redaction", "ground": "safety"}


def answered(scene: Scene) -> dict[str, object]:
    return {"outcome": KEPT, "ending": "uphold", "version": scene.in_hand.version}


def nul_in(*names: str) -> list[Fault]:
    """Browsers never send half a character pair, so forms have only this; the API has both."""
    return [({name: NUL}, name, "nul_character") for name in names]


def unreadable_in(*names: str) -> list[Fault]:
    return nul_in(*names) + [({name: HALF_PAIR}, name, "bad_unicode") for name in names]


FORMS = [
    Sent("desk/claims/new/", "", "editor", CLAIM, [
        ({"text": ""}, "text", "empty_text"),
        ({"text": BLANK}, "text", "empty_text"),
        ({"text": LONG}, "text", "too_long"),
        ({"url": SCRIPT}, "url", "url_not_allowed"),
        ({"claim_date": TOMORROW}, "claim_date", "date_in_future"),
        ({"claim_date": "soon"}, "claim_date", "invalid"),
        ({"language": "xx"}, "language", "invalid_choice"),
        ({"accept_because": "fun"}, "accept_because", "invalid_choice"),
        *nul_in("text", "url"),
    ]),
    Sent("desk/claims/<int:pk>/wording/", "candidate", "editor", wording, [
        ({"text": BLANK}, "text", "empty_text"),
        ({"text": LONG}, "text", "too_long"),
        ({"version": 99}, "", "conflict"),
        *nul_in("text"),
    ]),
    Sent("desk/claims/<int:pk>/particulars/", "candidate", "editor", particulars, [
        ({"claimant": LONG}, "claimant", "too_long"),
        ({"claim_date": TOMORROW}, "claim_date", "date_in_future"),
        ({"claimant_kind": "king"}, "claimant_kind", "invalid_choice"),
        ({"version": 99}, "", "conflict"),
        *nul_in("claimant"),
    ]),
    Sent("desk/claims/<int:pk>/assign/", "accepted", "editor", assign, [
        ({"lead": "", "reviewers": []}, "reviewers", "reviewers_missing"),
        ({"due_at": "soon"}, "due_at", "invalid"),
        ({"due_at": "2020-01-01T10:00"}, "due_at", "due_in_the_past"),
        ({"plan": "none"}, "plan", "invalid_choice"),
        *nul_in("note"),
    ]),
    Sent("desk/assignments/<int:pk>/reassign/", "lead", "editor", reassign, [
        ({"because": BLANK}, "because", "reason_missing"),
        ({"because": LONG}, "because", "max_length"),
        ({"reviewer": "x"}, "reviewer", "invalid"),
        *nul_in("because"),
    ]),
    Sent("desk/assignments/<int:pk>/withdraw/", "lead", "editor", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        *nul_in("because"),
    ]),
    Sent("desk/assignments/<int:pk>/decline/", "lead", "asked", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        *nul_in("because"),
    ]),
    Sent("desk/claims/<int:pk>/contact/ask/", "to_ask.claim", "asked", MAIL, [
        ({"to": "a@b.example, c@d.example"}, "to", "invalid_email"),
        ({"to": LONG}, "to", "max_length"),
        ({"subject": "A\r\nBcc: all@x.example"}, "subject", "not_one_line"),
        ({"body": BLANK}, "body", "letter_missing"),
        ({"body": LONG}, "body", "max_length"),
        ({"deadline_at": "soon"}, "deadline_at", "invalid"),
        ({"deadline_at": "2020-01-01T10:00"}, "deadline_at", "deadline_in_the_past"),
        ({"replies_to": "all"}, "replies_to", "invalid_choice"),
        ({"version": 99}, "", "conflict"),
        *nul_in("to", "subject", "body"),
    ]),
    Sent("desk/claims/<int:pk>/contact/close/", "waiting_for_answer.claim", "asked", {**ANSWER, "answer": KEPT}, [
        ({"outcome": "forgotten"}, "outcome", "invalid_choice"),
        ({"outcome": "no_reply"}, "answer", "answer_without_reply"),
        ({"answered_on": TOMORROW}, "answered_on", "in_the_future"),
        ({"answered_on": "soon"}, "answered_on", "invalid"),
        *nul_in("answer"),
    ]),
    Sent("desk/letters/<int:pk>/", "letter", "editor", {**LETTER, "body": KEPT}, [
        ({"subject": "About {x}"}, "subject", "unknown_blank"),
        ({"subject": "A\nB"}, "subject", "not_one_line"),
        ({"name": BLANK}, "name", "name_missing"),
        ({"version": 99}, "", "conflict"),
        *nul_in("name", "subject", "body"),
    ]),
    Sent("desk/claims/<int:pk>/evidence/", "open.claim", "asked", LINK, [
        ({"excerpt": BLANK}, "excerpt", "excerpt_missing"),
        ({"excerpt": LONG}, "excerpt", "too_long"),
        ({"url": ""}, "url", "source_missing"),
        ({"url": SCRIPT}, "url", "not_a_web_address"),
        ({"url": "http://127.0.0.1/"}, "url", "address_blocked"),
        ({"url": "https://a:b@roads.example/"}, "url", "names_a_user"),
        ({"source": "1"}, "url", "one_source_only"),
        ({"source": "x"}, "source", "invalid"),
        ({"url": "", "source": "9" * 18}, "source", "unknown_source"),
        ({"source": "9" * 30}, "source", "max_value"),
        ({"published_on": TOMORROW}, "published_on", "in_the_future"),
        ({"kind": "gossip"}, "kind", "invalid_choice"),
        *nul_in("excerpt", "location"),
    ]),
    Sent("desk/sources/<int:pk>/describe/", "evidence.source", "asked", {**SOURCE, "title": KEPT}, [
        ({"kind": "gossip"}, "kind", "invalid_choice"),
        ({"title": LONG}, "title", "max_length"),
        ({"published_on": "soon"}, "published_on", "invalid"),
        ({"published_on": "2999-01-01"}, "published_on", "in_the_future"),
        ({"version": 99}, "", "conflict"),
        *nul_in("author", "interest"),
    ]),
    Sent("desk/sources/<int:pk>/withhold/", "evidence.source", "asked", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        ({"because": LONG}, "because", "max_length"),
        *nul_in("because"),
    ]),
    Sent("desk/sources/<int:pk>/name/", "withheld", "editor", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        *nul_in("because"),
    ]),
    Sent("desk/sources/<int:pk>/archive/", "evidence.source", "asked", {"url": "https://archive.example/"}, [
        ({"url": SCRIPT}, "url", "not_a_web_address"),
        ({"url": "https://" + LONG}, "url", "max_length"),
        *nul_in("url"),
    ]),
    Sent("desk/evidence/<int:pk>/remove/", "evidence", "asked", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        *nul_in("because"),
    ]),
    Sent("desk/assignments/<int:pk>/wait/", "lead", "asked", {"waiting_for": "reply", "wake_at": days_from_now(1)}, [
        ({"waiting_for": "lunch"}, "waiting_for", "invalid_choice"),
        ({"wake_at": ""}, "wake_at", "required"),
        ({"wake_at": "soon"}, "wake_at", "invalid"),
        ({"wake_at": days_from_now(-1)}, "wake_at", "wake_in_the_past"),
        ({"wake_at": "9999-12-31T23:59"}, "wake_at", "wake_too_late"),
    ]),
    Sent("desk/assignments/<int:pk>/draft/", "lead", "asked", {**REVIEW, "version": 0}, [
        ({"note_to_self": LONG}, "note_to_self", "too_long"),
        ({"rating": "superb"}, "rating", "invalid_choice"),
        ({"version": 7}, "", "conflict"),
        *nul_in("note_to_self"),
    ]),
    Sent("desk/assignments/<int:pk>/review/", "lead", "asked", REVIEW, [
        ({"rationale": ""}, "rationale", "rationale_missing"),
        ({"rationale": BLANK}, "rationale", "rationale_missing"),
        ({"rationale": LONG}, "rationale", "too_long"),
        ({"rating": ""}, "rating", "rating_missing"),
        ({"rating": "superb"}, "rating", "invalid_choice"),
        *nul_in("rationale"),
    ]),
    Sent("desk/assignments/<int:pk>/review/", "handed_in", "asked", REVIEW, [({}, "", "invalid_transition")]),
    Sent("desk/rounds/<int:pk>/adjudicate/", "split", "editor", SETTLE, [
        ({"note": BLANK}, "note", "note_missing"),
        ({"rating": ""}, "rating", "rating_missing"),
        ({"rating": "superb"}, "rating", "invalid_choice"),
        *nul_in("note"),
    ]),
    Sent("desk/rounds/<int:pk>/move/", "near", "asked", {"note": KEPT}, [
        ({"note": BLANK}, "note", "note_missing"),
        *nul_in("note"),
    ]),
    Sent("desk/rounds/<int:pk>/disagree/", "agreed", "asked", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        *nul_in("because"),
    ]),
    Sent("desk/drafts/<int:pk>/text/", "draft", "asked", text, [
        ({"title": LONG}, "title", "too_long"),
        ({"found": "word " * 61}, "found", "too_many_words"),
        ({"explanation": LONG}, "explanation", "too_long"),
        ({"rated_as_of": TOMORROW}, "rated_as_of", "date_in_future"),
        ({"short_claim": "a" * 201}, "short_claim", "too_long"),
        ({"outdated_after": "2020-01-01"}, "outdated_after", "date_passed"),
        ({"embargo_until": "2099-01-01T09:00"}, "embargo_until", "too_far_away"),
        ({"embargo_until": "9999-12-31T23:59"}, "embargo_until", "too_far_away"),
        ({"interests": "An aunt", "no_interests": "on"}, "no_interests", "both"),
        ({"evidence_until": "soon"}, "evidence_until", "invalid"),
        ({"reply_outcome": "shrug"}, "reply_outcome", "invalid_choice"),
        ({"version": 99}, "", "conflict"),
        *nul_in("title", "explanation"),
    ]),
    Sent("desk/drafts/<int:pk>/notes/", "draft", "editor", {"part": "title", "quote": "", "text": KEPT}, [
        ({"text": BLANK}, "text", "note_missing"),
        ({"text": LONG}, "text", "max_length"),
        ({"quote": LONG}, "quote", "max_length"),
        ({"part": "nose"}, "part", "invalid_choice"),
        *nul_in("text", "quote"),
    ]),
    Sent("desk/drafts/<int:pk>/send-back/", "ready", "editor", {"note": KEPT}, [
        ({"note": BLANK}, "note", "note_missing"),
        *nul_in("note"),
    ]),
    Sent("desk/drafts/<int:pk>/sign-off/", "ready", "editor", {"draft_hash": "0" * 64}, [({}, "", "conflict")]),
    Sent("desk/drafts/<int:pk>/publish/", "ready", "editor", {}, [({}, "", "invalid_transition")]),
    Sent("desk/drafts/<int:pk>/override/", "unkept", "editor", {"key": "archived", "reason": KEPT}, [
        ({"reason": BLANK}, "reason", "reason_missing"),
        ({"reason": LONG}, "reason", "too_long"),
        ({"key": "sign_off"}, "key", "invalid_choice"),
        *nul_in("reason"),
    ]),
    Sent("desk/drafts/<int:pk>/schedule/", "signed", "editor", {}, [
        ({}, "publish_at", "required"),
        ({"publish_at": "soon"}, "publish_at", "invalid"),
        ({"publish_at": "2020-01-01T10:00"}, "publish_at", "date_in_the_past"),
        ({"publish_at": "2999-01-01T10:00"}, "publish_at", "too_far"),
    ]),
    Sent("desk/published/<int:number>/removals/ask/", "verdict", "editor", RETRACT, [
        ({"kind": "burning"}, "kind", "invalid_choice"),
        ({"ground": ""}, "ground", "unknown_choice"),
        ({"because": BLANK, "public_note": KEPT}, "because", "reason_missing"),
        ({"because": LONG, "public_note": KEPT}, "because", "max_length"),
        ({"public_note": BLANK}, "public_note", "note_missing"),
        *nul_in("because", "public_note"),
    ]),
    Sent("desk/published/<int:number>/removals/ask/", "changing.changes.verdict", "editor", RETRACT, [
        ({**REDACT, "words": ""}, "words", "words_missing"),
        ({**REDACT, "words": "a"}, "words", "too_short"),
        ({**REDACT, "words": "\n".join(f"word{n}" for n in range(21))}, "words", "too_many"),
        ({**REDACT, "words": "nothingofthekind"}, "words", "not_found"),
        ({**REDACT, "words": "17,310", "public_note": "17,310 was removed"}, "public_note", "holds_the_words"),
    ]),
    Sent("desk/removals/<int:pk>/refuse/", "removal", "editor", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        *nul_in("because"),
    ]),
    Sent("desk/complaints/<int:pk>/close/", "in_hand", "editor", answered, [
        ({"outcome": BLANK}, "outcome", "outcome_missing"),
        ({"outcome": LONG}, "outcome", "max_length"),
        ({"ending": "burn"}, "ending", "invalid_choice"),
        ({"version": 99}, "", "conflict"),
        *nul_in("outcome"),
    ]),
    Sent("desk/team/", "", "editor", INVITE, [
        ({"email": "nobody"}, "email", "invalid_email"),
        ({"email": "ben.lind@desk.example"}, "email", "already_here"),
        ({"role": "king"}, "role", "invalid_choice"),
        *nul_in("email"),
    ]),
    Sent("desk/people/<int:pk>/work/", "asked", "editor", {"version": 1, "capacity": 16}, [
        ({"capacity": 201}, "capacity", "max_value"),
        ({"capacity": "much"}, "capacity", "invalid"),
        ({"languages": "xx"}, "languages", "unknown_language"),
        ({"languages": NUL}, "languages", "unknown_language"),
        ({"working_days": "7"}, "working_days", "invalid_choice"),
        ({"another": LONG}, "another", "max_length"),
        ({"version": 99}, "", "conflict"),
        *nul_in("another"),
    ]),
    Sent("desk/people/<int:pk>/away/", "asked", "asked", {"from_on": TOMORROW, "until_on": TOMORROW}, [
        ({"from_on": "soon"}, "from_on", "invalid"),
        ({"from_on": "2020-01-01"}, "from_on", "away_in_the_past"),
        ({"until_on": "9999-12-31"}, "until_on", "away_too_far"),
        ({"from_on": "0001-01-01"}, "from_on", "away_in_the_past"),
    ]),
    Sent("desk/profile/interests/", "", "asked", {"kind": "person", "name": KEPT}, [
        ({"kind": "king"}, "kind", "invalid_choice"),
        ({"name": LONG}, "name", "max_length"),
        ({"name": "Cousin CANARY of the Asked"}, "name", "declared_already"),
        *nul_in("name"),
    ]),
    Sent("desk/settings/", "", "editor", DESK, [
        ({"time_zone": "Mars/Base"}, "time_zone", "invalid_choice"),
        ({"contact_email": "nobody"}, "contact_email", "invalid_email"),
        ({"about": LONG}, "about", "max_length"),
        *nul_in("about"),
    ]),
    Sent("desk/settings/readers/", "", "editor", READERS, [
        ({"languages": ["xx"]}, "languages", "invalid_choice"),
        ({"complaint_days": "0"}, "complaint_days", "out_of_range"),
        ({"complaints_url": "javascript:alert(1)"}, "complaints_url", "url_not_allowed"),
        ({"licence_url": "javascript:alert(1)"}, "licence_url", "url_not_allowed"),
        *nul_in("complaints_to"),
    ]),
    Sent("desk/settings/calendar/", "", "editor", CALENDAR, [
        ({"working_days": []}, "working_days", "no_working_day"),
        ({"working_days": ["7"]}, "working_days", "invalid_choice"),
        ({"day_starts": "18:00"}, "day_ends", "ends_before_it_starts"),
        ({"day_ends": "25:00"}, "day_ends", "invalid"),
        ({"holidays": "tomorrow"}, "holidays", "not_a_date"),
        ({"holidays": "2026-02-30"}, "holidays", "not_a_date"),
        ({"urgent": "0"}, "urgent", "out_of_range"),
        ({"usual": "9" * 40}, "usual", "out_of_range"),
        *nul_in("holidays"),
    ]),
    Sent("desk/notices/mail/", "", "other", {"by_mail": []}, [({"by_mail": ["lunch"]}, "by_mail", "invalid_choice")]),
    Sent("desk/account/tokens/", "", "other", {"name": KEPT, "scopes": ["read"], "days": "30"}, [
        ({"name": ""}, "name", "required"),
        ({"name": LONG}, "name", "max_length"),
        ({"scopes": []}, "scopes", "required"),
        ({"scopes": ["everything"]}, "scopes", "invalid_choice"),
        ({"days": "36500"}, "days", "invalid_choice"),
        ({"days": "-1"}, "days", "invalid_choice"),
        *nul_in("name"),
    ]),
    Sent("desk/account/", "", "other", {"name": "Dee", "byline": KEPT}, [
        ({"name": ""}, "name", "required"),
        ({"name": LONG}, "name", "max_length"),
        *nul_in("name"),
    ]),
]  # fmt: skip


def rows(sent: list[Sent]) -> list:
    return [
        pytest.param(one, fault, id=f"{one.route} {fault[1] or one.about} {fault[2]}")
        for one in sent
        for fault in one.faults
    ]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    """One desk for all tables; every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = Scene()
        made.browsers = {who: browser(getattr(made, who)) for who in ("editor", "asked", "other")}
        yield made
        transaction.set_rollback(True)


def rows_kept() -> tuple[int, ...]:
    """How many rows each table of the house has, in one question."""
    counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return cursor.fetchone()


ROOMS = ("claims", "reviews", "jobs", "ledger", "notices", "accounts")
TABLES = sorted(model._meta.db_table for model in apps.get_models() if model._meta.app_label in ROOMS)


def faults_of(response: HttpResponse) -> Iterator[tuple[str, str, str]]:
    """Field, code and words of all that is wrong with the forms and refusals the page was made of."""
    for layer in response.context or []:
        for value in (value for part in getattr(layer, "dicts", [layer]) for value in dict(part).values()):
            if isinstance(value, Form) and value.is_bound:
                for name, errors in value.errors.items():
                    yield from ((name, error.code, str(error.messages[0])) for error in errors.as_data())
            elif isinstance(value, DomainError):
                yield from ((fault.field, fault.code, fault.detail) for fault in value.errors)
                yield NON_FIELD_ERRORS, value.code, value.detail


@pytest.mark.parametrize(("sent", "fault"), rows(FORMS))
def test_a_form_says_what_is_wrong_beside_the_field_and_keeps_what_was_typed(scene, sent, fault):
    changed, name, code = fault
    url = address(sent.route, scene.row(sent.about) if sent.about else None)
    typed = {**sent.body(scene), **changed}
    before = rows_kept()
    with undone():
        response = scene.browsers[sent.who].post(url, typed)
        after = rows_kept()
    page = response.content.decode()
    assert response.status_code == (409 if code in ("conflict", "invalid_transition") else 400), page[:300]
    said = [words for where, what, words in faults_of(response) if (where, what) == (name or NON_FIELD_ERRORS, code)]
    assert said, set(faults_of(response))
    assert escape(said[0]) in page
    assert f'{name}_error"' in page or 'role="alert"' in page
    assert after == before
    if KEPT in typed.values():
        assert escape(KEPT) in page
    assert KEPT not in page


BODIES = [
    Sent("api/v1/claims/", "", "editor", {"text": "Rents rose."}, [
        ({"text": BLANK}, "text", "empty_text"),
        ({"text": LONG}, "text", "too_long"),
        ({"text": 7}, "text", "invalid"),
        ({"url": SCRIPT}, "url", "url_not_allowed"),
        ({"claim_date": TOMORROW}, "claim_date", "date_in_future"),
        ({"claim_date": 2**70}, "claim_date", "invalid"),
        ({"claimant_kind": "king"}, "claimant_kind", "unknown_choice"),
        ({"accept_because": "fun"}, "accept_because", "unknown_choice"),
        ({"status": "accepted"}, "status", "unknown_field"),
        *unreadable_in("text", "claimant"),
    ]),
    Sent("api/v1/claims/<int:pk>/contact/ask/", "to_ask.claim", "asked", MAIL, [
        ({"to": "a@b.example\nBcc: c@d.example"}, "to", "invalid_email"),
        ({"to": ["a@b.example", "c@d.example"]}, "to", "invalid"),
        ({"subject": "A\nB"}, "subject", "not_one_line"),
        ({"body": BLANK}, "body", "letter_missing"),
        ({"deadline_at": "2020-01-01T10:00Z"}, "deadline_at", "deadline_in_the_past"),
        ({"replies_to": "all"}, "replies_to", "invalid_choice"),
        ({"version": 99}, "", "conflict"),
        ({"cc": "c@d.example"}, "cc", "unknown_field"),
        *unreadable_in("to", "subject", "body"),
    ]),
    Sent("api/v1/claims/<int:pk>/accept/", "candidate", "editor", {"because": "reach"}, [
        ({"because": "fun"}, "because", "unknown_choice"),
        ({"because": None}, "because", "null"),
        ({"priority": 9}, "priority", "unknown_field"),
    ]),
    Sent("api/v1/claims/<int:pk>/accept/", "accepted", "editor", {"because": "harm"}, [({}, "", "invalid_transition")]),
    Sent("api/v1/claims/<int:pk>/wording/", "candidate", "editor", wording, [
        ({"text": BLANK}, "text", "empty_text"),
        ({"version": 99}, "", "conflict"),
        ({"version": 10**30}, "", "conflict"),
        ({"change": "tone"}, "change", "unknown_choice"),
        *unreadable_in("text"),
    ]),
    Sent("api/v1/claims/<int:pk>/merge/", "candidate", "editor", lambda scene: {"canonical": scene.twin.pk}, [
        ({"canonical": 10**30}, "", "not_found"),
        ({"canonical": -1}, "", "not_found"),
        ({"canonical": "x"}, "canonical", "invalid"),
    ]),
    Sent("api/v1/articles/<int:pk>/select/", "article", "editor", {"spans": [[0, 6]]}, [
        ({"spans": []}, "spans", "spans_missing"),
        ({"spans": [[6, 0]]}, "spans", "outside_the_article"),
        ({"spans": [[0, 10**30]]}, "spans", "outside_the_article"),
        ({"spans": [[0]]}, "spans.0", "min_length"),
        ({"spans": "0-6"}, "spans", "not_a_list"),
    ]),
    Sent("api/v1/claims/<int:pk>/assign/", "accepted", "editor", api_assign, [
        ({"reviewers": []}, "reviewers", "reviewers_missing"),
        ({"reviewers": [10**30]}, "reviewers", "unknown_person"),
        ({"due_at": "2020-01-01T10:00:00Z"}, "due_at", "due_in_the_past"),
        ({"plan": "none"}, "plan", "unknown_plan"),
        *unreadable_in("note"),
    ]),
    Sent("api/v1/claims/<int:pk>/evidence/", "open.claim", "asked", LINK, [
        ({"excerpt": BLANK}, "excerpt", "excerpt_missing"),
        ({"url": SCRIPT}, "url", "not_a_web_address"),
        ({"url": "https://[x"}, "url", "not_a_web_address"),
        ({"url": "http://[::1]/"}, "url", "address_blocked"),
        ({"url": ""}, "url", "source_missing"),
        ({"source": 10**30}, "source", "max_value"),
        ({"source": 1}, "url", "one_source_only"),
        ({"archived_url": SCRIPT}, "archived_url", "not_a_web_address"),
        ({"published_on": TOMORROW}, "published_on", "in_the_future"),
        ({"stance": "refutes"}, "stance", "unknown_field"),
        *unreadable_in("excerpt", "title"),
    ]),
    Sent("api/v1/sources/<int:pk>/", "evidence.source", "asked", {"version": 1, "title": KEPT}, [
        ({"kind": "gossip"}, "kind", "invalid_choice"),
        ({"published_on": "2999-01-01"}, "published_on", "in_the_future"),
        ({"version": 99}, "", "conflict"),
        ({"version": 10**30}, "version", "max_value"),
        ({"url": SCRIPT}, "url", "unknown_field"),
        *unreadable_in("title", "author"),
    ]),
    Sent("api/v1/sources/<int:pk>/withhold/", "evidence.source", "asked", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        *unreadable_in("because"),
    ]),
    Sent("api/v1/sources/<int:pk>/name/", "withheld", "editor", {"because": KEPT}, [
        ({"because": BLANK}, "because", "reason_missing"),
        *unreadable_in("because"),
    ]),
    Sent("api/v1/sources/<int:pk>/archive/", "evidence.source", "asked", {"url": "https://archive.example/"}, [
        ({"url": SCRIPT}, "url", "not_a_web_address"),
        *unreadable_in("url"),
    ]),
    Sent("api/v1/assignments/<int:pk>/wait/", "lead", "asked", {"waiting_for": "reply", "wake_at": "2099-01-01"}, [
        ({"waiting_for": "lunch"}, "waiting_for", "invalid_choice"),
        ({"waiting_for": 7}, "waiting_for", "invalid_choice"),
        ({"wake_at": days_from_now(-1) + ":00Z"}, "wake_at", "wake_in_the_past"),
        ({"wake_at": "9999-12-31T23:59:59Z"}, "wake_at", "wake_too_late"),
        ({"wake_at": "soon"}, "wake_at", "invalid"),
        ({"until": "2099-01-01"}, "until", "unknown_field"),
    ]),
    Sent("api/v1/me/away/", "", "asked", {"from_on": TOMORROW, "until_on": TOMORROW}, [
        ({"from_on": "soon"}, "from_on", "invalid"),
        ({"until_on": "9999-12-31"}, "until_on", "away_too_far"),
        ({"until_on": None}, "until_on", "null"),
        ({"why": "rest"}, "why", "unknown_field"),
    ]),
    Sent("api/v1/me/interests/", "", "asked", {"kind": "person", "name": "Ada Bell"}, [
        ({"kind": "king"}, "kind", "invalid_choice"),
        ({"name": BLANK}, "name", "blank"),
        ({"name": LONG}, "name", "max_length"),
        *unreadable_in("name"),
    ]),
    Sent("api/v1/assignments/<int:pk>/draft/", "lead", "asked", {"version": 0, "rationale": KEPT}, [
        ({"version": 7}, "", "conflict"),
        ({"version": -1}, "version", "min_value"),
        ({"readings": {"x": {"stance": "refutes"}}}, "readings", "not_in_the_file"),
        ({"readings": {str(10**30): {"stance": "refutes"}}}, "readings", "not_in_the_file"),
        ({"readings": [1]}, "readings", "not_a_dict"),
        *unreadable_in("rationale", "note_to_self"),
    ]),
    Sent("api/v1/assignments/<int:pk>/review/", "lead", "asked", REVIEW, [
        ({"rationale": BLANK}, "rationale", "rationale_missing"),
        ({"rationale": ENDLESS}, "rationale", "max_length"),
        ({"rating": ""}, "rating", "rating_missing"),
        ({"rating": "superb"}, "rating", "unknown_rating"),
        ({"rating": NUL}, "rating", "null_characters_not_allowed"),
        ({"rating": HALF_PAIR}, "rating", "surrogate_characters_not_allowed"),
        *unreadable_in("rationale"),
    ]),
    Sent("api/v1/assignments/<int:pk>/review/", "handed_in", "asked", REVIEW, [({}, "", "invalid_transition")]),
    Sent("api/v1/rounds/<int:pk>/adjudicate/", "split", "editor", SETTLE, [
        ({"note": BLANK}, "note", "note_missing"),
        ({"rating": "superb"}, "rating", "unknown_rating"),
        *unreadable_in("note"),
    ]),
    Sent("api/v1/drafts/<int:pk>/hand_in/", "draft", "asked", {}, [
        ({}, "version", "required"),
        ({"version": 99}, "", "conflict"),
        ({"version": True}, "version", "invalid"),
    ]),
    Sent("api/v1/drafts/<int:pk>/notes/", "draft", "editor", {"part": "title", "text": KEPT}, [
        ({"text": BLANK}, "text", "note_missing"),
        ({"text": LONG}, "text", "too_long"),
        ({"quote": LONG}, "quote", "too_long"),
        ({"part": "nose"}, "part", "unknown_part"),
        ({"part": "evidence-" + "9" * 20}, "part", "unknown_part"),
        *unreadable_in("text", "quote"),
    ]),
    Sent("api/v1/draft-notes/<int:pk>/answer/", "noted", "asked", {"answer": KEPT}, [
        ({"answer": BLANK}, "answer", "answer_missing"),
        ({"answer": LONG}, "answer", "too_long"),
        *unreadable_in("answer"),
    ]),
    Sent("api/v1/drafts/<int:pk>/send_back/", "ready", "editor", {"note": KEPT}, [
        ({"note": BLANK}, "note", "note_missing"),
        *unreadable_in("note"),
    ]),
    Sent("api/v1/drafts/<int:pk>/sign_off/", "ready", "editor", {}, [
        ({"draft_hash": "0" * 64}, "", "conflict"),
        *unreadable_in("draft_hash"),
    ]),
    Sent("api/v1/drafts/<int:pk>/override/", "unkept", "editor", {"key": "archived", "reason": KEPT}, [
        ({"reason": BLANK}, "reason", "reason_missing"),
        ({"key": "sign_off"}, "key", "not_overridable"),
        ({"key": "quotations"}, "key", "met_already"),
        ({"force": True}, "force", "unknown_field"),
        *unreadable_in("reason"),
    ]),
    Sent("api/v1/drafts/<int:pk>/withdraw_override/", "unkept", "editor", {"key": "archived"}, [({}, "", "not_found")]),
    Sent("api/v1/drafts/<int:pk>/schedule/", "signed", "editor", {"publish_at": "2020-01-01T10:00Z"}, [
        ({}, "publish_at", "date_in_the_past"),
        ({"publish_at": "soon"}, "publish_at", "invalid"),
    ]),
    Sent("api/v1/drafts/<int:pk>/publish/", "ready", "editor", {}, [
        ({}, "", "invalid_transition"),
        ({"draft_hash": "0" * 64}, "", "conflict"),
        ({"force": True}, "force", "unknown_field"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "fault"), rows(BODIES))
def test_the_api_says_what_is_wrong_in_a_problem_body(scene, sent, fault):
    changed, name, code = fault
    url = address(sent.route, scene.row(sent.about) if sent.about else None)
    before = rows_kept()
    with undone():
        response = scene.browsers[sent.who].post(url, json.dumps({**sent.body(scene), **changed}), "application/json")
        after = rows_kept()
    assert response["Content-Type"] == "application/problem+json", response.content[:300]
    problem = response.json()
    expected = {"conflict": 409, "invalid_transition": 409, "not_found": 404}.get(code, 400)
    assert (response.status_code, problem["code"]) == (expected, code), problem
    assert not name or {"field": name, "code": code} in [
        {k: e[k] for k in ("field", "code")} for e in problem["errors"]
    ]
    assert code != "conflict" or problem.get("version") is not None
    assert after == before


# --- what is good, and dangerous --------------------------------------------------------------------------------------

ATTACK = "\"'><img src=x onerror=alert(1)></textarea></title></script><script>alert(1)</script>"
ATTACKED = ("claims", "reviews", "accounts", "notices")
NOT_TYPED = re.compile(
    r"status|kind|slug|key|url|mail|language|role|password|hash|sha256|salt|version|encoding|zone|received_as"
)


@pytest.mark.slow
def test_whatever_was_typed_is_text_on_every_page(scene):
    """An attack in every text column of every row, and every page that an editor or the reviewer asked reads."""
    with undone():
        with pgtrigger.ignore():
            attacked = attack_every_column()
        pages = {(who, url): scene.browsers[who].get(url) for url in addresses(scene) for who in ("editor", "asked")}
    read = {where: page.content.decode() for where, page in pages.items() if is_page(page)}
    [page.close() for page in pages.values()]  # files that nobody read keep a seat of their address
    assert attacked > 30
    assert len(read) > 40
    assert max(page.status_code for page in pages.values()) < 500
    assert sum("onerror=alert(1)" in page for page in read.values()) > 30, "the attack must be there to be seen"
    assert [where for where, page in read.items() if "<img src=x" in page or "<script>alert" in page] == []


def is_page(response: HttpResponse) -> bool:
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


def attack_every_column() -> int:
    """The attack, cut to fit, into every column that holds what somebody typed; how many there are."""
    typed = [
        (model, column)
        for model in apps.get_models()
        if model._meta.app_label in ATTACKED and not model.__name__.startswith("Public")
        for column in model._meta.fields
        if column.get_internal_type() in ("CharField", "TextField") and not column.choices
        if not column.primary_key and not NOT_TYPED.search(column.name)
    ]
    for model, column in typed:
        cut = ATTACK[: column.max_length - 10] if column.max_length else ATTACK
        # The number in front keeps names unique; what stood there stays behind, so that offsets still lead into it.
        rest = () if column.max_length else (F(column.name),)
        attack = Concat(Left(Cast("pk", TextField()), 9), Value(cut), *rest, output_field=TextField())
        model._base_manager.exclude(**{column.name: ""}).update(**{column.name: attack})
    return len(typed)


def test_a_claim_that_ends_a_script_does_not_end_the_json_ld(scene):
    with undone():
        claim = make_settled_claim()
        ClaimWording.objects.filter(claim=claim).update(text=f"Rents {ATTACK} rose <!--<script>")
        claim.refresh_from_db()
        verdict = make_published(
            claim=claim, title=f"No {ATTACK}", found=ATTACK, explanation=ATTACK, reply=ATTACK
        ).verdict
        page = browser(None).get(address("verdicts/<int:number>-<slug:slug>/", verdict)).content.decode()
        listed = [
            browser(None).get(url).content.decode() for url in ("/", "/checks/?q=rents", "/api/public/v1/verdicts/")
        ]
        feed = browser(None).get("/feed.atom").content
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(block)["claimReviewed"] == f"Rents {ATTACK} rose <!--<script>"
    assert "<img src=x" not in page.replace(block, "")
    assert page.count("<script") == 1
    assert ["<img src=x" in one for one in listed] == [False, False, True]  # JSON is not HTML
    assert len(ElementTree.fromstring(feed)) > 3


@pytest.mark.parametrize("declared", ["utf-8", "base64"])
def test_bytes_that_are_not_the_declared_encoding_are_read_all_the_same_and_said(scene, declared):
    received = "Les loyers ont augmenté de 9 % en 2023, a dit le maire.".encode("cp1252")
    file = SimpleUploadedFile("loyers.txt", received, f"text/plain; charset={declared}")
    with undone():
        response = scene.browsers["other"].post("/desk/articles/new/", {"file": file})
        run_waiting_jobs()
        article = Article.objects.latest("pk")
        page = scene.browsers["other"].get(f"/desk/articles/{article.pk}/").content.decode()
        notes = scene.browsers["other"].get(f"/api/v1/articles/{article.pk}/").json()["notes"]
    assert response.status_code == 303
    assert "augmenté de 9" in article.text
    assert notes, "nothing says that the encoding was found out"
    assert escape(notes[0]) in page


@pytest.mark.parametrize("charset", ["zlib", "idna", "undefined", "utf-16"])
@pytest.mark.parametrize("url", ["/desk/articles/new/", "/api/v1/articles/"])
def test_a_form_or_json_in_another_encoding_is_refused(scene, url, charset):
    kind = "application/json" if url.startswith("/api/") else "multipart/form-data; boundary=x"
    with undone():
        response = scene.browsers["other"].generic(
            "POST", url, b'{"text": "Rents rose."}', f"{kind}; charset={charset}"
        )
    assert response.status_code == 415
    assert b"UTF-8" in response.content


TOKENS = {"": 401, "a b": 401, "a" * 5_000: 401, "\xe9": 400, "\xff" * 64: 400}


@pytest.mark.parametrize(("token", "status"), TOKENS.items(), ids=range(len(TOKENS)))
def test_a_token_that_is_none_is_refused(scene, token, status):
    with undone():
        response = browser(None).get("/api/v1/work/", headers={"Authorization": f"Token {token}"})
    assert (response.status_code, response.json()["status"]) == (status, status)


def test_a_million_characters_without_a_space_are_taken_split_and_shown(scene):
    with undone():
        response = scene.browsers["other"].post("/desk/articles/new/", {"text": ENDLESS, "title": KEPT})
        run_waiting_jobs()
        page = scene.browsers["editor"].get(response["Location"])
    assert (response.status_code, page.status_code) == (303, 200)
    assert escape(KEPT) in page.content.decode()
    assert len(page.content) < 5_000_000


STALE = [
    ("desk/claims/<int:pk>/wording/", "candidate", "editor", wording, {"version": 99}),
    ("desk/claims/<int:pk>/particulars/", "candidate", "editor", particulars, {"version": 99}),
    ("desk/drafts/<int:pk>/text/", "draft", "asked", text, {"version": 99}),
]


@pytest.mark.parametrize(("route", "about", "who", "good", "stale"), STALE, ids=[row[0] for row in STALE])
def test_a_stale_form_comes_back_with_the_present_version_and_can_then_be_saved(scene, route, about, who, good, stale):
    """Nothing is lost and nothing overwritten unseen: the second try is a choice made with both texts in view."""
    row = scene.row(about)
    with undone():
        url = address(route, row)
        refused = scene.browsers[who].post(url, {**good(scene), **stale})
        page = refused.content.decode()
        [version] = set(re.findall(r'name="version"[^>]*value="(\d+)"', page))
        saved = scene.browsers[who].post(url, {**good(scene), "version": version})
    assert (refused.status_code, saved.status_code) == (409, 303)
    assert int(version) == row.version
    assert escape(KEPT) in page
