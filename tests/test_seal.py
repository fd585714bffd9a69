"""What is sealed or unpublished leaks nowhere: canaries in every such text, and every address of the house visited.

The desk is visited by everybody: before a review is handed in, after it, after the same review with another rating
and other readings, once the seal is lifted, and when the claim is shelved with the review unread. The clock stands
still, so that two visits differ only by what they tell. A new route is visited by itself, once tests/scene.py has a row
of its kind.
"""

import gc
import json
import logging
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from difflib import unified_diff
from functools import cache

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from claims import kinds
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Mail, Notice
from reviews.changing.shelving import shelve
from reviews.handing_over import write_hand_over
from reviews.models import EvidenceReading, PublicVerdict, Review, ReviewDraft, VerdictDraft
from reviews.reviewing import save_draft, submit_review
from reviews.selectors.drafts import find_draft
from tests.factories.people import PersonFactory
from tests.routes import address, kind_of, own_routes
from tests.scene import Scene, addresses, browser, undone

EVERY_ROUTE = pytest.mark.slow  # thousands of requests
pytestmark = pytest.mark.timeout(300)  # seconds: the first test waits for all visits
NOW = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)
CURIOUS = ("editor", "second", "other")  # who have something to gain from tricks
EVERYBODY = ("editor", "second", "other", "writer", "nobody", "asked")
TEXTS = ("rationale", "reading", "note-to-self", "checklist")
LEADS = [f"canary-lead-{text}" for text in TEXTS]  # handed in, sealed
SECONDS = [f"canary-second-{text}" for text in TEXTS]  # typed, not handed in
OWN = {"asked": LEADS, "second": SECONDS}
NOTES = {"asked": LEADS[2], "second": SECONDS[2]}  # to oneself: nobody else's, ever
# Where an editor may notice that a review is in: how many are, who is free for more, what took how long.
EDITORS_SEE = {
    "/api/v#/board/",
    "/api/v#/claims/#/times/",
    "/api/v#/people/#/profile/",
    "/desk/board/",
    "/desk/claims/#/",
    "/desk/ledger/",
    "/desk/people/#/",
    "/desk/rounds/#/",
    "/desk/rounds/#/plan/",
    "/desk/team/",
}
HANDED_OVER = "canary-for-whoever-takes-it-on"
TRICKS = {
    "/api/": ["?ordering=rating", "?q=canary", "?expand=reviews", "?reviews__rationale__contains=canary"],
    "/": ["?q=canary&ordering=rating&sort=-rationale&expand=reviews&rating=satire&status=submitted"],
}


# --- one desk, visited three times ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    """One desk at one moment, for every test here; what is done to it is undone."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as clock, transaction.atomic():
        clock.setattr(timezone, "now", lambda: NOW)
        yield Scene()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visits(scene, django_db_blocker) -> dict[str, dict[str, dict[str, bytes]]]:
    """{when: {who: {address: what was answered}}}"""
    gc.collect()  # files that an earlier test left unread keep a seat until they are forgotten, and answer 429 here
    with django_db_blocker.unblock(), undone():
        written_up_again(scene)
        type_in(scene, by=scene.second, texts=SECONDS)
        write_hand_over(assignment_id=scene.lead.pk, text=HANDED_OVER, by=scene.asked, at=NOW)
        browsers = {who: browser(getattr(scene, who, None)) for who in EVERYBODY}
        editors = readable(browsers["editor"], scene)
        urls = list(editors)
        seen = {"before": {"editor": editors, **visit_all(browsers, EVERYBODY[1:5], urls)}}
        with undone(), Logs() as logs:
            hand_in(scene, label="false", stance="refutes", weight=3)
            seen["after"] = visit_all(browsers, EVERYBODY, urls, tricks=True)
            seen["written"] = {"": written_down() | {"logs": logs.text()}}
            seen["closed"] = closed(scene, browsers, urls)
            seen["shelved"] = shelved(scene, browsers, urls)
        with undone():
            hand_in(scene, label="true", stance="supports", weight=1)
            seen["otherwise"] = visit_all(browsers, CURIOUS, urls)
        return seen


def written_up_again(scene: Scene) -> Scene:
    """With a text about the claim under review, begun before it was checked anew, and with its writer."""
    scene.writer = PersonFactory(name="Hal Pen")
    # A search may ask for these, at most once in a while and whoever searches: here they are asked for already.
    for kind in (kinds.INDEX, kinds.EMBED):
        queue.enqueue(kind, subject_id=0)
    begun = {"created_at": NOW, "changed_at": NOW}
    scene.begun = VerdictDraft.objects.create(claim=scene.open.claim, round=scene.open, writer=scene.writer, **begun)
    return scene


def type_in(scene: Scene, *, by, texts: list[str]) -> None:
    """Type a review without handing it in."""
    rationale, reading, note, because = texts
    asked = scene.open.assignments.get(reviewer=by)
    readings = {scene.evidence.pk: {"stance": "", "note": reading, "weight": 2}}
    ticked = {"numeric.unit": {"done": False, "because": because}}
    typed = {"rationale": rationale, "readings": readings, "note_to_self": note, "checklist": ticked}
    save_draft(assignment_id=asked.pk, by=by, at=NOW, version=0, **typed)


def hand_in(scene: Scene, *, label: str, stance: str, weight: int = 3) -> None:
    type_in(scene, by=scene.asked, texts=LEADS)
    submit(scene, by=scene.asked, texts=LEADS, label=label, stance=stance, weight=weight)


def submit(scene: Scene, *, by, texts: list[str], label: str, stance: str, weight: int = 3) -> None:
    rationale, reading, *_ = texts
    readings = {scene.evidence.pk: {"stance": stance, "note": reading, "weight": weight}}
    how = {"rating_key": label, "rationale": rationale, "readings": readings}
    submit_review(assignment_id=scene.open.assignments.get(reviewer=by).pk, by=by, at=NOW, **how)


def closed(scene: Scene, browsers: dict[str, Client], urls: list[str]) -> dict[str, dict[str, bytes]]:
    """What everybody sees once both reviews are in."""
    with undone():
        submit(scene, by=scene.second, texts=SECONDS, label="true", stance="supports")
        return visit_all(browsers, EVERYBODY, urls)


def shelved(scene: Scene, browsers: dict[str, Client], urls: list[str]) -> dict[str, dict[str, bytes]]:
    """What the curious see once the round has ended unread."""
    with undone():
        shelve(claim_id=scene.open.claim_id, because="overtaken", note="Nobody asks", by=scene.colleague, at=NOW)
        return visit_all(browsers, CURIOUS, urls)


class Logs(logging.Handler):
    """Everything that is logged meanwhile, but for Django's talk about missing template variables."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("django.template"):
            self.records.append(record)

    def text(self) -> bytes:
        return "\n".join(str(vars(record)) for record in self.records).encode()

    def __enter__(self) -> "Logs":
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)


def visit_all(
    browsers: dict[str, Client], people: Sequence[str], urls: list[str], *, tricks: bool = False
) -> dict[str, dict[str, bytes]]:
    return {who: dict(visit(browsers[who], urls, tricks=tricks and who in CURIOUS)) for who in people}


def visit(client: Client, urls: list[str], *, tricks: bool) -> Iterator[tuple[str, bytes]]:
    for url in urls:
        yield url, steady(client.get(url))
        if tricks and url.startswith("/api/"):
            yield f"OPTIONS {url}", steady(client.options(url))
        if tricks and url in lists():
            asked = TRICKS["/api/" if url.startswith("/api/") else "/"]
            yield from ((url + trick, steady(client.get(url + trick))) for trick in asked)


@cache
def lists() -> frozenset[str]:
    """The addresses that are about no one row: pages to search and to sort."""
    return frozenset(address(route) for route in own_routes() if not kind_of(route))


def readable(client: Client, scene: Scene) -> dict[str, bytes]:
    """The addresses that answer to a GET at all, and what they answer to this client."""
    begun = [address(route, scene.begun) for route in sorted(own_routes()) if kind_of(route) == "drafts"]
    pages = visit(client, [*addresses(scene), *begun], tricks=False)
    return {url: page for url, page in pages if not page.startswith(b"405")}


def steady(response) -> bytes:
    """Status, headers and body without what differs by request. "2 minutes ago" is longer than "just now", so the
    length of the whole goes too."""
    by_request = ("X-Request-ID", "Set-Cookie", "Content-Length")
    headers = {name: value for name, value in response.headers.items() if name not in by_request}
    body = b"".join(response.streaming_content) if response.streaming else response.content
    body = re.sub(rb'(csrfmiddlewaretoken" value="|x-csrftoken": ?"|name="token" value=")[\w:-]+', rb"\1", body)
    body = re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", body)
    body = re.sub(rb"(<time\b[^>]*>)[^<]*(?=</time>)", rb"\1", body)
    if response.get("Content-Type") == "application/json" and body:
        body = json.dumps(json.loads(body), sort_keys=True).encode()
    return f"{response.status_code} {sorted(headers.items())}\n".encode() + body


def written_down() -> dict[str, bytes]:
    """What the desk wrote besides its rows: the ledger, jobs, notices, mails."""
    rows = {
        "ledger": Entry.objects.values_list("payload", flat=True),
        "jobs": Job.objects.values_list("args", "last_error"),
        "notices": Notice.objects.values_list("text", "url"),
        "mails": Mail.objects.values_list("to", "subject", "text"),
    }
    return {name: "\n".join(map(str, found)).encode() for name, found in rows.items()}


# --- sealed reviews ---------------------------------------------------------------------------------------------------


@EVERY_ROUTE
@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_reads_what_another_sealed_or_typed(visits, who):
    foreign = [canary.encode() for canary in LEADS + SECONDS if canary not in OWN.get(who, [])]
    pages = visits["after"][who]
    assert sum(page.startswith(b"200") for page in pages.values()) > (8 if who == "nobody" else 30), len(pages)
    assert [url for url, page in pages.items() for canary in foreign if canary in page] == []


@EVERY_ROUTE
def test_the_author_reads_all_of_it_so_the_search_above_can_find_something(visits):
    for who, own in OWN.items():
        text = b"".join(visits["after"][who].values())
        assert [canary for canary in own if canary.encode() not in text] == []


@EVERY_ROUTE
@pytest.mark.parametrize("who", ["second", "other", "writer", "nobody"])
def test_a_note_for_whoever_takes_it_on_is_not_for_the_others(visits, who):
    pages = visits["after"][who]
    assert [url for url, page in pages.items() if HANDED_OVER.encode() in page] == []


@EVERY_ROUTE
@pytest.mark.parametrize("who", EVERYBODY)
def test_once_the_seal_is_lifted_the_desk_reads_the_reviews_and_nobody_a_note_to_self(visits, who):
    text = b"".join(visits["closed"][who].values())
    read = [canary for canary in (LEADS[0], LEADS[1], SECONDS[0], SECONDS[1]) if canary.encode() in text]
    assert len(read) == (0 if who == "nobody" else 4)
    assert [note for owner, note in NOTES.items() if note.encode() in text and owner != who] == []


@EVERY_ROUTE
@pytest.mark.parametrize("who", CURIOUS)
def test_what_was_closed_unread_stays_unread(visits, who):
    foreign = [canary.encode() for canary in LEADS + SECONDS if canary not in OWN.get(who, [])]
    pages = visits["shelved"][who]
    assert sum(page.startswith(b"200") for page in pages.values()) > 30
    assert [url for url, page in pages.items() for canary in foreign if canary in page] == []


@EVERY_ROUTE
@pytest.mark.parametrize("who", ["second", "other", "writer", "nobody"])
def test_nothing_changes_for_anybody_else_when_a_review_is_handed_in(visits, who):
    before, after = visits["before"][who], visits["after"][who]
    assert len(before) > 40
    assert [url for url in before if without_distances(before[url]) != without_distances(after[url])] == []


def without_distances(page: bytes) -> bytes:
    """How long something is off or ago moves on between two looks, whoever does what."""
    return re.sub(rb"\b\d+(?:\s|&nbsp;|\xc2\xa0)(?:second|minute|hour|day|week)s?\b", b"some time", page)


@EVERY_ROUTE
@pytest.mark.parametrize("who", ["editor", "second", "other", "writer", "nobody"])
def test_how_much_a_piece_counts_for_somebody_is_sealed_with_the_rest(visits, who):
    """Nowhere but in one's own fields stands a weight that was chosen, before the seal is lifted; then it stands."""
    said = rb', decides it|"note": "[^"]*", "stance": "\w*", "weight": [123]'  # a draft's "weight" is a place
    foreign = [url for url, page in visits["after"][who].items() if re.search(said, page)]
    assert [url for url in foreign if who != "second" or "assignments" not in url] == []
    lifted = b"".join(visits["closed"][who].values())
    assert bool(re.search(said, lifted)) is (who != "nobody")


@EVERY_ROUTE
@pytest.mark.parametrize("who", ["editor", "second", "other", "writer", "nobody"])
def test_no_address_of_the_house_tells_anybody_else_s_interest(scene, visits, who):
    name = scene.interest.name.encode()
    assert [url for url, page in visits["after"][who].items() if name in page] == []
    assert name in visits["after"]["asked"]["/desk/profile/"]


@EVERY_ROUTE
def test_editors_see_that_a_review_is_in_and_where(visits):
    before, after = visits["before"]["editor"], visits["after"]["editor"]
    changed = [url for url in before if before[url] != after[url]]
    kinds = {re.sub(r"\d+", "#", url) for url in changed}
    assert {"/desk/ledger/", "/desk/rounds/#/"} <= kinds
    assert kinds <= EDITORS_SEE
    assert b"1 of 2 in" in next(after[url] for url in changed if "/rounds/" in url)


@EVERY_ROUTE
@pytest.mark.parametrize("who", ["editor", "second", "other"])
def test_no_answer_depends_on_the_sealed_rating_or_readings(visits, who):
    one, other = visits["after"][who], visits["otherwise"][who]
    differing = [url for url in other if without_numbers(url, one[url]) != without_numbers(url, other[url])]
    assert differing == [], [list(unified_diff(*map(lines, (one[url], other[url])), n=0)) for url in differing]


def lines(page: bytes) -> list[str]:
    return page.decode().split("\n")


def without_numbers(url: str, page: bytes) -> bytes:
    """The ledger shows ids and salted commitments, which differ from act to act, and the jobs page how long ago
    something was; nothing else may differ."""
    if "/jobs/" in url:
        page = re.sub(rb"just now|some time( ago)?", b"#", without_distances(page))
    return re.sub(rb"[0-9a-f]{10,}|\d+", b"#", page) if "/ledger/" in url else page


@EVERY_ROUTE
def test_what_the_desk_writes_down_holds_nothing_sealed(visits):
    written = visits["written"][""]
    assert b'"sealed"' in written["ledger"]
    assert all(written.values())
    for name, text in written.items():
        assert [canary for canary in LEADS + SECONDS if canary.encode() in text] == [], name
        assert name == "logs" or not re.search(rb"refutes|supports|\bfalse\b(?=.*sealed)", text), name


@pytest.mark.django_db
def test_the_logs_hold_nothing_sealed_however_the_request_ends(scene, caplog):
    client = browser(scene.asked)
    rationale, reading, note, _ = LEADS
    typed = {"rationale": rationale, "note_to_self": note, f"reading-{scene.evidence.pk}": reading}
    typed[f"stance-{scene.evidence.pk}"], typed[f"counts-{scene.evidence.pk}"] = "refutes", "3"
    caplog.set_level(logging.DEBUG)
    url = address("desk/assignments/<int:pk>/", scene.lead)
    statuses = [
        client.post(f"{url}draft/", {**typed, "version": "0"}).status_code,
        client.post(f"{url}draft/", {**typed, "version": "0"}).status_code,
        client.post(f"{url}review/", {**typed, "rating": "no-such"}).status_code,
        client.post(f"{url}review/", {**typed, "rating": "satire"}).status_code,
        client.post(f"{url}review/", {**typed, "rating": "satire", "anyway": "1"}).status_code,
        client.post(f"{url}review/", {**typed, "rating": "satire", "anyway": "1"}).status_code,
        client.post(f"/api/v1{url[5:]}review/", {"rationale": rationale, "x": note}, "application/json").status_code,
    ]
    assert statuses == [303, 409, 400, 200, 303, 409, 400]
    assert "request_finished" in caplog.text
    logged = "\n".join(str(vars(record)) for record in caplog.records if not record.name.startswith("django.template"))
    assert [canary for canary in [*LEADS, "satire", "refutes"] if canary in logged] == []


# --- drafts of verdicts -----------------------------------------------------------------------------------------------

DRAFTED = ["title", "found", "explanation", "not_established", "reply", "against_note", "sent_back_note"]
DRAFTED += ["primary_note", "independent_note", "short_claim", "conclusion", "interests", "schedule_fault"]
DRAFTED += ["change_note", "change_why", "intent_note"]
CHOSEN = ["status", "reply_outcome", "kind", "severity", "asked_by", "salt"]  # codes from a list, and chance


PUBLIC = ["verdicts/<int:number>/", "verdicts/<int:number>-<slug:slug>/", "api/public/v1/verdicts/<int:number>/"]
ASKING = [{}, {"If-None-Match": "*"}, {"If-Modified-Since": "Wed, 06 May 2026 09:00:00 GMT"}]


@pytest.fixture(scope="class")
def drafted(scene, django_db_blocker) -> Iterator[Scene]:
    """The desk with a published verdict and a draft whose every text is a canary."""
    with django_db_blocker.unblock(), undone():
        VerdictDraft.objects.filter(pk=scene.draft.pk).update(**{name: f"canary-{name}" for name in DRAFTED})
        yield scene


@pytest.mark.django_db
class TestDrafts:
    """On one desk; what each test does is undone."""

    def test_no_stranger_reads_a_draft(self, drafted):
        text_fields = [f.name for f in VerdictDraft._meta.fields if f.get_internal_type() in ("TextField", "CharField")]
        assert {*DRAFTED, *CHOSEN} == set(text_fields), "a field without a canary"
        stranger = browser(None)
        pages = dict(visit(stranger, addresses(drafted), tricks=True))
        assert sum(page.startswith(b"200") for page in pages.values()) > 12
        assert [url for url, page in pages.items() if b"canary-" in page] == []
        page = browser(drafted.other).get(address("desk/drafts/<int:pk>/", drafted.draft)).content
        assert b"canary-explanation" in page

    @pytest.mark.parametrize("route", PUBLIC)
    def test_what_is_not_published_is_answered_like_what_is_not_there(self, drafted, route):
        taken = set(PublicVerdict.objects.values_list("number", flat=True))
        unpublished = {drafted.draft.pk, drafted.draft.claim_id, drafted.signed.pk, drafted.signed.claim_id} - taken
        assert unpublished
        answers = set()
        for number in [*unpublished, 99_999_999]:
            guessed = type("Guessed", (), {"number": number, "slug": "canary-title"})
            for headers in ASKING:
                answers.add(("get", steady(Client().get(address(route, guessed), headers=headers))))
            answers.add(("head", steady(Client().head(address(route, guessed)))))
        assert len(answers) == 2
        assert all(answer.startswith(b"404") for _, answer in answers)

    def test_the_rows_themselves_have_one_door(self, drafted):
        hand_in(drafted, label="false", stance="refutes")
        sealed = Review.objects.get(assignment=drafted.lead)
        for person in (drafted.editor, drafted.second, drafted.other, drafted.gone):
            assert not Review.objects.visible_to(person).filter(pk=sealed.pk).exists()
            visible = Review.objects.visible_to(person)
            assert not EvidenceReading.objects.filter(review__in=visible, review=sealed).exists()
            assert not ReviewDraft.objects.visible_to(person).filter(assignment=drafted.lead).exists()
        assert Review.objects.visible_to(drafted.asked).filter(pk=sealed.pk).exists()
        assert find_draft(drafted.draft.pk, user=drafted.other).title == "canary-title"
