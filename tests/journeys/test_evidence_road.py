"""Evidence on its way, with real workers: linked, copied, verified, published, watched until the page changes."""

import pytest

from factcheck.processes import wait_until
from factcheck.road.person import Person, expect
from factcheck.road.seeds import read_verdict
from factcheck.road.sources_site import Page
from factcheck.road.walk import ClaimRoad, await_copies, await_split, link
from tests.journeys.reading import Page as ReadPage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

WORDS = "The mole was rebuilt in 1934 with 2,100 oak piles."
FIRST = f"<p>The works began in the spring of 1932.</p><p>{WORDS}</p><p>They cost £41,000.</p>"
LATER = FIRST.replace("2,100 oak piles", "1,900 piles of larch")


def page(body: str, *, title: str = "The mole of Port Lorne") -> Page:
    head = f'<title>{title}</title><meta property="article:published_time" content="2021-05-04">'
    article = f"<article><h1>{title}</h1>{body}</article>"
    return Page(f'<!doctype html><html lang="en"><head>{head}</head><body>{article}</body></html>'.encode())


class EnteredRoad(ClaimRoad):
    """The road of a claim that was entered by hand, about one source."""

    def __init__(self, desk, *, path: str, words: str, claim: str) -> None:
        model = read_verdict()
        source = {**model["sources"][0], "url": f"{desk.sources}{path}", "excerpt": words, "title": ""}
        reviews = [{**one, "readings": one["readings"][:1]} for one in model["reviews"]]
        notes = {"against_note": "Looked for evidence against; found none in the port’s papers."}
        notes["independent_note"] = "Nobody but the port kept books on its mole."
        verdict = {**model["verdict"], **notes}
        own = {"wording": claim, "sources": [source], "reviews": reviews, "verdict": verdict}
        super().__init__(desk, article=0, model={**model, **own})

    def accept(self) -> None:
        particulars = {name: self.model[name] for name in ("claimant", "claimant_kind", "claim_date")}
        entered = {"text": self.model["wording"], "accept_because": "reach", **particulars}
        self.claim = expect(self.editor.post("/api/v1/claims/", entered), 201).json()["id"]

    @property
    def piece(self) -> dict:
        return expect(self.editor.get(f"/api/v1/claims/{self.claim}/evidence/"), 200).json()["results"][0]

    def rechecks(self, **query: str) -> list[dict]:
        shown = "&".join(f"{name}={value}" for name, value in query.items())
        listed = expect(self.editor.get(f"/api/v1/rechecks/?{shown}"), 200).json()["results"]
        return [one for one in listed if one["claim"] == self.claim]


def hasten_the_watch(desk) -> None:
    """Move the clocks of the watch back: its day has come."""
    desk.sql("UPDATE reviews_sourcewatch SET look_at = now() WHERE look_at IS NOT NULL")
    desk.sql("UPDATE jobs_clock SET asked_at = now() - interval '1 day' WHERE kind = 'look'")


def test_a_page_is_copied_verified_published_and_when_it_changes_an_editor_decides(desk):
    desk.site.pages["/lorne/mole"] = page(FIRST)
    road = EnteredRoad(desk, path="/lorne/mole", words=WORDS, claim="The mole stands on 2,100 piles of oak.")

    road.accept()
    road.assign()
    road.link_evidence()

    piece = road.piece
    assert (piece["quotation"], piece["title"]) == ("exact", "The mole of Port Lorne")
    assert f"{desk.sources}/lorne/mole" in piece["url"]

    road.review()
    road.write()
    road.publish()
    published = ReadPage(expect(Person(desk.origin).get(road.address), 200).body)
    assert WORDS in published.text
    hasten_the_watch(desk)
    assert wait_until(lambda: looked_at(desk, road), seconds=60)
    assert road.rechecks() == []

    desk.site.pages["/lorne/mole"] = page(LATER)
    hasten_the_watch(desk)
    assert wait_until(road.rechecks, seconds=60)

    [recheck] = road.rechecks()
    assert recheck["because"] == "quote_lost"
    told = expect(road.editor.get(f"/api/v1/rechecks/{recheck['id']}/"), 200).json()
    assert [(one["was_there"], one["is_there"]) for one in told["quotations"]] == [(True, False)]
    assert "larch" in str(told["paragraphs"])
    assert WORDS in ReadPage(expect(Person(desk.origin).get(road.address), 200).body).text
    decide = f"/api/v1/rechecks/{recheck['id']}/decide/"
    keep = {"decision": "keep", "because": "Our copy holds the words."}
    assert road.reviewers[0].post(decide, keep).status == 403
    expect(road.editor.post(decide, keep), 200)
    assert road.rechecks() == []


def looked_at(desk, road) -> bool:
    """Whether the watch looked at the road's page and found it as it was."""
    looks = "SELECT w.state FROM reviews_sourcewatch w JOIN reviews_evidence e USING (source_id) WHERE e.claim_id = %s"
    return desk.sql(looks, road.claim) == [("same",)]


def test_a_dead_link_says_so_and_a_copy_is_handed_in_instead(desk):
    road = EnteredRoad(desk, path="/lorne/gone", words=WORDS, claim="The mole was rebuilt in 1934 on piles of oak.")
    road.accept()
    road.assign()
    link(desk, road.reviewers[0], claim=road.claim, source=road.model["sources"][0])

    [dead] = await_copies(road.reviewers[0], road.claim)

    assert (dead["copy"]["status"], dead["copy"]["fault"], dead["quotation"]) == ("failed", "dead", "unchecked")
    path = f"/api/v1/sources/{dead['source']}/copies/"
    saved = {"filename": "saved.html", "media_type": "text/html", "content": page(FIRST).body, "fields": {}}
    expect(road.reviewers[0].upload(path, **saved), 202)
    [piece] = await_copies(road.reviewers[0], road.claim)
    assert (piece["copy"]["status"], piece["copy"]["origin"], piece["quotation"]) == ("captured", "uploaded", "exact")


def test_an_article_comes_in_by_its_address_alone_and_a_failed_one_is_tried_again(desk):
    editor = desk.sign_in("admin")

    def send(path: str) -> int:
        return expect(editor.post("/api/v1/articles/", {"url": desk.sources + path}), 202).json()["article"]["id"]

    article = await_split(editor, send("/lornemercury/news/pier-lamps"))
    assert article["title"].startswith("New lamps on the east pier")
    assert article["claims"]["candidate"] >= 3

    later = send("/lornemercury/news/later")
    assert wait_until(lambda: state_of(editor, later) == "failed", seconds=60)
    desk.site.pages["/lornemercury/news/later"] = page(FIRST, title="The mole, ninety years on")
    expect(editor.post(f"/api/v1/articles/{later}/retry/"), 202)
    assert await_split(editor, later)["title"] == "The mole, ninety years on"


def state_of(person: Person, article: int) -> str:
    return expect(person.get(f"/api/v1/articles/{article}/"), 200).json()["status"]
