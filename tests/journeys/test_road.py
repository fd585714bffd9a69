"""The main job, walked over HTTP alone against the web server and workers that the demo runs."""

import os
import re
import subprocess
import sys
import urllib.parse

import pytest

from factcheck.road.opening import BASE_DIR
from factcheck.road.person import Person, RoadError, expect
from factcheck.road.seeds import read_seed_articles, seed_files
from factcheck.road.walk import await_split, seed_road, submit
from tests.journeys.reading import Page, missing_from

pytestmark = [pytest.mark.timeout(180)]

SETTLED_AT = "mostly-false"
SETTLED_NOTE = "Nobody is a strong word, and one in seventeen journeys is paid for. That is not a detail."
WRITTEN_UP = {
    "title": "Most people under 21 in the Esk Valley ride free, but not on night buses or to the airport",
    "found": "Of 2.02 million journeys by people under 21 in six months, 1.9 million were made with the free pass. "
    "It is not valid on night buses or the Airport Express, where about 120,000 journeys were paid for.",
    "explanation": "The pass is free and nearly everyone has it. “Nobody pays” leaves out **two kinds of bus**.",
    "not_established": "How many of those who paid could have taken another bus.",
    "reply_outcome": "no_reply",
    "reply": "",
    "rated_as_of": "2025-05-02",
    "evidence_until": "2025-05-20",
    "against_note": "",
    "no_interests": True,
}


def status_of(road, claim: int) -> str:
    return expect(road.editor.get(f"/api/v1/claims/{claim}/"), 200).json()["status"]


def queue_of(person: Person) -> list[int]:
    return [task["claim"] for task in expect(person.get("/api/v1/work/"), 200).json()["results"]]


def round_of(road) -> dict:
    """The newest round of the road's claim, as its first reviewer may see it."""
    assignment = expect(road.reviewers[0].get(f"/api/v1/assignments/{road.asked[0]}/"), 200).json()
    return expect(road.reviewers[0].get(f"/api/v1/rounds/{assignment['round']}/"), 200).json()


def is_shut_out(visitor: Person, claim: int) -> bool:
    """Whether a visitor gets nothing of the desk: the API refuses, the page asks to sign in."""
    refused = visitor.get(f"/api/v1/claims/{claim}/").status in {401, 403}
    return refused and "/account/login/" in visitor.get(f"/desk/claims/{claim}/").url


def count_published(visitor: Person) -> int:
    return len(expect(visitor.get("/api/public/v1/verdicts/"), 200).json()["results"])


def test_an_article_becomes_a_verdict_that_anyone_can_read(desk, sample_articles):
    road, visitor = seed_road(desk, articles=sample_articles), Person(desk.origin)
    before = count_published(visitor)

    take_on(road, visitor)
    share_a_file(road)
    review_sealed(road)
    assert count_published(visitor) == before

    write_up(road)
    assert is_shut_out(visitor, road.claim)
    assert count_published(visitor) == before

    road.publish()
    assert status_of(road, road.claim) == "published"
    assert road.editor.post(f"/api/v1/drafts/{road.draft}/publish/").status == 409
    assert count_published(visitor) == before + 1
    read_as_anyone(Person(desk.origin), road)


def take_on(road, visitor: Person) -> None:
    """Accepted it is nobody's work yet; assigned it is in both queues, and each reviewer's own is theirs alone."""
    road.accept()
    assert status_of(road, road.claim) == "accepted"
    assert road.claim not in queue_of(road.reviewers[0])
    assert is_shut_out(visitor, road.claim)

    road.assign()
    assert status_of(road, road.claim) == "in_review"
    assert all(road.claim in queue_of(reviewer) for reviewer in road.reviewers)
    assert road.reviewers[0].get(f"/api/v1/assignments/{road.asked[1]}/").status == 404


def share_a_file(road) -> None:
    """What one links the other sees, without a word of how it was read or by whom it was added."""
    road.link_evidence()
    shared = expect(road.reviewers[1].get(f"/api/v1/claims/{road.claim}/evidence/"), 200).json()["results"]
    assert {piece["id"] for piece in shared} == set(road.evidence)
    assert not any({"stance", "note", "weight", "added_by"} & set(piece) for piece in shared)


def review_sealed(road) -> None:
    """The first review is hidden from the second reviewer and the editor; with the second in, both are open."""
    road.review_as(0)
    sealed, number = road.model["reviews"][0]["rationale"], round_of(road)["id"]
    second, editor = road.reviewers[1], road.editor
    pages = [second.get(path) for path in (f"/desk/assignments/{road.asked[1]}/", f"/desk/claims/{road.claim}/")]
    pages += [person.get(f"/api/v1/rounds/{number}/") for person in (second, editor)]
    pages += [second.get(f"/api/v1/assignments/{road.asked[1]}/"), editor.get(f"/desk/claims/{road.claim}/")]
    assert [page.status for page in pages] == [200] * len(pages)
    assert not any(sealed[:40] in page.body for page in pages)
    assert len(round_of(road)["reviews"]) == 1
    assert status_of(road, road.claim) == "in_review"

    road.review_as(1)
    assert status_of(road, road.claim) == "settled"
    assert [review["rating"] for review in round_of(road)["reviews"]] == ["mostly-false", "mostly-false"]
    assert road.claim not in queue_of(second)


def write_up(road) -> None:
    """Handed in, it is signed off by nobody who reviewed it, and published by nobody before that."""
    road.write()
    draft = expect(road.editor.get(f"/api/v1/drafts/{road.draft}/"), 200).json()
    signing = {"draft_hash": draft["draft_hash"]}
    refused = [reviewer.post(f"/api/v1/drafts/{road.draft}/sign_off/", signing).json() for reviewer in road.reviewers]
    assert [one["code"] for one in refused] == ["not_allowed"] * 2
    assert road.editor.post(f"/api/v1/drafts/{road.draft}/publish/").status == 409


def read_as_anyone(visitor: Person, road) -> None:
    """The page, its markup, the API and the search, as somebody without an account or JavaScript meets them."""
    told = road.model["verdict"]
    answer = expect(visitor.get(road.address), 200)
    assert "set-cookie" not in {name.lower() for name in answer.headers}
    assert list(visitor.cookies) == []
    page = Page(answer.body)
    assert page.scripts == 0
    in_order = [
        told["title"],
        road.model["wording"],
        "Mostly false",
        told["found"],
        road.model["sources"][0]["excerpt"],
    ]
    in_order += ["What we could not establish", "What they told us", "Ben Lindqvist", "Versions", "Report an error"]
    places = [page.text.find(words) for words in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)

    review = page.claim_review
    assert missing_from(review) == []
    assert review["url"] == answer.url == road.address
    assert review["claimReviewed"] == road.model["wording"]
    rating = review["reviewRating"]
    assert (rating["alternateName"], rating["ratingValue"], rating["bestRating"]) == ("Mostly false", 2, 5)
    assert review["itemReviewed"]["author"] == {"@type": "Person", "name": road.model["claimant"]}

    listed = expect(visitor.get("/api/public/v1/verdicts/?q=harbour+cameras"), 200).json()["results"]
    assert road.address in [verdict["url"] for verdict in listed]
    number = re.search(r"/verdicts/(\d+)-", road.address)[1]
    whole = expect(visitor.get(f"/api/public/v1/verdicts/{number}/"), 200).json()
    assert whole["claim_review"] == review
    assert whole["title"] == told["title"]

    found = expect(visitor.get("/?" + urllib.parse.urlencode({"q": "harbour offences", "rating": "mostly-false"})), 200)
    assert told["title"] in Page(found.body).text
    assert told["title"] not in expect(visitor.get("/checks/?q=zebra"), 200).body
    assert number in re.findall(r"/verdicts/(\d+)-", expect(visitor.get("/feed.atom"), 200).body)


@pytest.mark.slow
def test_reviewers_who_differ_by_two_steps_have_it_settled_by_someone_who_did_not_review_it(desk, sample_articles):
    road, visitor = seed_road(desk, articles=sample_articles, disputed=True), Person(desk.origin)
    road.model = {**road.model, "verdict": WRITTEN_UP}

    for _, take in road.steps_to_comparison():
        take()

    assert status_of(road, road.claim) == "adjudication"
    differing = round_of(road)
    assert differing["status"] == "adjudication"
    assert sorted(review["rating"] for review in differing["reviews"]) == ["mostly-false", "mostly-true"]
    settling = {"rating": SETTLED_AT, "note": SETTLED_NOTE}
    path = f"/api/v1/rounds/{differing['id']}/adjudicate/"
    assert [reviewer.post(path, settling).json()["code"] for reviewer in road.reviewers] == ["not_allowed"] * 2
    assert road.reviewers[0].post(f"/api/v1/claims/{road.claim}/draft/").status == 409
    assert road.editor.post(path, {**settling, "note": " "}).json()["errors"][0]["field"] == "note"

    expect(road.editor.post(path, settling), 201)

    assert status_of(road, road.claim) == "settled"
    assert round_of(road)["rating"] == SETTLED_AT
    assert road.editor.post(path, settling).json()["code"] == "invalid_transition"
    road.hand_in(road.start_draft())
    road.publish()
    page = Page(expect(visitor.get(road.address), 200).body)
    assert "Their ratings differed, and somebody who had not reviewed it settled the difference." in page.text
    assert "That was Ana Okafor." in page.text
    assert SETTLED_NOTE not in page.text
    assert page.claim_review["reviewRating"]["alternateName"] == "Mostly false"


def test_the_same_text_again_is_another_submission_of_the_same_article(desk, sample_articles):
    editor, seed = desk.sign_in("admin"), read_seed_articles()[0]
    number = sample_articles[0]
    claims = expect(editor.get(f"/api/v1/articles/{number}/"), 200).json()["claims"]
    again = {"text": f"\n{seed['text']}\n", "title": seed["title"], "outlet": seed["outlet"], "url": seed["url"]}
    reprint = {"text": seed["text"], "title": "Reprinted", "outlet": "The Saltram Gazette"}

    answers = [expect(editor.post("/api/v1/articles/", body), 202).json() for body in (again, reprint)]

    assert [(answer["article"]["id"], answer["already_here"]) for answer in answers] == [(number, True)] * 2
    article = await_split(editor, number)
    assert sorted(edition["outlet"] for edition in article["editions"]) == sorted(
        [seed["outlet"], "The Saltram Gazette"]
    )
    assert article["claims"] == claims


@pytest.mark.parametrize(
    ("file", "caption", "furniture"),
    [
        ("vellmar-dam.html", "PHOTO", "Subscribe"),
        ("kelder-hospital.md", "![", "]("),
    ],
)
def test_an_uploaded_file_is_read_by_a_worker_and_split(desk, sample_articles, file, caption, furniture):
    editor = desk.sign_in("admin")
    number = sample_articles[seed_files().index(file)]

    passages = expect(editor.get(f"/api/v1/articles/{number}/passages/?page_size=100"), 200).json()["results"]

    kinds = {passage["kind"] for passage in passages}
    assert {"headline", "body", "caption"} <= kinds
    assert not any(furniture in passage["text"] for passage in passages)
    assert expect(editor.get(f"/api/v1/articles/{number}/"), 200).json()["claims"]["candidate"] >= 3


def test_a_script_hands_an_article_in_with_a_token_and_follows_it(desk):
    script = Person(desk.origin)
    wanted = {"name": "Night bot", "scopes": ["read", "intake"], "days": 7}
    token = expect(desk.sign_in("admin").post("/api/v1/tokens/", wanted), 201).json()["token"]
    script.carry(token)

    article = submit(script, {"text": "The bridge closed in 2019. It cost €4.2 million, the ministry said on Monday."})

    assert await_split(script, article)["claims"]["candidate"] >= 1
    assert list(script.cookies) == []
    assert Person(desk.origin).carry("no-such-token").get("/api/v1/articles/").status == 401


def test_an_article_that_cannot_be_read_says_why_and_can_be_tried_again(desk):
    editor = desk.sign_in("admin")
    blank = {"upload": "empty.html", "media_type": "text/html", "content": b"<html><body><p> </p></body></html>"}
    article = submit(editor, blank)

    with pytest.raises(RoadError, match="failed"):
        await_split(editor, article)

    failed = expect(editor.get(f"/api/v1/articles/{article}/"), 200).json()
    assert failed["failure"]
    assert failed["failure"] in Page(expect(editor.get(f"/desk/articles/{article}/"), 200).body).text


@pytest.mark.slow
def test_make_journey_walks_the_same_road_and_times_each_step():
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "USER"}}
    command = [sys.executable, "manage.py", "journey"]
    done = subprocess.run(command, cwd=BASE_DIR, env=kept, capture_output=True, text=True, timeout=150, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    steps = re.findall(r"^ +\d+\.\d\d s  (.+)$", done.stdout, re.MULTILINE)
    assert steps[0] == "start PostgreSQL and Valkey"
    assert steps[-1] == "read it as anybody"
    assert len(steps) >= 12
    assert "the road is open" in done.stdout
