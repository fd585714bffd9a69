"""Who may do what: every page and every verb of this room, for the editor, the one asked, another reviewer, nobody.

Each row is tried by all four from the same set-up, so a refusal cannot pass for the wrong reason.
"""

import re
from datetime import timedelta
from functools import cached_property

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.factories.claims import AcceptedClaimFactory
from tests.factories.reviews import EvidenceFactory, ReviewFactory, make_closed_round, make_open_round
from tests.reviews.people import ROLES, signed_in

pytestmark = pytest.mark.django_db

OK, CREATED, SEEN, SIGN_IN, UNKNOWN_PERSON, NOT_YOURS, NOT_FOUND = 200, 201, 303, 302, 401, 403, 404


class Scene:
    """One claim in each state this room acts on, between the four people."""

    def __init__(self, people):
        self.people = people
        self.pair = [people.lead, people.second]

    @cached_property
    def accepted(self):
        return AcceptedClaimFactory()

    @cached_property
    def open(self):
        return make_open_round(*self.pair)

    @cached_property
    def lead(self):
        return self.open.assignments.order_by("pk").first()

    @cached_property
    def evidence(self):
        return EvidenceFactory(claim=self.open.claim, added_by=self.people.lead)

    @cached_property
    def handed_in(self):
        return ReviewFactory(assignment=self.lead).assignment

    @cached_property
    def split(self):
        return make_closed_round("true", "false", reviewers=self.pair)

    @cached_property
    def near(self):
        return make_closed_round("true", "mostly-true", reviewers=self.pair, comparing=True)

    @cached_property
    def agreed(self):
        return make_closed_round("true", "true", reviewers=self.pair, settled="true")


@pytest.fixture
def scene(people):
    return Scene(people)


def tomorrow() -> str:
    return (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


# name of the page, the row it is about, {editor, asked, other, nobody} → status
PAGES = [
    ("desk", None, (SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN)),  # a redirect for everybody, to where each starts
    ("board", None, (OK, NOT_YOURS, NOT_YOURS, SIGN_IN)),
    ("work", None, (OK, OK, OK, SIGN_IN)),
    ("claim", "open.claim", (OK, OK, OK, SIGN_IN)),
    ("claim", "accepted", (OK, OK, OK, SIGN_IN)),
    ("claim", "split.claim", (OK, OK, OK, SIGN_IN)),
    ("assignment", "lead", (NOT_FOUND, OK, NOT_FOUND, SIGN_IN)),
    ("assignment", "handed_in", (NOT_FOUND, OK, NOT_FOUND, SIGN_IN)),
    ("round", "open", (OK, OK, OK, SIGN_IN)),
    ("round", "split", (OK, OK, OK, SIGN_IN)),
    ("api_work", None, (OK, OK, OK, UNKNOWN_PERSON)),
    ("api_claim_evidence", "open.claim", (OK, OK, OK, UNKNOWN_PERSON)),
    ("api_assignment", "lead", (NOT_FOUND, OK, NOT_FOUND, UNKNOWN_PERSON)),
    ("api_round", "open", (OK, OK, OK, UNKNOWN_PERSON)),
]

LINK = {"url": "https://roads.example/new", "excerpt": "New words"}
SAY = {"because": "Because"}

# name of the verb's page, its row, what is sent, who may; the API's twin is "api_" + name
VERBS = [
    ("claim_assign", "accepted", "assign", (SEEN, NOT_YOURS, NOT_YOURS)),
    ("claim_evidence", "open.claim", LINK, (SEEN, SEEN, NOT_YOURS)),
    ("evidence_remove", "evidence", SAY, (SEEN, SEEN, NOT_YOURS)),
    ("assignment_begin", "lead", {}, (NOT_YOURS, SEEN, NOT_FOUND)),
    ("assignment_draft", "lead", {"version": 0, "rationale": "Half"}, (NOT_FOUND, SEEN, NOT_FOUND)),
    ("assignment_review", "lead", {"rating": "false", "rationale": "Why"}, (NOT_FOUND, SEEN, NOT_FOUND)),
    ("assignment_take_back", "handed_in", {}, (NOT_YOURS, SEEN, NOT_FOUND)),
    ("assignment_decline", "lead", SAY, (NOT_FOUND, SEEN, NOT_FOUND)),
    ("assignment_reassign", "lead", "reassign", (SEEN, NOT_YOURS, NOT_FOUND)),
    ("assignment_withdraw", "lead", SAY, (SEEN, NOT_YOURS, NOT_FOUND)),
    ("round_adjudicate", "split", {"rating": "mixed", "note": "Why"}, (SEEN, NOT_YOURS, NOT_YOURS)),
    ("round_move", "near", {"note": "Why"}, (NOT_YOURS, SEEN, NOT_YOURS)),
    ("round_confirm", "agreed", {}, (SEEN, NOT_YOURS, NOT_YOURS)),
    ("round_disagree", "agreed", SAY, (SEEN, SEEN, NOT_YOURS)),
]

API_VERBS = {"claim_evidence": CREATED, "assignment_review": CREATED, "claim_assign": CREATED} | {
    "assignment_reassign": CREATED,
    "round_adjudicate": CREATED,
}


def address(name: str, scene, path: str | None) -> str:
    if path is None:
        return reverse(name)
    found = scene
    for step in path.split("."):
        found = getattr(found, step)
    return reverse(name, args=[found.pk])


def typed(scene, data) -> dict:
    if data == "assign":
        people = [scene.people.lead.pk, scene.people.second.pk]
        return {"plan": "lead-and-second", "due_at": tomorrow(), "lead": people[0], "reviewers": people}
    if data == "reassign":
        return {"reviewer": scene.people.stranger.pk, "because": "Ill"}
    return data


def body(scene, name: str, data) -> dict:
    """The same for the API."""
    sent = typed(scene, data)
    if name == "claim_assign":
        return {"reviewers": sent["reviewers"], "due_at": f"{sent['due_at']}:00Z"}
    return sent


@pytest.mark.parametrize(("role", "place"), [(role, place) for place, role in enumerate(ROLES)])
@pytest.mark.parametrize(("name", "path", "expected"), PAGES)
def test_who_may_see(scene, role, place, name, path, expected):
    response = signed_in(getattr(scene.people, role, None)).get(address(name, scene, path))
    assert response.status_code == expected[place], f"{role} at {name} {path}"


@pytest.mark.parametrize(("role", "place"), [(role, place) for place, role in enumerate(ROLES)])
@pytest.mark.parametrize(("name", "path", "data", "expected"), VERBS)
def test_who_may_act(scene, role, place, name, path, data, expected):
    response = signed_in(getattr(scene.people, role, None)).post(address(name, scene, path), typed(scene, data))
    wanted = (*expected, SIGN_IN)[place]
    if wanted == SEEN:
        assert response.status_code in (302, 303), f"{role} at {name}: {response.status_code}"
        assert "/account/login/" not in response["Location"]
    else:
        assert response.status_code == wanted, f"{role} at {name}"
        assert wanted != SIGN_IN or "/account/login/" in response["Location"]


@pytest.mark.parametrize(("role", "place"), [(role, place) for place, role in enumerate(ROLES)])
@pytest.mark.parametrize(("name", "path", "data", "expected"), VERBS)
def test_who_may_act_over_the_api(scene, role, place, name, path, data, expected):
    client = signed_in(getattr(scene.people, role, None))
    response = client.post(
        address(f"api_{name}", scene, path), body(scene, name, data), content_type="application/json"
    )
    wanted = (*expected, UNKNOWN_PERSON)[place]
    if wanted == SEEN:
        wanted = API_VERBS.get(name, OK)
    elif name in ("assignment_draft", "assignment_review", "assignment_decline") and role == "admin":
        wanted = NOT_YOURS  # the page is not there for an editor; the verb says whose it is
    assert response.status_code == wanted, f"{role} at {name}: {response.content[:300]}"
    assert not 400 <= wanted < 500 or response["Content-Type"] == "application/problem+json"


def test_every_address_of_this_room_is_in_the_table():
    rows = {row[0] for row in PAGES} | {row[0] for row in VERBS} | {f"api_{row[0]}" for row in VERBS}
    own = {
        name
        for name, patterns in get_resolver().reverse_dict.lists()
        if isinstance(name, str) and any(is_ours(name, one) for one in patterns)
    }
    assert len(own) > 25
    assert own <= rows


def is_ours(name: str, pattern) -> bool:
    words = ("board", "work", "assignment", "round", "evidence", "claim_assign", "desk")
    return name.removeprefix("api_").startswith(words)


@pytest.mark.parametrize("name", ["assignment", "round", "claim"])
def test_what_may_not_be_seen_is_answered_like_what_is_not_there(scene, name):
    client = signed_in(scene.people.stranger)
    unknown = client.get(reverse(name, args=[10**9]))
    assert unknown.status_code == NOT_FOUND
    if name == "assignment":
        hidden = client.get(reverse(name, args=[scene.lead.pk]))
        assert (hidden.status_code, sameable(hidden)) == (NOT_FOUND, sameable(unknown))


@pytest.mark.parametrize("name", ["api_assignment", "api_assignment_draft", "api_assignment_review"])
def test_the_api_answers_a_hidden_assignment_like_an_unknown_one(scene, name):
    client = signed_in(scene.people.stranger)
    sent = {"version": 0} if name.endswith("draft") else {"rating": "false", "rationale": "x"}
    ask = client.get if name == "api_assignment" else lambda url: client.post(url, sent, "application/json")
    hidden, unknown = (ask(reverse(name, args=[pk])) for pk in (scene.lead.pk, 10**9))
    assert hidden.status_code == unknown.status_code == NOT_FOUND
    assert sameable(hidden) == sameable(unknown)


def sameable(response) -> bytes:
    """The body without what differs by request: its id and the address asked for."""
    text = re.sub(rb"[0-9a-f-]{36}", b"", response.content)
    return re.sub(rb"/(desk|api/v1)/[a-z_/]+/\d+/", b"", text)
