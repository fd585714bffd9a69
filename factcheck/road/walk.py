"""The steps from an article to a published verdict, each done by the person whose step it is, over HTTP alone."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from factcheck.road.person import Person, RoadError, expect
from factcheck.road.seeds import read_verdict, seed_files
from factcheck.road.sources_site import address_on

SPLIT_SECONDS = 120
COPY_SECONDS = 60
VERIFIED = {"exact", "close"}
POLL_SECONDS = 0.1
Steps = Iterator[tuple[str, Callable[[], Any]]]
ABOUT = ("title", "outlet", "author", "published_on", "url", "language", "note")


@dataclass
class Desk:
    """A desk that is open: where it is, the sign-ins made for this run, and where its sample sources are, if any."""

    origin: str
    people: list[dict[str, Any]] = field(default_factory=list)
    sources: str = ""

    def sign_in(self, role: str, *, which: int = 0) -> Person:
        """A session of the first (or another) person of a role."""
        person = self.of_role(role)[which]
        return Person(self.origin).sign_in(email=person["email"], password=person["password"])

    def of_role(self, role: str) -> list[dict[str, Any]]:
        return [person for person in self.people if person["role"] == role]


def submit(person: Person, article: dict[str, Any]) -> int:
    """Hand in a pasted text, or a file when there is one; the article's number."""
    about = {name: article[name] for name in ABOUT if article.get(name)}
    if "upload" in article:
        answer = person.upload(
            "/api/v1/articles/",
            filename=article["upload"],
            media_type=article["media_type"],
            content=article["content"],
            fields=about,
        )
    else:
        answer = person.post("/api/v1/articles/", {"text": article["text"], **about})
    return expect(answer, 202).json()["article"]["id"]


def await_split(person: Person, article: int, *, seconds: float = SPLIT_SECONDS) -> dict[str, Any]:
    """Wait until the worker has split the article. Raises `RoadError` when it failed or took too long."""
    deadline = time.monotonic() + seconds
    while True:
        state = expect(person.get(f"/api/v1/articles/{article}/"), 200).json()
        if state["status"] == "split":
            return state
        if state["status"] == "failed":
            raise RoadError(f"article {article} failed: {state['failure']}")
        if time.monotonic() > deadline:
            raise RoadError(f"article {article} is still {state['status']} after {seconds:.0f} s")
        time.sleep(POLL_SECONDS)


def link(desk: Desk, person: Person, *, claim: int, source: dict[str, Any]) -> dict[str, Any]:
    """Add a sample source to a claim's file; the piece of evidence as the desk tells it."""
    linked = {name: value for name, value in source.items() if name not in {"stance", "weight"}}
    linked["url"] = address_on(desk.sources, linked["url"])
    return expect(person.post(f"/api/v1/claims/{claim}/evidence/", linked), 201).json()


def await_copies(person: Person, claim: int, *, seconds: float = COPY_SECONDS) -> list[dict[str, Any]]:
    """The pieces of a claim's file, each with its source's newest `copy`, once no copy is under way.

    Raises `RoadError` when that takes too long.
    """
    deadline = time.monotonic() + seconds
    while True:
        copies = {piece["source"]: newest_copy(person, piece["source"]) for piece in file_of(person, claim)}
        if not any(copy["status"] == "waiting" for copy in copies.values()):
            # Asked for anew: a copy may have come after the file was read.
            return [{**piece, "copy": copies.get(piece["source"])} for piece in file_of(person, claim)]
        if time.monotonic() > deadline:
            raise RoadError(f"sources of claim {claim} are not copied after {seconds:.0f} s")
        time.sleep(POLL_SECONDS)


def file_of(person: Person, claim: int) -> list[dict[str, Any]]:
    """What is in a claim's file."""
    return expect(person.get(f"/api/v1/claims/{claim}/evidence/?page_size=100"), 200).json()["results"]


def newest_copy(person: Person, source: int) -> dict[str, Any]:
    """Our newest copy of a source, or the newest try at one."""
    copies = expect(person.get(f"/api/v1/sources/{source}/copies/"), 200).json()["results"]
    return copies[0] if copies else {"status": "none"}


class ClaimRoad:
    """One claim's way, with what each step hands to the next. `model` is an entry of seeds/sources.json."""

    def __init__(self, desk: Desk, *, article: int, model: dict[str, Any]) -> None:
        self.desk = desk
        self.model = model
        self.article = article
        self.editor = desk.sign_in("admin")
        self.reviewers = [desk.sign_in("reviewer", which=0), desk.sign_in("reviewer", which=1)]
        self.claim = self.draft = 0
        self.asked: list[int] = []
        self.evidence: list[int] = []
        self.address = ""

    def steps_to_comparison(self) -> Steps:
        """As far as both reviews being in."""
        yield "find and accept the claim", self.accept
        yield "assign it to two reviewers", self.assign
        yield "ask the claimant", self.ask_claimant
        yield "link evidence", self.link_evidence
        yield "two sealed reviews", self.review

    def steps_to_verdict(self) -> Steps:
        """All the way to the reader."""
        yield from self.steps_to_comparison()
        yield "write the fact-check", self.write
        yield "sign off and publish", self.publish
        yield "read it as anybody", self.read

    def accept(self) -> None:
        self.claim = find_candidate(self.editor, article=self.article, text=self.model["claim"])["id"]
        expect(self.editor.post(f"/api/v1/claims/{self.claim}/accept/", {"because": self.model["because"]}), 200)
        wording = {"text": self.model["wording"], "version": self._version()}
        expect(self.editor.post(f"/api/v1/claims/{self.claim}/wording/", wording), 200)
        particulars = {name: self.model[name] for name in ("claimant", "claimant_kind", "claim_date")}
        particulars["version"] = self._version()
        expect(self.editor.post(f"/api/v1/claims/{self.claim}/particulars/", particulars), 200)

    def assign(self) -> None:
        reviewers = [person["id"] for person in self.desk.of_role("reviewer")[:2]]
        asked = {"reviewers": reviewers, "due_at": (datetime.now(UTC) + timedelta(days=2)).isoformat()}
        expect(self.editor.post(f"/api/v1/claims/{self.claim}/assign/", asked), 201)
        self.asked = [self._find_assignment(reviewer) for reviewer in self.reviewers]

    def ask_claimant(self) -> None:
        """The lead notes by hand how they were asked, and how that ended if the model knows."""
        told = self.model.get("verdict", {})
        self._note_contact("note", how="by telephone", to=f"The office of {self.model['claimant']}")
        if told.get("reply_outcome") == "answered":
            self._note_contact("close", outcome="answered", answer=told["reply"])
        elif told:
            self._note_contact("close", outcome=told["reply_outcome"], because="The office said that none will come.")

    def _note_contact(self, verb: str, **noted: str) -> None:
        path, lead = f"/api/v1/claims/{self.claim}/contact/", self.reviewers[0]
        version = expect(lead.get(path), 200).json()["version"]
        expect(lead.post(f"{path}{verb}/", {**noted, "version": version}), 200, 201)

    def link_evidence(self) -> None:
        """Link every source, and where they are served wait until each is copied and its words were found in it."""
        lead = self.reviewers[0]
        self.evidence += [
            link(self.desk, lead, claim=self.claim, source=source)["id"] for source in self.model["sources"]
        ]
        if self.desk.sources:
            for piece in await_copies(lead, self.claim):
                if piece["quotation"] not in VERIFIED:
                    raise RoadError(f"{piece['url']}: {piece['quotation']}, {piece['copy']}")

    def review(self) -> None:
        for which in range(len(self.reviewers)):
            self.review_as(which)

    def review_as(self, which: int) -> None:
        """The review of one of the two, as the model has it."""
        review = self.model["reviews"][which]
        readings = {
            str(self.evidence[reading["source"]]): {"stance": reading["stance"], "note": reading["note"]}
            for reading in review["readings"]
        }
        body = {**review, "readings": readings}
        expect(self.reviewers[which].post(f"/api/v1/assignments/{self.asked[which]}/review/", body), 201)

    def write(self) -> None:
        """The first reviewer writes it up, says that the reasons agree, and hands it in."""
        started = self.start_draft()
        expect(self.reviewers[0].post(f"/api/v1/rounds/{started['round']}/confirm_reasons/"), 200)
        self.hand_in(started)

    def start_draft(self) -> dict[str, Any]:
        started = expect(self.reviewers[0].post(f"/api/v1/claims/{self.claim}/draft/"), 201).json()
        self.draft = started["id"]
        return started

    def hand_in(self, started: dict[str, Any]) -> None:
        text = {name: value for name, value in self.model["verdict"].items() if name != "rating"}
        evidence = [
            {"evidence": number, "stance": source["stance"], "weight": source["weight"]}
            for number, source in zip(self.evidence, self.model["sources"], strict=True)
        ]
        body = {**text, "evidence": evidence, "version": started["version"]}
        written = expect(self.reviewers[0].put(f"/api/v1/drafts/{self.draft}/", body), 200).json()
        expect(self.reviewers[0].post(f"/api/v1/drafts/{self.draft}/hand_in/", {"version": written["version"]}), 200)

    def publish(self) -> None:
        draft = expect(self.editor.get(f"/api/v1/drafts/{self.draft}/"), 200).json()
        expect(self.editor.post(f"/api/v1/drafts/{self.draft}/sign_off/", {"draft_hash": draft["draft_hash"]}), 201)
        published = expect(self.editor.post(f"/api/v1/drafts/{self.draft}/publish/"), 201).json()
        self.address = published["url"]

    def read(self) -> None:
        page = expect(Person(self.desk.origin).get(self.address), 200)
        if self.model["verdict"]["title"] not in page.body:
            raise RoadError(f"{self.address} does not say what was found")

    def _find_assignment(self, reviewer: Person) -> int:
        work = expect(reviewer.get("/api/v1/work/"), 200).json()["results"]
        return next(task["id"] for task in work if task["claim"] == self.claim)

    def _version(self) -> int:
        return expect(self.editor.get(f"/api/v1/claims/{self.claim}/"), 200).json()["version"]


def give_reviewers_work(desk: Desk, *, articles: list[int]) -> None:
    """Accept one more claim, ask both reviewers to check it, and leave them a file with two troubles in it.

    One quotation does not stand in its source, the other source is gone.
    """
    editor, lead, model = desk.sign_in("admin"), desk.sign_in("reviewer"), read_verdict()["open"]
    claim = find_candidate(editor, article=articles[seed_files().index(model["article"])], text=model["claim"])["id"]
    expect(editor.post(f"/api/v1/claims/{claim}/accept/", {"because": model["because"]}), 200)
    asked = [person["id"] for person in desk.of_role("reviewer")[:2]]
    due_at = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    expect(editor.post(f"/api/v1/claims/{claim}/assign/", {"reviewers": asked, "due_at": due_at}), 201)
    for source in model["sources"]:
        link(desk, lead, claim=claim, source=source)


def find_candidate(editor: Person, *, article: int, text: str) -> dict[str, Any]:
    """The claim that the splitter proposed in these words. Raises `RoadError` when it did not."""
    proposed = expect(editor.get(f"/api/v1/articles/{article}/claims/?page_size=100"), 200).json()["results"]
    found = [claim for claim in proposed if claim["text"] == text]
    if not found:
        raise RoadError(f"the splitter did not propose “{text}”")
    return found[0]


def seed_road(desk: Desk, *, articles: list[int], disputed: bool = False) -> ClaimRoad:
    """The road of the model claim of seeds/sources.json, or of the one that two reviewers rate differently.

    `articles` are the numbers of the sample articles, in the order of seeds/articles.json.
    """
    model = read_verdict()
    model = model["disputed"] if disputed else model
    return ClaimRoad(desk, article=articles[seed_files().index(model["article"])], model=model)


def walk(steps: Steps) -> None:
    """Take every step."""
    for _, take in steps:
        take()
