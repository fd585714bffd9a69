"""Who may do what: every page and every verb of the house in one table. tests/test_access.py tries it.

A new route needs a row here; a route without one fails the test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from reviews.desk.own_page_forms import rows_for
from reviews.scales import current_scale
from tests.routes import address
from tests.scene import Scene, days_from_now

OK, NEW, TAKEN, EMPTY = 200, 201, 202, 204
ON = "led on"  # a redirect to where the work goes on
SIGN_IN = "asked to sign in"
WHO, NO, LOST, NEVER, LATE = 401, 403, 404, 405, 409
GET, POST, PUT, DELETE = "GET", "POST", "PUT", "DELETE"
METHODS = (GET, POST, PUT, "PATCH", DELETE)

Sent = dict[str, object] | Callable[[Scene], dict[str, object]]


@dataclass(frozen=True)
class Row:
    """One method of one route, the row of the scene it is about, what is sent, and what each person gets."""

    method: str
    route: str
    about: str
    sent: Sent
    editor: int | str
    asked: int | str
    other: int | str
    nobody: int | str

    def __str__(self) -> str:
        return f"{self.method} /{self.route} {self.about}".strip()

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    def body(self, scene: Scene) -> dict[str, object]:
        return self.sent(scene) if callable(self.sent) else self.sent

    def send(self, client: Client, scene: Scene, method: str = "", **headers) -> HttpResponse:
        """Do it in this browser: a form on the desk, JSON to the API."""
        url = address(self.route, scene.row(self.about) if self.about else None)
        method = (method or self.method).lower()
        sent = self.body(scene) if method in ("get", "post", "put") else {}
        as_json = self.is_api and "file" not in sent
        how = {"content_type": "application/json"} if as_json else {}
        return getattr(client, method)(url, sent, headers=headers, **({} if method == "get" else how))


TOKEN = {"name": "Dashboard", "scopes": ["read"], "days": "30"}
API_TOKEN = {**TOKEN, "days": 30}


def of_a_check(scene: Scene) -> dict[str, object]:
    return {"url": f"{settings.PUBLIC_ORIGIN}/verdicts/{scene.verdict.number}/"}


def file(scene: Scene) -> dict[str, object]:
    return {"file": SimpleUploadedFile("census.txt", b"17,310 vehicles", "text/plain")}


def assign(scene: Scene) -> dict[str, object]:
    people = [scene.asked.pk, scene.second.pk]
    return {"plan": "lead-and-second", "due_at": days_from_now(1), "lead": people[0], "reviewers": people}


def api_assign(scene: Scene) -> dict[str, object]:
    return {"reviewers": [scene.asked.pk, scene.second.pk], "due_at": days_from_now(1) + ":00Z"}


def assign_many(scene: Scene) -> dict[str, object]:
    return {"claims": [scene.accepted.pk], "reviewers": [scene.asked.pk], "due_at": days_from_now(1)}


def api_assign_many(scene: Scene) -> dict[str, object]:
    return {"claims": [scene.accepted.pk], "reviewers": [scene.asked.pk], "due_at": days_from_now(1) + ":00Z"}


def due(scene: Scene) -> dict[str, object]:
    return {"due_at": days_from_now(3), "because": "The records come on Monday"}


def api_due(scene: Scene) -> dict[str, object]:
    return {"due_at": days_from_now(3) + ":00Z", "because": "The records come on Monday"}


def reassign(scene: Scene) -> dict[str, object]:
    return {"reviewer": scene.other.pk, "because": "Ill"}


def wait(scene: Scene) -> dict[str, object]:
    return {"waiting_for": "records", "wake_at": days_from_now(1)}


def api_wait(scene: Scene) -> dict[str, object]:
    return {"waiting_for": "records", "wake_at": days_from_now(1) + ":00Z"}


def version(scene: Scene) -> dict[str, object]:
    return {"version": scene.draft.version}


def text(scene: Scene) -> dict[str, object]:
    return {"version": scene.draft.version, "title": "The tunnel", "found": "Fewer", "explanation": "See the census"}


def api_text(scene: Scene) -> dict[str, object]:
    rest = {"not_established": "", "reply_outcome": "", "reply": "", "rated_as_of": None, "evidence_until": None}
    return {**text(scene), **rest, "evidence": []}


def merge(scene: Scene) -> dict[str, object]:
    return {"canonical": scene.twin.pk}


def reword(scene: Scene) -> dict[str, object]:
    return {"text": "Fewer cars go through it.", "kind": "meaning", "version": scene.open.claim.version}


def fold(scene: Scene) -> dict[str, object]:
    return {"canonical": scene.accepted.pk, "because": "The same words"}


def refuse_match(scene: Scene) -> dict[str, object]:
    return {"refuse": scene.match.pk}


def words(scene: Scene) -> dict[str, object]:
    return {"text": "Fewer cars go through it.", "version": scene.candidate.version}


def who_said_it(scene: Scene) -> dict[str, object]:
    return {"claimant": "The mayor", "version": scene.candidate.version}


def marked(scene: Scene) -> dict[str, object]:
    return {"marked": f"{scene.said.pk},{scene.counted.pk}", "because": "reach"}


def relate(scene: Scene) -> dict[str, object]:
    return {"from": scene.counted.pk, "kind": "says_more_than", "target": scene.passages[0].pk}


def api_marked(scene: Scene) -> dict[str, object]:
    return {"claims": [scene.said.pk, scene.counted.pk], "because": "reach"}


def api_dismissed(scene: Scene) -> dict[str, object]:
    return {"claims": [scene.said.pk, scene.counted.pk], "reason": "opinion"}


def api_relate(scene: Scene) -> dict[str, object]:
    return {"source": scene.passages[1].pk, "target": scene.passages[0].pk, "kind": "says_more_than"}


def known(scene: Scene) -> dict[str, object]:
    return {"url": scene.evidence.source.url}


def pin(scene: Scene) -> dict[str, object]:
    return {**PIN, "topic": scene.topic.pk}


def settles(scene: Scene) -> dict[str, object]:
    return {f"settles-{scene.noted.pk}": "1"}


def hash_of_ready(scene: Scene) -> dict[str, object]:
    return {"draft_hash": scene.hash_of_ready()}


def publish_at(scene: Scene) -> dict[str, object]:
    return {"publish_at": days_from_now(2)}


def api_publish_at(scene: Scene) -> dict[str, object]:
    return {"publish_at": days_from_now(2) + ":00Z"}


def away(scene: Scene) -> dict[str, object]:
    return {"from_on": days_from_now(3)[:10], "until_on": days_from_now(5)[:10]}


WEBHOOK = {"name": "News", "url": "https://news.example/hooks", "kinds": ["verdict.published"]}
CHANGED_WEBHOOK = {**WEBHOOK, "version": 1}
SINCE = {"since": "2026-01-01T00:00"}
API_SINCE = {"since": "2026-01-01T00:00:00Z"}
ARTICLE = {"text": "Rents rose by 9 per cent in 2023, the council said."}
ENTERED = {"text": "Rents rose.", "language": "en", "claimant_kind": "unknown"}
ACCEPTED = {"text": "Rents rose.", "accept_because": "reach"}
CAUSAL = {"what": "type", "value": "causal"}
REACH, OPINION = {"because": "reach"}, {"reason": "opinion"}
WORDS = {"spans": [[0, 6]]}
LINK = {"url": "https://roads.example/new", "excerpt": "New words"}
PAGE = {"url": "https://roads.example/new"}
WHY = {"because": "Because"}
SOURCE = {"version": 1, "kind": "dataset", "title": "Traffic census"}
ARCHIVE = {"url": "https://archive.example/2026/"}
BOOST = {"points": 300, "because": "Because"}
SEEN_BY = {"people": 40_000}
NAMED = {"name": "Harbours"}
NOTE = {"note": "Why"}
ON_TITLE = {"part": "title", "quote": "cars a day", "text": "Name the year"}
PARTS = {"part": ["Cars go through it.", "Lorries go through it."]}
API_PARTS = {"parts": PARTS["part"]}
SHELVE = {"because": "overtaken", "note": "The law passed"}
HOLD = {"kind": "safety", "reason": "A threat"}
UNFAIR = {"kind": "unfair_wording", "note": "Loaded"}
DONE = {"outcome": "done"}
KEEP = {"decision": "keep", "because": "Because"}
UPDATE = {"kind": "update"}
RETRACT = {"kind": "retraction", "ground": "wrong", "because": "Misread", "public_note": "The census was misread."}
RETRACT_FORM = {**RETRACT, "what": "words", "asked_kind": "desk"}
TO_REMOVE = {"words": ["17,310 vehicles"]}
COPIES = {"key": "archived"}
LET_PASS = {**COPIES, "reason": "A live counter"}
SETTLE = {"rating": "mixed", "note": "Why"}
REVIEW = {"rating": "false", "rationale": "Why"}
HAND_IN = {**REVIEW, "anyway": "1"}  # whatever the checklist leaves open
HALF = {"version": 0, "rationale": "Half"}
HANDED = {"hand_over": "The guild answers on Mondays."}
PIN = {"title": "Traffic census", "url": "https://stats.example/"}
INVITE = {"name": "Hal", "email": "hal@desk.example", "role": "reviewer"}
WORK = {"version": 1, "languages": ["en"], "capacity": 16}
PROFILE = {"version": 1, "languages": ["en"], "working_days": []}
FEED = {"name": "Ostrand", "kind": "claimreview_feed", "url": "https://data.example/feed.json", "every_hours": 24}
NO_TOPICS = {"version": 1, "topics": []}
INTEREST = {"kind": "person", "name": "Ada Bell"}
DESK = {"name": "The Desk", "time_zone": "UTC", "language": "en"}
HOURS = {"urgent": 4, "soon": 9, "usual": 18}
LICENCE = {"licence_name": "CC BY 4.0", "licence_url": "https://creativecommons.org/licenses/by/4.0/"}
READERS = {"languages": ["de"], "complaint_days": 7, "complaints_to": "", "complaints_url": "", **LICENCE}
CALENDAR = {"working_days": ["0", "1"], "day_starts": "09:00", "day_ends": "18:00", "holidays": "2026-12-25", **HOURS}


def late(scene: Scene) -> dict[str, object]:
    name = f"late-{scene.lead.pk}"
    return {f"{name}-assignment": scene.lead.pk, f"{name}-reviewers": scene.other.pk, f"{name}-because": "Late"}


def adjudicator(scene: Scene) -> dict[str, object]:
    return {"adjudicator": scene.colleague.pk, **WHY}


def api_late(scene: Scene) -> dict[str, object]:
    return {"assignment": scene.lead.pk, "reviewer": scene.other.pk, **WHY}


NEAREST = {"excerpt": "The tunnel is closed at night."}
GERMAN = {"language": "de", "translation": "The tunnel is closed.", "translator": "Ada Bell"}
CONTACT = {"version": 1}
MAIL = {**CONTACT, "to": "a@b.example", "subject": "A question", "body": "Is it so?", "replies_to": "desk"}
BY_HAND = {**CONTACT, "how": "by telephone", "to": "The press office"}
ANSWERED = {**CONTACT, "outcome": "declined"}


def other_deadline(scene: Scene) -> dict[str, object]:
    return {**CONTACT, "deadline_at": days_from_now(5)}


def api_other_deadline(scene: Scene) -> dict[str, object]:
    return {**CONTACT, "deadline_at": days_from_now(5) + ":00Z"}


def again(scene: Scene) -> dict[str, object]:
    return {**CONTACT, "letter_id": scene.unsent.pk, "to": "c@d.example"}


def api_again(scene: Scene) -> dict[str, object]:
    return {**CONTACT, "letter": scene.unsent.pk, "to": "c@d.example"}


def owner(scene: Scene) -> dict[str, object]:
    return {**CONTACT, "owner_id": scene.other.pk}


def api_owner(scene: Scene) -> dict[str, object]:
    return {**CONTACT, "owner": scene.other.pk}


OUR_PAGE = {"title": "Our work", "text": "We check twice.", "note": "We check twice.", "version": 1}


def our_scale(_: Scene) -> dict[str, object]:
    kept = [{name: getattr(one, name) for name in LABEL} for one in current_scale().ratings.all()]
    return {"version": 1, "name": "Ours", "because": "Clearer", "labels": kept}


def our_scale_typed(_: Scene) -> dict[str, object]:
    """The form as it stands on the page."""
    rows = [row for row in rows_for(current_scale()) if row["key"].value()]
    typed = {f"{row.prefix}-{name}": row[name].value() for row in rows for name in ("place", *LABEL[:-1])}
    return {"version": 1, "name": "Ours", "because": "Clearer", **typed}


LABEL = ("key", "name", "definition", "kind", "names")
OUR_LETTER = {**CONTACT, "name": "First", "subject": "A question", "body": "Dear {claimant}"}
PLAN = {"plan": "panel", "because": "Because"}
THREE = {"number": 3, "because": "Because"}
ANYBODY = {"adjudicator": "", "because": "Because"}
NOBODY_NAMED = {"adjudicator": None, "because": "Because"}
LEGAL = {"risks": ["legal"]}
PANEL = {"version": 1, "name": "Panel", "description": "Three", "reviewers": 3, "lead_points": 3, "points": 2}
API_PANEL = {**PANEL, "chosen_for": {"risks": ["legal"]}}

UPHELD = {"outcome": "Put right"}
TAKE_TIP = {"way": "claim", "words": "The tunnel carries 40,000 cars."}
TOLD_WHY = {"answer": "It is a matter of taste."}


def in_hand(scene: Scene) -> dict[str, object]:
    return {"version": scene.in_hand.version, **UPHELD}


def ended(scene: Scene) -> dict[str, object]:
    return {**in_hand(scene), "ending": "uphold"}


def noted(scene: Scene) -> dict[str, object]:
    return {"version": scene.in_hand.version, "note": "Why"}


def closed_version(scene: Scene) -> dict[str, object]:
    return {"version": scene.answered.version}


def checked(scene: Scene) -> dict[str, object]:
    return {"number": scene.verdict.number}


# fmt: off
TABLE = [Row(*row) for row in [
    # method, route, the row it is about, what is sent:                editor, asked, other, nobody
    (GET,  "desk/", "", {},                                                  ON, ON, ON, SIGN_IN),
    (GET,  "desk/board/", "", {},                                            OK, NO, NO, SIGN_IN),
    (POST, "desk/board/assign/", "", assign_many,                            ON, NO, NO, SIGN_IN),
    (GET,  "desk/work/", "", {},                                             OK, OK, OK, SIGN_IN),

    (GET,  "desk/articles/", "", {},                                         OK, OK, OK, SIGN_IN),
    (GET,  "desk/articles/new/", "", {},                                     OK, OK, OK, SIGN_IN),
    (POST, "desk/articles/new/", "", ARTICLE,                                ON, ON, ON, SIGN_IN),
    (GET,  "desk/articles/<int:pk>/", "article", {},                         OK, OK, OK, SIGN_IN),
    (GET,  "desk/articles/<int:pk>/", "waiting", {},                         OK, OK, OK, SIGN_IN),
    (GET,  "desk/articles/<int:pk>/progress/", "waiting", {},                ON, ON, ON, SIGN_IN),
    (POST, "desk/articles/<int:pk>/retry/", "failed", {},                    ON, ON, ON, SIGN_IN),

    (POST, "desk/articles/<int:pk>/select/", "told", {"spans": "0-5"},       ON, NO, NO, SIGN_IN),
    (POST, "desk/articles/<int:pk>/finish/", "told", {},                     ON, NO, NO, SIGN_IN),
    (POST, "desk/articles/<int:pk>/undo/", "decided", {},                    ON, NO, NO, SIGN_IN),
    (POST, "desk/articles/<int:pk>/marked/", "told", marked,                 ON, NO, NO, SIGN_IN),
    (POST, "desk/articles/<int:pk>/relate/", "told", relate,                 ON, NO, NO, SIGN_IN),
    (POST, "desk/relations/<int:pk>/confirm/", "relation", {},               ON, NO, NO, SIGN_IN),
    (POST, "desk/relations/<int:pk>/refuse/", "relation", {},                ON, NO, NO, SIGN_IN),

    (GET,  "desk/claims/", "", {},                                           OK, OK, OK, SIGN_IN),
    (GET,  "desk/claims/new/", "", {},                                       OK, OK, OK, SIGN_IN),
    (POST, "desk/claims/new/", "", ENTERED,                                  ON, ON, ON, SIGN_IN),
    (GET,  "desk/claims/<int:pk>/triage/", "heard", {},                      OK, OK, OK, SIGN_IN),
    (POST, "desk/claims/<int:pk>/accept/", "said", REACH,                    ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/dismiss/", "said", OPINION,                 ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/reconsider/", "dismissed", {},              ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/correct/", "candidate", {"type": "causal"},  ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/merge/", "candidate", merge,                ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/matches/", "candidate", refuse_match,       ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/ratings/", "open.claim", {},                ON, ON, ON, SIGN_IN),
    (POST, "desk/claims/<int:pk>/wording/", "candidate", words,              ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/particulars/", "candidate", who_said_it,    ON, NO, NO, SIGN_IN),
    (GET,  "desk/claims/<int:pk>/", "open.claim", {},                        OK, OK, OK, SIGN_IN),
    (POST, "desk/work/next/", "", {},                                        ON, ON, ON, SIGN_IN),
    (POST, "desk/claims/<int:pk>/skip/", "accepted", {},                     ON, ON, ON, SIGN_IN),
    (POST, "desk/claims/<int:pk>/assign/", "accepted", assign,               ON, NO, NO, SIGN_IN),
    (GET,  "desk/claims/<int:pk>/assign/check/", "accepted", {},             OK, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/boost/", "accepted", BOOST,                 ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/reach/", "accepted", SEEN_BY,               ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/reword/", "open.claim", reword,             ON, NO, NO, SIGN_IN),
    (GET,  "desk/claims/<int:pk>/split/", "open.claim", {},                  OK, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/split/", "open.claim", PARTS,               ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/merge-under-work/", "open.claim", fold,     ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/shelve/", "open.claim", SHELVE,             ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/unshelve/", "shelved", {},                  ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/hold/", "open.claim", HOLD,                 ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/flag/", "open.claim", UNFAIR,               ON, ON, NO, SIGN_IN),
    (POST, "desk/holds/<int:pk>/release/", "hold", WHY,                      ON, NO, NO, SIGN_IN),
    (POST, "desk/flags/<int:pk>/settle/", "flag", DONE,                      ON, NO, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/evidence/", "open.claim", LINK,             ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/copy-first/", "open.claim", PAGE,           ON, ON, NO, SIGN_IN),
    (POST, "desk/evidence/<int:pk>/remove/", "evidence", WHY,                ON, ON, NO, SIGN_IN),
    (GET,  "desk/sources/", "", {},                                          OK, OK, OK, SIGN_IN),
    (GET,  "desk/sources/known/", "", {},                                    ON, ON, ON, SIGN_IN),
    (GET,  "desk/sources/<int:pk>/", "evidence.source", {},                  OK, OK, OK, SIGN_IN),
    (POST, "desk/sources/<int:pk>/describe/", "evidence.source", SOURCE,     ON, ON, NO, SIGN_IN),
    (POST, "desk/sources/<int:pk>/archive/", "evidence.source", ARCHIVE,     ON, ON, NO, SIGN_IN),
    (POST, "desk/sources/<int:pk>/withhold/", "evidence.source", WHY,        ON, ON, NO, SIGN_IN),
    (POST, "desk/sources/<int:pk>/approve/", "withheld", {},                 ON, NO, NO, SIGN_IN),
    (POST, "desk/sources/<int:pk>/name/", "withheld", WHY,                   ON, NO, NO, SIGN_IN),
    (GET,  "desk/evidence/<int:pk>/quotation/", "evidence", {},              ON, ON, ON, SIGN_IN),
    (POST, "desk/evidence/<int:pk>/replace/", "evidence", NEAREST,           ON, ON, NO, SIGN_IN),
    (GET,  "desk/evidence/<int:pk>/translation/", "evidence", {},            OK, OK, NO, SIGN_IN),
    (POST, "desk/evidence/<int:pk>/translation/", "evidence", GERMAN,        ON, ON, NO, SIGN_IN),
    (GET,  "desk/copies/<int:pk>/", "copied", {},                            OK, OK, OK, SIGN_IN),
    (POST, "desk/copies/<int:pk>/retry/", "uncopied", {},                    ON, ON, ON, SIGN_IN),
    (GET,  "desk/copies/<int:pk>/file/", "copied", {},                       OK, OK, OK, SIGN_IN),
    (GET,  "desk/copies/<int:pk>/picture/", "photo", {},                     OK, OK, OK, SIGN_IN),
    (GET,  "desk/sources/<int:pk>/copy/", "evidence.source", {},             OK, OK, OK, SIGN_IN),
    (POST, "desk/sources/<int:pk>/copy/", "evidence.source", file,           ON, ON, ON, SIGN_IN),
    (POST, "desk/sources/<int:pk>/copy/again/", "evidence.source", {},       ON, ON, ON, SIGN_IN),
    (GET,  "desk/claims/<int:pk>/read/<int:copy>/", "open.claim", {},        OK, OK, OK, SIGN_IN),
    (POST, "desk/claims/<int:pk>/read/<int:copy>/", "open.claim", NEAREST,   ON, ON, NO, SIGN_IN),

    (GET,  "desk/contacts/", "", {},                                         OK, OK, OK, SIGN_IN),
    (GET,  "desk/claims/<int:pk>/contact/", "open.claim", {},                OK, OK, OK, SIGN_IN),
    (POST, "desk/claims/<int:pk>/contact/ask/", "to_ask.claim", MAIL,        ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/contact/note/", "to_ask.claim", BY_HAND,    ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/contact/remind/", "waiting_for_answer.claim", MAIL, ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/contact/again/", "unsent.contact.claim", again, ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/contact/deadline/", "waiting_for_answer.claim", other_deadline, ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/contact/close/", "waiting_for_answer.claim", ANSWERED, ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/contact/reopen/", "silent.claim", CONTACT,  ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/contact/hand-over/", "to_ask.claim", owner, ON, NO, NO, SIGN_IN),
    (GET,  "desk/pages/", "", {},                                            OK, NO, NO, SIGN_IN),
    (GET,  "desk/pages/<slug:slug>/", "page", {},                            OK, NO, NO, SIGN_IN),
    (POST, "desk/pages/<slug:slug>/", "page", OUR_PAGE,                      ON, NO, NO, SIGN_IN),
    (GET,  "desk/scale/", "", {},                                            OK, NO, NO, SIGN_IN),
    (POST, "desk/scale/", "", our_scale_typed,                               ON, NO, NO, SIGN_IN),
    (GET,  "desk/letters/", "", {},                                          OK, NO, NO, SIGN_IN),
    (GET,  "desk/letters/<int:pk>/", "letter", {},                           OK, NO, NO, SIGN_IN),
    (POST, "desk/letters/<int:pk>/", "letter", OUR_LETTER,                   ON, NO, NO, SIGN_IN),

    (GET,  "desk/assignments/<int:pk>/", "lead", {},                         LOST, OK, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/begin/", "lead", {},                   NO, ON, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/draft/", "lead", HALF,                 LOST, ON, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/review/", "lead", HAND_IN,             LOST, ON, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/take-back/", "handed_in", {},          NO, ON, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/decline/", "lead", WHY,                LOST, ON, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/hand-over/", "lead", HANDED,           LOST, ON, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/ratings/", "lead", {},                 LOST, ON, LOST, SIGN_IN),
    (GET,  "desk/shelf/", "", {},                                            OK, OK, OK, SIGN_IN),
    (POST, "desk/topics/", "", NAMED,                                        ON, NO, NO, SIGN_IN),
    (POST, "desk/topics/<int:pk>/", "topic", NAMED,                          ON, NO, NO, SIGN_IN),
    (POST, "desk/topics/<int:pk>/shelf/", "topic", PIN,                      ON, NO, NO, SIGN_IN),
    (POST, "desk/shelf/<int:pk>/", "pinned", {**PIN, "version": 1},          ON, NO, NO, SIGN_IN),
    (POST, "desk/shelf/<int:pk>/unpin/", "pinned", {},                       ON, NO, NO, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/wait/", "lead", wait,                  LOST, ON, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/resume/", "waits", {},                 ON, ON, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/reassign/", "lead", reassign,          ON, NO, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/withdraw/", "lead", WHY,               ON, NO, LOST, SIGN_IN),
    (POST, "desk/assignments/<int:pk>/due/", "lead", due,                    ON, NO, LOST, SIGN_IN),

    (GET,  "desk/rechecks/", "", {},                                         OK, OK, OK, SIGN_IN),
    (GET,  "desk/rechecks/<int:pk>/", "recheck", {},                         OK, OK, OK, SIGN_IN),
    (POST, "desk/rechecks/<int:pk>/decide/", "recheck", KEEP,                ON, NO, NO, SIGN_IN),
    (POST, "desk/rechecks/<int:pk>/finish/", "to_put_right", WHY,             ON, NO, NO, SIGN_IN),
    (GET,  "desk/complaints/", "", {},                                       OK, NO, NO, SIGN_IN),
    (GET,  "desk/complaints/<int:pk>/", "complaint", {},                     OK, NO, NO, SIGN_IN),
    (POST, "desk/complaints/<int:pk>/take-up/", "complaint", {},             ON, NO, NO, SIGN_IN),
    (POST, "desk/complaints/<int:pk>/note/", "in_hand", noted,               ON, NO, NO, SIGN_IN),
    (POST, "desk/complaints/<int:pk>/close/", "in_hand", ended,              ON, NO, NO, SIGN_IN),
    (POST, "desk/complaints/<int:pk>/look-again/", "answered", closed_version, ON, NO, NO, SIGN_IN),
    (POST, "desk/complaints/<int:pk>/recheck/", "complaint", {},             ON, NO, NO, SIGN_IN),
    (GET,  "desk/tips/", "", {},                                             OK, OK, OK, SIGN_IN),
    (GET,  "desk/tips/<int:pk>/", "tip", {},                                 OK, OK, OK, SIGN_IN),
    (POST, "desk/tips/<int:pk>/take/", "tip", TAKE_TIP,                      ON, NO, NO, SIGN_IN),
    (POST, "desk/tips/<int:pk>/checked/", "tip", checked,                    ON, NO, NO, SIGN_IN),
    (POST, "desk/tips/<int:pk>/leave/", "tip", TOLD_WHY,                     ON, NO, NO, SIGN_IN),
    (POST, "desk/tips/<int:pk>/look-again/", "left_tip", {},                 ON, NO, NO, SIGN_IN),
    (GET,  "desk/published/", "", {},                                        OK, OK, OK, SIGN_IN),
    (GET,  "desk/published/<int:number>/", "verdict", {},                    OK, OK, OK, SIGN_IN),
    (POST, "desk/published/<int:number>/change/", "verdict", UPDATE,         ON, ON, NO, SIGN_IN),
    (GET,  "desk/drafts/<int:pk>/changes/", "changing", {},                  OK, OK, OK, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/drop/", "changing", {},                     ON, ON, NO, SIGN_IN),
    (GET,  "desk/published/<int:number>/removals/", "verdict", {},           OK, NO, NO, SIGN_IN),
    (POST, "desk/published/<int:number>/removals/ask/", "verdict", RETRACT_FORM, ON, NO, NO, SIGN_IN),
    (POST, "desk/removals/<int:pk>/agree/", "removal", {},                   ON, NO, NO, SIGN_IN),
    (POST, "desk/removals/<int:pk>/refuse/", "removal", WHY,                 ON, NO, NO, SIGN_IN),
    (GET,  "desk/rounds/<int:pk>/", "open", {},                              OK, OK, OK, SIGN_IN),
    (GET,  "desk/rounds/<int:pk>/", "split", {},                             OK, OK, OK, SIGN_IN),
    (GET,  "desk/rounds/<int:pk>/plan/", "open", {},                         OK, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/plan/change/", "open", PLAN,                ON, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/number/", "open", THREE,                    ON, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/adjudicator/", "open", adjudicator,         ON, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/replace/", "open", late,                    ON, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/close/", "handed_in.round", WHY,            ON, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/confirm-rating/", "pointed", {},            NO, ON, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/reopen/", "pointed", WHY,                   NO, ON, NO, SIGN_IN),
    (POST, "desk/evidence/<int:pk>/points-against/", "later", WHY,           ON, ON, NO, SIGN_IN),
    (POST, "desk/claims/<int:pk>/risks/", "accepted", LEGAL,                 ON, NO, NO, SIGN_IN),
    (GET,  "desk/plans/", "", {},                                            OK, OK, OK, SIGN_IN),
    (GET,  "desk/plans/<int:pk>/", "panel", {},                              OK, NO, NO, SIGN_IN),
    (POST, "desk/plans/<int:pk>/", "panel", PANEL,                           ON, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/adjudicate/", "split", SETTLE,              ON, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/move/", "near", NOTE,                       NO, ON, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/confirm/", "agreed", {},                    ON, NO, NO, SIGN_IN),
    (POST, "desk/rounds/<int:pk>/disagree/", "agreed", WHY,                  ON, ON, NO, SIGN_IN),

    (GET,  "desk/writing/", "", {},                                          OK, OK, OK, SIGN_IN),
    (POST, "desk/claims/<int:pk>/write/", "settled", {},                     ON, ON, NO, SIGN_IN),
    (GET,  "desk/drafts/<int:pk>/", "draft", {},                             OK, OK, OK, SIGN_IN),
    (GET,  "desk/drafts/<int:pk>/gate/", "draft", {},                        OK, OK, OK, SIGN_IN),
    (GET,  "desk/drafts/<int:pk>/preview/", "draft", {},                     OK, OK, OK, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/text/", "draft", text,                      NO, ON, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/notes/", "draft", ON_TITLE,                 ON, ON, NO, SIGN_IN),
    (POST, "desk/draft-notes/<int:pk>/answer/", "noted", settles,            ON, ON, NO, SIGN_IN),
    (POST, "desk/draft-notes/<int:pk>/withdraw/", "noted", {},               ON, NO, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/take-over/", "draft", {},                   ON, NO, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/confirm/", "draft", {},                     LATE, LATE, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/send-back/", "ready", NOTE,                 ON, NO, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/sign-off/", "ready", hash_of_ready,         ON, NO, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/publish/", "signed", {},                    ON, NO, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/override/", "unkept", LET_PASS,             ON, NO, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/override/withdraw/", "overridden", COPIES,  ON, NO, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/schedule/", "signed", publish_at,           ON, NO, NO, SIGN_IN),
    (POST, "desk/drafts/<int:pk>/unschedule/", "scheduled", {},              ON, NO, NO, SIGN_IN),
    (GET,  "desk/overrides/", "", {},                                        OK, OK, OK, SIGN_IN),

    (GET,  "desk/imports/", "", {},                                          OK, NO, NO, SIGN_IN),
    (GET,  "desk/imports/new/", "", {},                                      OK, NO, NO, SIGN_IN),
    (POST, "desk/imports/new/", "", FEED,                                    ON, NO, NO, SIGN_IN),
    (GET,  "desk/imports/<int:pk>/", "feed", {},                             OK, NO, NO, SIGN_IN),
    (GET,  "desk/imports/<int:pk>/change/", "feed", {},                      OK, NO, NO, SIGN_IN),
    (POST, "desk/imports/<int:pk>/change/", "feed", {**FEED, "version": 1},  ON, NO, NO, SIGN_IN),
    (GET,  "desk/imports/<int:pk>/progress/", "feed", {},                    ON, NO, NO, SIGN_IN),
    (POST, "desk/imports/<int:pk>/pull/", "feed", {},                        ON, NO, NO, SIGN_IN),
    (POST, "desk/imports/<int:pk>/stop/", "feed", {},                        ON, NO, NO, SIGN_IN),
    (POST, "desk/imports/<int:pk>/start/", "feed", {},                       ON, NO, NO, SIGN_IN),
    (GET,  "desk/imports/<int:pk>/remove/", "feed", {},                      OK, NO, NO, SIGN_IN),
    (POST, "desk/imports/<int:pk>/remove/", "feed", {"version": 1},          ON, NO, NO, SIGN_IN),
    (GET,  "desk/learning/", "", {},                                         OK, NO, NO, SIGN_IN),
    (POST, "desk/learning/<int:pk>/roll_back/", "taught", {},                ON, NO, NO, SIGN_IN),

    (GET,  "desk/jobs/", "", {},                                             OK, NO, NO, SIGN_IN),
    (POST, "desk/jobs/<int:pk>/retry/", "job", {},                           ON, NO, NO, SIGN_IN),
    (GET,  "desk/ledger/", "", {},                                           OK, NO, NO, SIGN_IN),
    (GET,  "desk/webhooks/", "", {},                                         OK, NO, NO, SIGN_IN),
    (GET,  "desk/webhooks/new/", "", {},                                     OK, NO, NO, SIGN_IN),
    (POST, "desk/webhooks/new/", "", WEBHOOK,                                OK, NO, NO, SIGN_IN),
    (GET,  "desk/webhooks/<int:pk>/", "webhook", {},                         OK, NO, NO, SIGN_IN),
    (GET,  "desk/webhooks/<int:pk>/change/", "webhook", {},                  OK, NO, NO, SIGN_IN),
    (POST, "desk/webhooks/<int:pk>/change/", "webhook", CHANGED_WEBHOOK,     ON, NO, NO, SIGN_IN),
    (GET,  "desk/webhooks/<int:pk>/progress/", "webhook", {},                ON, NO, NO, SIGN_IN),
    (POST, "desk/webhooks/<int:pk>/secret/", "webhook", {"version": 1},      OK, NO, NO, SIGN_IN),
    (POST, "desk/webhooks/<int:pk>/ping/", "webhook", {},                    ON, NO, NO, SIGN_IN),
    (POST, "desk/webhooks/<int:pk>/stop/", "webhook", {},                    ON, NO, NO, SIGN_IN),
    (POST, "desk/webhooks/<int:pk>/start/", "switched_off", {},              ON, NO, NO, SIGN_IN),
    (POST, "desk/webhooks/<int:pk>/replay/", "webhook", SINCE,               ON, NO, NO, SIGN_IN),
    (POST, "desk/webhooks/<int:pk>/end/", "webhook", {},                     ON, NO, NO, SIGN_IN),
    (POST, "desk/deliveries/<int:pk>/replay/", "delivery", {},               ON, NO, NO, SIGN_IN),
    (GET,  "desk/notices/", "", {},                                          OK, OK, OK, SIGN_IN),
    (GET,  "desk/notices/mail/", "", {},                                     OK, OK, OK, SIGN_IN),
    (POST, "desk/notices/mail/", "", {"by_mail": ["assigned"]},              ON, ON, ON, SIGN_IN),
    (GET,  "desk/notices/mail/<str:token>/", "mail_link", {},                OK, OK, OK, OK),
    (POST, "desk/notices/mail/<str:token>/", "mail_link", {},                OK, OK, OK, OK),
    (POST, "desk/notices/seen/", "", {},                                     ON, ON, ON, SIGN_IN),
    (POST, "desk/notices/<int:pk>/seen/", "notice", {},                      ON, ON, ON, SIGN_IN),

    (GET,  "desk/team/", "", {},                                             OK, NO, NO, SIGN_IN),
    (POST, "desk/team/", "", INVITE,                                         ON, NO, NO, SIGN_IN),
    (POST, "desk/team/invitations/<int:pk>/withdraw/", "invitation", {},     ON, NO, NO, SIGN_IN),
    (POST, "desk/team/<int:pk>/deactivate/", "second", {},                   ON, NO, NO, SIGN_IN),
    (POST, "desk/team/<int:pk>/reactivate/", "gone", {},                     ON, NO, NO, SIGN_IN),
    (POST, "desk/team/<int:pk>/role/", "second", {"role": "admin"},          ON, NO, NO, SIGN_IN),
    (POST, "desk/team/<int:pk>/password-link/", "second", {},                ON, NO, NO, SIGN_IN),
    (POST, "desk/team/<int:pk>/second-step/", "second", {},                  ON, NO, NO, SIGN_IN),
    (GET,  "desk/profile/", "", {},                                          OK, OK, OK, SIGN_IN),
    (POST, "desk/profile/interests/", "", INTEREST,                          ON, ON, ON, SIGN_IN),
    (POST, "desk/profile/interests/<int:pk>/withdraw/", "interest", {},      LOST, ON, LOST, SIGN_IN),
    (GET,  "desk/people/<int:pk>/", "asked", {},                             OK, ON, LOST, SIGN_IN),
    (POST, "desk/people/<int:pk>/work/", "asked", WORK,                      ON, ON, LOST, SIGN_IN),
    (POST, "desk/people/<int:pk>/topics/", "asked", {"version": 1},          ON, ON, LOST, SIGN_IN),
    (POST, "desk/people/<int:pk>/away/", "asked", away,                      ON, ON, LOST, SIGN_IN),
    (POST, "desk/away/<int:pk>/end/", "absence", {},                         ON, ON, LOST, SIGN_IN),
    (GET,  "desk/settings/", "", {},                                         OK, NO, NO, SIGN_IN),
    (POST, "desk/settings/", "", DESK,                                       ON, NO, NO, SIGN_IN),
    (POST, "desk/settings/calendar/", "", CALENDAR,                          ON, NO, NO, SIGN_IN),
    (POST, "desk/settings/readers/", "", READERS,                            ON, NO, NO, SIGN_IN),
    (POST, "desk/settings/test-mail/", "", {},                               ON, NO, NO, SIGN_IN),
    (GET,  "desk/account/", "", {},                                          OK, OK, OK, SIGN_IN),
    (POST, "desk/account/", "", {"name": "A. R."},                           ON, ON, ON, SIGN_IN),
    (POST, "desk/account/sign-out-everywhere/", "", {},                      ON, ON, ON, SIGN_IN),
    (GET,  "desk/account/tokens/", "", {},                                   OK, OK, OK, SIGN_IN),
    (POST, "desk/account/tokens/", "", TOKEN,                                OK, OK, OK, SIGN_IN),
    (POST, "desk/account/tokens/<slug:token_key>/end/", "token", {},         ON, ON, LOST, SIGN_IN),
    (GET,  "desk/team/tokens/", "", {},                                      OK, NO, NO, SIGN_IN),
    (GET,  "desk/invitation/<str:secret>/", "link", {},                      ON, ON, ON, ON),
    (GET,  "desk/welcome/", "", {},                                          LOST, LOST, LOST, LOST),
    (POST, "desk/welcome/", "", {},                                          LOST, LOST, LOST, LOST),

    (GET,  "api/v1/articles/", "", {},                                       OK, OK, OK, WHO),
    (POST, "api/v1/articles/", "", ARTICLE,                                  TAKEN, TAKEN, TAKEN, WHO),
    (GET,  "api/v1/articles/<int:pk>/", "article", {},                       OK, OK, OK, WHO),
    (POST, "api/v1/articles/<int:pk>/retry/", "failed", {},                  TAKEN, TAKEN, TAKEN, WHO),
    (GET,  "api/v1/articles/<int:pk>/passages/", "article", {},              OK, OK, OK, WHO),
    (GET,  "api/v1/articles/<int:pk>/claims/", "article", {},                OK, OK, OK, WHO),

    (GET,  "api/v1/articles/<int:pk>/relations/", "told", {},                OK, OK, OK, WHO),
    (POST, "api/v1/articles/<int:pk>/relations/", "told", api_relate,        NEW, NO, NO, WHO),
    (POST, "api/v1/relations/<int:pk>/confirm/", "relation", {},             OK, NO, NO, WHO),
    (POST, "api/v1/relations/<int:pk>/refuse/", "relation", {},              OK, NO, NO, WHO),
    (POST, "api/v1/claims/accept/", "", api_marked,                          OK, NO, NO, WHO),
    (POST, "api/v1/claims/dismiss/", "", api_dismissed,                      OK, NO, NO, WHO),
    (POST, "api/v1/articles/<int:pk>/select/", "article", WORDS,             NEW, NO, NO, WHO),
    (POST, "api/v1/articles/<int:pk>/finish/", "article", {},                OK, NO, NO, WHO),
    (POST, "api/v1/articles/<int:pk>/undo/", "decided", {},                  OK, NO, NO, WHO),

    (GET,  "api/v1/claims/", "", {},                                         OK, OK, OK, WHO),
    (POST, "api/v1/claims/", "", {"text": "Rents rose."},                    NEW, NEW, NEW, WHO),
    (POST, "api/v1/claims/", "", ACCEPTED,                                   NEW, NO, NO, WHO),
    (GET,  "api/v1/claims/<int:pk>/", "candidate", {},                       OK, OK, OK, WHO),
    (POST, "api/v1/claims/<int:pk>/accept/", "candidate", REACH,             OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/dismiss/", "candidate", OPINION,          OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/reconsider/", "dismissed", {},            OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/correct/", "candidate", CAUSAL,           OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/merge/", "candidate", merge,              OK, NO, NO, WHO),
    (GET,  "api/v1/claims/<int:pk>/matches/", "candidate", {},               OK, OK, OK, WHO),
    (POST, "api/v1/claims/<int:pk>/ratings/", "open.claim", {},              OK, OK, OK, WHO),
    (POST, "api/v1/matches/<int:pk>/confirm/", "match", {},                  OK, NO, NO, WHO),
    (POST, "api/v1/matches/<int:pk>/refuse/", "match", {},                   OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/wording/", "candidate", words,            OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/particulars/", "candidate", who_said_it,  OK, NO, NO, WHO),

    (POST, "api/v1/queue/next/", "", {},                                     OK, OK, OK, WHO),
    (POST, "api/v1/claims/<int:pk>/skip/", "accepted", {},                   OK, OK, OK, WHO),
    (GET,  "api/v1/work/", "", {},                                           OK, OK, OK, WHO),
    (GET,  "api/v1/board/", "", {},                                          OK, NO, NO, WHO),
    (POST, "api/v1/board/assign/", "", api_assign_many,                      OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/assign/", "accepted", api_assign,         NEW, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/boost/", "accepted", BOOST,               OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/reach/", "accepted", SEEN_BY,             OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/reword/", "open.claim", reword,           OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/split/", "open.claim", API_PARTS,         NEW, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/merge_under_work/", "open.claim", fold,   OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/shelve/", "open.claim", SHELVE,           OK, NO, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/unshelve/", "shelved", {},                OK, NO, NO, WHO),
    (GET,  "api/v1/claims/<int:pk>/holds/", "held", {},                      OK, OK, OK, WHO),
    (POST, "api/v1/claims/<int:pk>/holds/", "open.claim", HOLD,              NEW, NO, NO, WHO),
    (GET,  "api/v1/claims/<int:pk>/flags/", "open.claim", {},                OK, OK, OK, WHO),
    (POST, "api/v1/claims/<int:pk>/flags/", "open.claim", UNFAIR,            NEW, NEW, NO, WHO),
    (POST, "api/v1/holds/<int:pk>/release/", "hold", WHY,                    OK, NO, NO, WHO),
    (POST, "api/v1/flags/<int:pk>/settle/", "flag", DONE,                    OK, NO, NO, WHO),
    (GET,  "api/v1/claims/<int:pk>/evidence/", "open.claim", {},             OK, OK, OK, WHO),
    (POST, "api/v1/claims/<int:pk>/evidence/", "open.claim", LINK,           NEW, NEW, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/evidence/copy/", "open.claim", PAGE,       TAKEN, TAKEN, NO, WHO),
    (POST, "api/v1/evidence/<int:pk>/remove/", "evidence", WHY,              OK, OK, NO, WHO),
    (GET,  "api/v1/sources/", "", {},                                        OK, OK, OK, WHO),
    (GET,  "api/v1/sources/known/", "", known,                               OK, OK, OK, WHO),
    (GET,  "api/v1/sources/<int:pk>/", "evidence.source", {},                OK, OK, OK, WHO),
    (POST, "api/v1/sources/<int:pk>/", "evidence.source", {"version": 1},    OK, OK, NO, WHO),
    (POST, "api/v1/sources/<int:pk>/archive/", "evidence.source", ARCHIVE,   OK, OK, NO, WHO),
    (POST, "api/v1/sources/<int:pk>/withhold/", "evidence.source", WHY,      OK, OK, NO, WHO),
    (POST, "api/v1/sources/<int:pk>/approve/", "withheld", {},               OK, NO, NO, WHO),
    (POST, "api/v1/sources/<int:pk>/name/", "withheld", WHY,                 OK, NO, NO, WHO),
    (GET,  "api/v1/evidence/<int:pk>/quotation/", "evidence", {},            OK, OK, OK, WHO),
    (POST, "api/v1/evidence/<int:pk>/replace/", "evidence", NEAREST,         NEW, NEW, NO, WHO),
    (POST, "api/v1/evidence/<int:pk>/translate/", "evidence", GERMAN,        OK, OK, NO, WHO),
    (GET,  "api/v1/sources/<int:pk>/copies/", "evidence.source", {},         OK, OK, OK, WHO),
    (POST, "api/v1/sources/<int:pk>/copies/", "evidence.source", file,       TAKEN, TAKEN, TAKEN, WHO),
    (POST, "api/v1/sources/<int:pk>/copies/again/", "evidence.source", {},   TAKEN, TAKEN, TAKEN, WHO),
    (GET,  "api/v1/copies/<int:pk>/", "copied", {},                          OK, OK, OK, WHO),
    (GET,  "api/v1/copies/<int:pk>/text/", "copied", {},                     OK, OK, OK, WHO),
    (POST, "api/v1/copies/<int:pk>/retry/", "uncopied", {},                  TAKEN, TAKEN, TAKEN, WHO),
    (GET,  "api/v1/contacts/", "", {},                                       OK, OK, OK, WHO),
    (GET,  "api/v1/claims/<int:pk>/contact/", "open.claim", {},              OK, OK, OK, WHO),
    (GET,  "api/v1/claims/<int:pk>/contact/letters/", "to_ask.claim", {},    OK, OK, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/contact/ask/", "to_ask.claim", MAIL,      NEW, NEW, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/contact/note/", "to_ask.claim", BY_HAND,  NEW, NEW, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/contact/remind/", "waiting_for_answer.claim", MAIL, NEW, NEW, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/contact/send_again/", "unsent.contact.claim", api_again, NEW, NEW, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/contact/deadline/", "waiting_for_answer.claim", api_other_deadline, OK, OK, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/contact/close/", "waiting_for_answer.claim", ANSWERED, OK, OK, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/contact/reopen/", "silent.claim", CONTACT, OK, OK, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/contact/hand_over/", "to_ask.claim", api_owner, OK, NO, NO, WHO),
    (GET,  "api/v1/pages/", "", {},                                          OK, OK, OK, WHO),
    (GET,  "api/v1/pages/<slug:slug>/", "page", {},                          OK, OK, OK, WHO),
    (PUT,  "api/v1/pages/<slug:slug>/", "page", OUR_PAGE,                    OK, NO, NO, WHO),
    (GET,  "api/v1/scale/", "", {},                                          OK, OK, OK, WHO),
    (POST, "api/v1/scale/", "", our_scale,                                   NEW, NO, NO, WHO),
    (GET,  "api/v1/letters/", "", {},                                        OK, OK, OK, WHO),
    (PUT,  "api/v1/letters/<int:pk>/", "letter", OUR_LETTER,                 OK, NO, NO, WHO),
    (GET,  "api/v1/assignments/<int:pk>/", "lead", {},                       LOST, OK, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/begin/", "lead", {},                 NO, OK, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/draft/", "lead", HALF,               NO, OK, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/review/", "lead", REVIEW,            NO, NEW, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/take_back/", "handed_in", {},        NO, OK, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/decline/", "lead", WHY,              NO, OK, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/hand_over/", "lead", HANDED,         NO, OK, LOST, WHO),
    (GET,  "api/v1/topics/", "", {},                                         OK, OK, OK, WHO),
    (POST, "api/v1/topics/", "", NAMED,                                      NEW, NO, NO, WHO),
    (POST, "api/v1/topics/<int:pk>/", "topic", NAMED,                        OK, NO, NO, WHO),
    (GET,  "api/v1/shelf/", "", {},                                          OK, OK, OK, WHO),
    (POST, "api/v1/shelf/", "", pin,                                         NEW, NO, NO, WHO),
    (POST, "api/v1/shelf/<int:pk>/", "pinned", {"version": 1},               OK, NO, NO, WHO),
    (POST, "api/v1/shelf/<int:pk>/unpin/", "pinned", {},                     OK, NO, NO, WHO),
    (POST, "api/v1/assignments/<int:pk>/wait/", "lead", api_wait,            NO, OK, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/resume/", "waits", {},               OK, OK, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/reassign/", "lead", reassign,        NEW, NO, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/withdraw/", "lead", WHY,             OK, NO, LOST, WHO),
    (POST, "api/v1/assignments/<int:pk>/due/", "lead", api_due,              OK, NO, LOST, WHO),
    (GET,  "api/v1/published/", "", {},                                      OK, OK, OK, WHO),
    (GET,  "api/v1/published/<int:number>/", "verdict", {},                  OK, OK, OK, WHO),
    (POST, "api/v1/claims/<int:pk>/change/", "checked_claim", UPDATE,        NEW, NEW, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/drop/", "changing", {},                   OK, OK, NO, WHO),
    (GET,  "api/v1/published/<int:number>/removals/", "verdict", {},         OK, NO, NO, WHO),
    (POST, "api/v1/published/<int:number>/removals/", "verdict", RETRACT,    NEW, NO, NO, WHO),
    (POST, "api/v1/published/<int:number>/removals/look/", "verdict", TO_REMOVE, OK, NO, NO, WHO),
    (POST, "api/v1/removals/<int:pk>/agree/", "removal", {},                 OK, LOST, LOST, WHO),
    (POST, "api/v1/removals/<int:pk>/refuse/", "removal", WHY,               OK, LOST, LOST, WHO),
    (GET,  "api/v1/rechecks/", "", {},                                       OK, OK, OK, WHO),
    (GET,  "api/v1/rechecks/<int:pk>/", "recheck", {},                       OK, OK, OK, WHO),
    (POST, "api/v1/rechecks/<int:pk>/decide/", "recheck", KEEP,              OK, NO, NO, WHO),
    (POST, "api/v1/rechecks/<int:pk>/finish/", "to_put_right", WHY,           OK, NO, NO, WHO),
    (GET,  "api/v1/complaints/", "", {},                                     OK, NO, NO, WHO),
    (GET,  "api/v1/complaints/<int:pk>/", "complaint", {},                   OK, NO, NO, WHO),
    (POST, "api/v1/complaints/<int:pk>/take_up/", "complaint", {},           OK, NO, NO, WHO),
    (POST, "api/v1/complaints/<int:pk>/note/", "in_hand", noted,             OK, NO, NO, WHO),
    (POST, "api/v1/complaints/<int:pk>/uphold/", "in_hand", in_hand,         OK, NO, NO, WHO),
    (POST, "api/v1/complaints/<int:pk>/uphold_in_part/", "in_hand", in_hand, OK, NO, NO, WHO),
    (POST, "api/v1/complaints/<int:pk>/reject/", "in_hand", in_hand,         OK, NO, NO, WHO),
    (POST, "api/v1/complaints/<int:pk>/look_again/", "answered", closed_version, OK, NO, NO, WHO),
    (POST, "api/v1/complaints/<int:pk>/recheck/", "complaint", {},           NEW, NO, NO, WHO),
    (GET,  "api/v1/tips/", "", {},                                           OK, OK, OK, WHO),
    (GET,  "api/v1/tips/<int:pk>/", "tip", {},                               OK, OK, OK, WHO),
    (POST, "api/v1/tips/<int:pk>/take/", "tip", TAKE_TIP,                    OK, NO, NO, WHO),
    (POST, "api/v1/tips/<int:pk>/answer_with_check/", "tip", checked,        OK, NO, NO, WHO),
    (POST, "api/v1/tips/<int:pk>/leave/", "tip", TOLD_WHY,                   OK, NO, NO, WHO),
    (POST, "api/v1/tips/<int:pk>/look_again/", "left_tip", {},               OK, NO, NO, WHO),
    (GET,  "api/v1/rounds/<int:pk>/", "open", {},                            OK, OK, OK, WHO),
    (POST, "api/v1/rounds/<int:pk>/plan/", "open", PLAN,                     OK, NO, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/number/", "open", THREE,                  OK, NO, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/adjudicator/", "open", adjudicator,       OK, NO, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/replace/", "open", api_late,              OK, NO, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/close_with_one/", "handed_in.round", WHY, OK, NO, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/confirm_rating/", "pointed", {},          NO, OK, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/reopen/", "pointed", WHY,                 NO, NEW, NO, WHO),
    (GET,  "api/v1/rounds/<int:pk>/record/", "open", {},                     OK, OK, OK, WHO),
    (POST, "api/v1/evidence/<int:pk>/points_against/", "later", WHY,         NEW, NEW, NO, WHO),
    (POST, "api/v1/claims/<int:pk>/risks/", "accepted", LEGAL,               OK, NO, NO, WHO),
    (GET,  "api/v1/claims/<int:pk>/times/", "open.claim", {},                OK, OK, OK, WHO),
    (GET,  "api/v1/plans/", "", {},                                          OK, OK, OK, WHO),
    (PUT,  "api/v1/plans/<int:pk>/", "panel", API_PANEL,                     OK, NO, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/adjudicate/", "split", SETTLE,            NEW, NO, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/move/", "near", NOTE,                     NO, OK, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/confirm_reasons/", "agreed", {},          OK, NO, NO, WHO),
    (POST, "api/v1/rounds/<int:pk>/disagree/", "agreed", WHY,                OK, OK, NO, WHO),

    (POST, "api/v1/claims/<int:pk>/draft/", "settled", {},                   NEW, NEW, NO, WHO),
    (GET,  "api/v1/drafts/<int:pk>/", "draft", {},                           OK, OK, OK, WHO),
    (PUT,  "api/v1/drafts/<int:pk>/", "draft", api_text,                     NO, OK, NO, WHO),
    (GET,  "api/v1/drafts/<int:pk>/notes/", "draft", {},                     OK, OK, OK, WHO),
    (POST, "api/v1/drafts/<int:pk>/notes/", "draft", ON_TITLE,               NEW, NEW, NO, WHO),
    (POST, "api/v1/draft-notes/<int:pk>/answer/", "noted", {"answer": "Done"}, OK, OK, NO, WHO),
    (POST, "api/v1/draft-notes/<int:pk>/withdraw/", "noted", {},             EMPTY, NO, NO, WHO),
    (GET,  "api/v1/drafts/<int:pk>/versions/", "draft", {},                  OK, OK, OK, WHO),
    (GET,  "api/v1/drafts/<int:pk>/changes/", "draft", {},                   OK, OK, OK, WHO),
    (POST, "api/v1/drafts/<int:pk>/hand_in/", "draft", version,              NO, OK, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/take_over/", "draft", {},                 OK, NO, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/take_answer/", "draft", version,            NO, OK, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/send_back/", "ready", NOTE,               OK, NO, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/sign_off/", "ready", hash_of_ready,       NEW, NO, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/publish/", "signed", {},                  NEW, NO, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/override/", "unkept", LET_PASS,           NEW, NO, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/withdraw_override/", "overridden", COPIES,  OK, NO, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/schedule/", "signed", api_publish_at,     OK, NO, NO, WHO),
    (POST, "api/v1/drafts/<int:pk>/unschedule/", "scheduled", {},            OK, NO, NO, WHO),
    (GET,  "api/v1/overrides/", "", {},                                      OK, OK, OK, WHO),
    (GET,  "api/v1/overrides/counts/", "", {},                               OK, OK, OK, WHO),

    (GET,  "api/v1/imports/", "", {},                                        OK, NO, NO, WHO),
    (POST, "api/v1/imports/", "", FEED,                                      NEW, NO, NO, WHO),
    (GET,  "api/v1/imports/<int:pk>/", "feed", {},                           OK, NO, NO, WHO),
    (PUT,  "api/v1/imports/<int:pk>/", "feed", {**FEED, "version": 1},       OK, NO, NO, WHO),
    (GET,  "api/v1/imports/<int:pk>/runs/", "feed", {},                      OK, NO, NO, WHO),
    (POST, "api/v1/imports/<int:pk>/pull/", "feed", {},                      TAKEN, NO, NO, WHO),
    (POST, "api/v1/imports/<int:pk>/stop/", "feed", {},                      OK, NO, NO, WHO),
    (POST, "api/v1/imports/<int:pk>/start/", "feed", {},                     OK, NO, NO, WHO),
    (GET,  "api/v1/imports/<int:pk>/remove/", "feed", {},                    OK, NO, NO, WHO),
    (POST, "api/v1/imports/<int:pk>/remove/", "feed", {"version": 1},        TAKEN, NO, NO, WHO),
    (GET,  "api/v1/learning/", "", {},                                       OK, NO, NO, WHO),
    (POST, "api/v1/learning/<int:pk>/roll_back/", "taught", {},              OK, NO, NO, WHO),
    (GET,  "api/v1/people/", "", {},                                         OK, NO, NO, WHO),
    (GET,  "api/v1/people/<int:pk>/profile/", "asked", {},                   OK, OK, LOST, WHO),
    (PUT,  "api/v1/people/<int:pk>/profile/", "asked", PROFILE,              OK, OK, LOST, WHO),
    (PUT,  "api/v1/people/<int:pk>/topics/", "asked", NO_TOPICS,             OK, OK, LOST, WHO),
    (GET,  "api/v1/people/<int:pk>/away/", "asked", {},                      OK, OK, LOST, WHO),
    (POST, "api/v1/people/<int:pk>/away/", "asked", away,                    NEW, NEW, LOST, WHO),
    (DELETE, "api/v1/away/<int:pk>/", "absence", {},                         EMPTY, EMPTY, LOST, WHO),
    (GET,  "api/v1/me/profile/", "", {},                                     OK, OK, OK, WHO),
    (PUT,  "api/v1/me/profile/", "", PROFILE,                                OK, OK, OK, WHO),
    (PUT,  "api/v1/me/topics/", "", NO_TOPICS,                               OK, OK, OK, WHO),
    (GET,  "api/v1/me/away/", "", {},                                        OK, OK, OK, WHO),
    (POST, "api/v1/me/away/", "", away,                                      NEW, NEW, NEW, WHO),
    (GET,  "api/v1/me/interests/", "", {},                                   OK, OK, OK, WHO),
    (POST, "api/v1/me/interests/", "", INTEREST,                             NEW, NEW, NEW, WHO),
    (DELETE, "api/v1/me/interests/<int:pk>/", "interest", {},                LOST, EMPTY, LOST, WHO),
    (GET,  "api/v1/webhooks/", "", {},                                       OK, NO, NO, WHO),
    (POST, "api/v1/webhooks/", "", WEBHOOK,                                  NEW, NO, NO, WHO),
    (GET,  "api/v1/webhooks/<int:pk>/", "webhook", {},                       OK, NO, NO, WHO),
    (PUT,  "api/v1/webhooks/<int:pk>/", "webhook", CHANGED_WEBHOOK,          OK, NO, NO, WHO),
    (DELETE, "api/v1/webhooks/<int:pk>/", "webhook", {},                     EMPTY, NO, NO, WHO),
    (POST, "api/v1/webhooks/<int:pk>/secret/", "webhook", {},                OK, NO, NO, WHO),
    (POST, "api/v1/webhooks/<int:pk>/ping/", "webhook", {},                  TAKEN, NO, NO, WHO),
    (POST, "api/v1/webhooks/<int:pk>/stop/", "webhook", {},                  OK, NO, NO, WHO),
    (POST, "api/v1/webhooks/<int:pk>/start/", "switched_off", {},            OK, NO, NO, WHO),
    (POST, "api/v1/webhooks/<int:pk>/replay/", "webhook", API_SINCE,         TAKEN, NO, NO, WHO),
    (GET,  "api/v1/webhooks/<int:pk>/deliveries/", "webhook", {},            OK, NO, NO, WHO),
    (POST, "api/v1/deliveries/<int:pk>/replay/", "delivery", {},             TAKEN, NO, NO, WHO),
    (GET,  "api/v1/notices/mail/", "", {},                                   OK, OK, OK, WHO),
    (PUT,  "api/v1/notices/mail/", "", {"by_mail": ["assigned"]},            OK, OK, OK, WHO),
    (GET,  "api/v1/tokens/", "", {},                                         OK, OK, OK, WHO),
    (POST, "api/v1/tokens/", "", API_TOKEN,                                  NEW, NEW, NEW, WHO),
    (DELETE, "api/v1/tokens/<slug:token_key>/", "token", {},                 EMPTY, EMPTY, LOST, WHO),
    (GET,  "api/v1/people/tokens/", "", {},                                  OK, NO, NO, WHO),

    # Anyone may read what is published.
    (GET,  "api/public/v1/", "", {},                                         OK, OK, OK, OK),
    (GET,  "api/public/v1/schema.json", "", {},                              OK, OK, OK, OK),
    (GET,  "api/v1/schema.json", "", {},                                     OK, OK, OK, OK),
    (GET,  "api/public/v1/verdicts/<int:number>/versions/", "verdict", {},   OK, OK, OK, OK),
    (GET,  "api/public/v1/claimants/", "", {},                               OK, OK, OK, OK),
    (GET,  "api/public/v1/claimants/<int:key>/", "said_by", {},              OK, OK, OK, OK),
    (GET,  "api/public/v1/claimants/<int:key>/verdicts/", "said_by", {},     OK, OK, OK, OK),
    (GET,  "api/public/v1/topics/", "", {},                                  OK, OK, OK, OK),
    (GET,  "api/public/v1/topics/<slug:slug>/", "public_topic", {},          OK, OK, OK, OK),
    (GET,  "api/public/v1/scales/", "", {},                                  OK, OK, OK, OK),
    (GET,  "api/public/v1/scales/<slug:key>/<int:version>/", "scale", {},    OK, OK, OK, OK),
    (GET,  "developers/", "", {},                                            OK, OK, OK, OK),
    (GET,  "developers/public-api/", "", {},                                 OK, OK, OK, OK),
    (GET,  "developers/public-api/<slug:subject>/", "api_subject", {},       OK, OK, OK, OK),
    (GET,  "developers/desk-api/", "", {},                                   OK, OK, OK, OK),
    (GET,  "developers/desk-api/<slug:subject>/", "api_subject", {},         OK, OK, OK, OK),
    (GET,  "developers/claims-search/", "", {},                              OK, OK, OK, OK),
    (GET,  "developers/webhooks/", "", {},                                   OK, OK, OK, OK),
    (GET,  "developers/errors/", "", {},                                     OK, OK, OK, OK),
    (GET,  "api/public/v1/verdicts/", "", {},                                       OK, OK, OK, OK),
    (GET,  "api/public/v1/verdicts/<int:number>/", "verdict", {},                   OK, OK, OK, OK),
    (GET,  "api/public/v1/verdicts/<int:number>/versions/<int:version>/", "verdict", {}, OK, OK, OK, OK),
    (GET,  "api/public/v1/corrections/", "", {},                                    OK, OK, OK, OK),
    (GET,  "verdicts/<int:number>/versions/<int:version>/", "verdict", {},   OK, OK, OK, OK),
    (GET,  "corrections/", "", {},                                           OK, OK, OK, OK),
    (GET,  "corrections.atom", "", {},                                       OK, OK, OK, OK),
    (GET,  "corrections.rss", "", {},                                        OK, OK, OK, OK),
    (GET,  "corrections.json", "", {},                                       OK, OK, OK, OK),
    (GET,  "", "", {},                                                       OK, OK, OK, OK),
    (GET,  "checks/", "", {},                                                OK, OK, OK, OK),
    (GET,  "claimants/<int:key>-<slug:slug>/", "said_by", {},                OK, OK, OK, OK),
    (GET,  "claimants/<int:key>/", "said_by", {},                            ON, ON, ON, ON),
    (GET,  "topics/<slug:slug>/", "public_topic", {},                        OK, OK, OK, OK),
    (GET,  "verdicts/", "", {},                                              ON, ON, ON, ON),
    (GET,  "verdicts/<int:number>-<slug:slug>/", "verdict", {},              OK, OK, OK, OK),
    (GET,  "verdicts/<int:number>-<slug:slug>", "verdict", {},               ON, ON, ON, ON),
    (GET,  "verdicts/<int:number>/", "verdict", {},                          ON, ON, ON, ON),
    (GET,  "verdicts/<int:number>", "verdict", {},                           ON, ON, ON, ON),
    (GET,  "verdicts/<int:number>/versions/<int:version>/card.png", "verdict", {}, OK, OK, OK, OK),
    (GET,  "card.png", "", {},                                               OK, OK, OK, OK),
    (GET,  "embed/<int:number>/", "verdict", {},                             OK, OK, OK, OK),
    (GET,  "oembed", "", of_a_check,                                         OK, OK, OK, OK),
    (GET,  "about/<slug:slug>/", "page", {},                                 OK, OK, OK, OK),
    (GET,  "about/<slug:slug>/versions/<int:version>/", "page", {},          OK, OK, OK, OK),
    (GET,  "feed.atom", "", {},                                              OK, OK, OK, OK),
    (GET,  "feed.rss", "", {},                                               OK, OK, OK, OK),
    (GET,  "feed.json", "", {},                                              OK, OK, OK, OK),
    (GET,  "data/", "", {},                                                  OK, OK, OK, OK),
    (GET,  "data/claimreview.json", "", {},                                  OK, OK, OK, OK),
    (GET,  "data/checks.csv", "", {},                                        OK, OK, OK, OK),
    (GET,  "data/corrections.csv", "", {},                                   OK, OK, OK, OK),
    (GET,  "sitemap-pages.xml", "", {},                                      OK, OK, OK, OK),
    (GET,  "sitemap-news.xml", "", {},                                       OK, OK, OK, OK),
    (GET,  "v1alpha1/claims:search", "", {"query": "roads"},                 OK, OK, OK, OK),
    (GET,  "v1alpha1/", "", {},                                              LOST, LOST, LOST, LOST),
    (GET,  "v1alpha1", "", {},                                               LOST, LOST, LOST, LOST),
    (GET,  "v1alpha1/<path:rest>", "absent_from_google", {},                 LOST, LOST, LOST, LOST),
    (GET,  "sitemap.xml", "", {},                                            OK, OK, OK, OK),
    (GET,  "sitemap-<int:part>.xml", "first", {},                            OK, OK, OK, OK),
    (GET,  "sitemap-lists-<int:part>.xml", "first", {},                      OK, OK, OK, OK),
    (GET,  "favicon.ico", "", {},                                            ON, ON, ON, ON),
    (GET,  "robots.txt", "", {},                                             OK, OK, OK, OK),
    (GET,  "report/", "", {},                                                OK, OK, OK, OK),
    (POST, "report/", "", {"text": "From nowhere"},                          NO, NO, NO, NO),
    (GET,  "suggest/", "", {},                                               OK, OK, OK, OK),
    (POST, "suggest/", "", {"words": "From nowhere"},                        NO, NO, NO, NO),
    (GET,  "status/<str:code>/", "status_page", {},                          OK, OK, OK, OK),
]]
# fmt: on

# Pages of others' making. What a GET gets: anybody of the desk, nobody.
ACCOUNT = {
    "account/login/": (ON, OK),
    "account/login/code/confirm/": (ON, SIGN_IN),
    "account/logout/": (OK, SIGN_IN),
    "account/inactive/": (OK, OK),
    "account/signup/": (ON, OK),  # and says that nobody signs up here
    "account/reauthenticate/": (OK, SIGN_IN),
    "account/email/": (LOST, LOST),  # shut: addresses are not changed alone
    "account/confirm-email/": (OK, OK),
    r"account/^confirm-email/(?P<key>[-:\w]+)/$": (OK, OK),
    "account/password/change/": (OK, SIGN_IN),
    "account/password/set/": (ON, SIGN_IN),
    "account/password/reset/": (OK, OK),
    "account/password/reset/done/": (OK, OK),
    "account/password/reset/key/done/": (OK, OK),
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (OK, OK),  # says that the link is no good
    "account/2fa/": (OK, SIGN_IN),
    "account/2fa/authenticate/": (ON, SIGN_IN),
    "account/2fa/reauthenticate/": (ON, SIGN_IN),
    "account/2fa/recovery-codes/": (LOST, SIGN_IN),  # this person has none
    "account/2fa/recovery-codes/download/": (LOST, SIGN_IN),
    "account/2fa/recovery-codes/generate/": (ON, SIGN_IN),
    "account/2fa/totp/activate/": (ON, SIGN_IN),
    "account/2fa/totp/deactivate/": (LOST, SIGN_IN),
    "account/2fa/webauthn/": (OK, SIGN_IN),
    "account/2fa/webauthn/add/": (ON, SIGN_IN),
    "account/2fa/webauthn/keys/<int:pk>/edit/": (ON, SIGN_IN),
    "account/2fa/webauthn/keys/<int:pk>/remove/": (ON, SIGN_IN),
    "account/2fa/webauthn/reauthenticate/": (ON, SIGN_IN),
    "account/3rdparty/": (OK, SIGN_IN),
    "account/3rdparty/login/cancelled/": (OK, OK),
    "account/3rdparty/login/error/": (WHO, WHO),
    "account/3rdparty/signup/": (SIGN_IN, SIGN_IN),
    "account/social/connections/": (ON, ON),
    "account/social/login/cancelled/": (ON, ON),
    "account/social/login/error/": (ON, ON),
    "account/social/signup/": (ON, ON),
}
