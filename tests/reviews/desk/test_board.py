"""The board: numbers that lead to work, groups in an order, filters, pages, and many claims assigned at once."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, ImportFeed
from claims.states import ClaimStatus
from factcheck.ledger.models import Entry
from reviews.models import Assignment, AwayPeriod, Complaint, DeclaredInterest, PublicVerdict, Recheck, Reviewer, Round
from reviews.selectors.board_pages import PAGE, languages_waiting
from tests.factories.claims import AcceptedClaimFactory, TopicFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import make_closed_round, make_open_round, make_settled_claim
from tests.factories.webhooks import ReceiverFactory
from tests.factories.writing import make_published, make_ready_draft
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def shown(people, **asked) -> str:
    response = signed_in(people.admin).get(reverse("board"), asked)
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


def named(people, claim, words):
    claim.wording.text = words
    claim.wording.save(update_fields=["text"])
    return claim


def published() -> PublicVerdict:
    make_published()
    return PublicVerdict.objects.get()


def test_the_groups_stand_in_an_editors_order(people, checked):
    named(people, make_settled_claim(), "Nobody writes this")
    make_ready_draft(claim=named(people, make_settled_claim(), "This waits for a signature"))
    named(people, make_closed_round("true", "false").claim, "These two differ")
    AcceptedClaimFactory(text="Nobody has this one")
    verdict = published()
    Recheck.objects.create(claim_id=verdict.claim_id, because="source_gone", opened_at=timezone.now())
    page = shown(people)
    order = [
        "Nobody writes this",
        "A source is gone",
        "This waits for a signature",
        "These two differ",
        "Nobody has this",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_a_page_in_trouble_is_counted_and_leads_to_its_row(people):
    verdict, now = published(), timezone.now()
    Recheck.objects.create(claim_id=verdict.claim_id, because="source_gone", opened_at=now)
    complaint = {"number": verdict.number, "kind": "error", "text": "It was 17.", "received_at": now}
    Complaint.objects.create(**complaint, due_at=now)
    Complaint.objects.create(**complaint, due_at=now + timedelta(days=3))
    page = shown(people)
    assert "<b>1</b> page that asks for another look" in page
    assert "<b>1</b> error report due today" in page
    assert "A source is gone" in shown(people, show="evidence_changed")
    assert "It was 17." not in shown(people, show="error_reports")


def test_rare_kinds_are_left_out_when_there_are_none(people):
    page = shown(people)
    assert "on hold</a>" not in page
    assert "asks for another look" not in re.search(r'<ul class="tally">.*?</ul>', page, re.S)[0]
    assert "to sign off" in page
    assert "failed jobs" in page


def test_what_programs_no_longer_tell_each_other_is_counted_and_leads_there(people):
    tally = re.search(r'<ul class="tally">.*?</ul>', shown(people), re.S)[0]
    assert "failing" not in tally
    now = timezone.now()
    ReceiverFactory()
    ReceiverFactory(failing_since=now)
    ReceiverFactory(disabled_at=now, disabled_because="gone")
    ReceiverFactory(disabled_at=now, disabled_because="editor", failing_since=now)
    feed = {"kind": "claimreview_feed", "due_at": now, "created_at": now, "created_by": people.admin}
    ImportFeed.objects.create(name="Down", url="https://a.example/", failures=1, **feed)
    ImportFeed.objects.create(name="Up", url="https://b.example/", **feed)
    ImportFeed.objects.create(name="Stopped", url="https://c.example/", failures=4, is_on=False, **feed)
    page = shown(people)
    assert f'<a href="{reverse("webhooks")}"><b>2</b> webhooks failing</a>' in page
    assert f'<a href="{reverse("imports")}"><b>1</b> feed failing</a>' in page


def test_open_work_of_somebody_away_stands_in_a_group_of_its_own(people, checked):
    today = timezone.localdate()
    AwayPeriod.objects.create(reviewer=people.lead.reviewer, from_on=today, until_on=today)
    page = shown(people, show="absent")
    assert checked.claim.wording.text in page
    assert "away: Ben Lind" in page
    assert "<b>1</b> held by somebody away" in page
    assert re.search(r"Away until \d+ \w+: Ben Lind \(<a [^>]+>1 open</a>\)", page)


def test_work_of_a_closed_account_is_found_too(people, checked):
    people.second.is_active = False
    people.second.save(update_fields=["is_active"])
    assert "away: Chi Okafor" in shown(people, show="absent")


def test_the_side_says_who_has_seats_free(people):
    Reviewer.objects.filter(user=people.lead).update(capacity=4)
    make_open_round(people.lead)
    Reviewer.objects.filter(user=people.second).update(capacity=1)
    page = shown(people)
    assert "Ben Lind 1" in page
    assert "Chi Okafor 0" not in page
    assert 'aria-label="2 of 4 points"' in page


def filtered(people, **asked) -> set[str]:
    return set(re.findall(r"row-(\w+) cars", shown(people, **asked)))


@pytest.fixture
def assorted(people):
    """Claims that differ in one thing each."""
    AcceptedClaimFactory(text="row-plain cars")
    AcceptedClaimFactory(text="row-french cars", language="fr")
    AcceptedClaimFactory(text="row-traffic cars", topic=TopicFactory(name="Traffic", slug="traffic"))
    panel = make_open_round(people.lead, people.second, people.stranger, plan_key="panel")
    named(people, panel.claim, "row-panel cars")
    late = make_open_round(people.lead, people.second)
    named(people, late.claim, "row-late cars")
    Assignment.objects.update(due_at=timezone.now() + timedelta(days=1))
    late.assignments.update(due_at=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"language": "fr"}, {"french"}),
        ({"topic": "traffic"}, {"traffic"}),
        ({"plan": "panel"}, {"panel"}),
        ({"overdue": "on"}, {"late"}),
        ({"q": "row-french"}, {"french"}),
        ({"show": "to_assign", "q": "cars"}, {"plain", "french", "traffic"}),
        ({"show": "under_way", "plan": "lead-and-second"}, {"late"}),
        ({"language": "nonsense", "q": "cars"}, {"plain", "french", "traffic", "panel", "late"}),
    ],
)
def test_the_board_is_filtered(people, assorted, asked, found):
    assert filtered(people, **asked) == found


def test_the_board_is_filtered_by_who_holds_it_and_by_claimant(people, assorted):
    assert filtered(people, reviewer=people.stranger.pk) == {"panel"}
    claimant = Claim.objects.get(language="fr").claimant.name
    assert filtered(people, q=claimant) == {"french"}


def test_what_was_chosen_stays_chosen_and_names_are_drawn_as_text(people):
    TopicFactory(name="Roads & <b>rails</b>", slug="roads")
    page = shown(people, topic="roads")
    assert '<option value="roads" selected>Roads &amp; &lt;b&gt;rails&lt;/b&gt;</option>' in page
    assert re.search(r'<select name="plan" id="id_plan"><option value="" selected>Any</option>', page)


def test_the_languages_to_choose_from_are_those_with_a_free_seat(people, assorted):
    assert languages_waiting() == ["en", "fr"]


def test_pages_lead_on_by_key_and_back_and_show_each_claim_once(people):
    claims = [AcceptedClaimFactory(text=f"row-{n} cars", priority=n // 3) for n in range(2 * PAGE + 3)]
    wanted = [str(n) for n in sorted(range(len(claims)), key=lambda n: (-(n // 3), claims[n].pk))]
    client, url, pages = signed_in(people.admin), reverse("board") + "?show=to_assign", []
    while url:
        page = client.get(url).content.decode()
        pages.append(re.findall(r"“row-(\w+) cars”</a>", page))
        on = re.search(r'rel="next" href="([^"]+)"', page)
        url = reverse("board") + on[1].replace("&amp;", "&") if on else ""
    assert [one for page in pages for one in page] == wanted
    back = re.search(r'rel="prev" href="([^"]+)"', page)[1].replace("&amp;", "&")
    before = client.get(reverse("board") + back).content.decode()
    assert re.findall(r"“row-(\w+) cars”</a>", before) == pages[-2]


def test_a_group_that_is_read_as_ids_pages_too(people):
    for n in range(PAGE + 2):
        opened = make_open_round(people.lead, people.second)
        named(people, opened.claim, f"row-{n} cars")
        opened.assignments.update(due_at=timezone.now() - timedelta(days=PAGE + 2 - n))
    first = shown(people, show="overdue")
    assert re.findall(r"“row-(\w+) cars”</a>", first) == [str(n) for n in range(PAGE)]
    older = re.search(r"older=(\d+)", first)[1]
    assert re.findall(r"“row-(\w+) cars”</a>", shown(people, show="overdue", older=older)) == ["25", "26"]


@pytest.mark.parametrize("key", ["9" * 30, "x", "-1", "0", str(10**12)])
def test_a_page_key_that_leads_nowhere_shows_the_first_page(people, assorted, key):
    assert filtered(people, show="to_assign", older=key) == {"plain", "french", "traffic"}


def post(people, **said):
    due = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    return signed_in(people.admin).post(reverse("board_assign"), {"due_at": due, **said})


def test_many_marked_claims_are_assigned_at_once(people):
    claims = [AcceptedClaimFactory() for _ in range(3)]
    taken = post(people, claims=[claim.pk for claim in claims[:2]], reviewers=[people.lead.pk, people.second.pk])
    assert taken.status_code == 303
    assert list(Round.objects.order_by("claim").values_list("claim", flat=True)) == [claims[0].pk, claims[1].pk]
    assert Claim.objects.get(pk=claims[2].pk).status == ClaimStatus.ACCEPTED


def test_what_could_not_be_assigned_is_named_with_the_reason(people):
    fine, involved = AcceptedClaimFactory(), AcceptedClaimFactory(text="About a friend")
    DeclaredInterest.objects.create(reviewer=people.lead.reviewer, kind="person", name=str(involved.claimant))
    answer = post(people, claims=[fine.pk, involved.pk], reviewers=[people.lead.pk])
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "About a friend" in page
    assert "Ben Lind has declared a conflict of interest." in page
    assert "1 claim assigned." in page
    assert Round.objects.get().claim == fine


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"claims": [], "reviewers": ["lead"]}, "Mark at least one claim."),
        ({"reviewers": []}, "Choose at least one person."),
        ({"reviewers": ["lead"], "due_at": "nonsense"}, "Enter a valid date/time."),
        ({"reviewers": ["lead"], "claims": ["x"]}, "Select a valid choice."),
    ],
)
def test_a_refused_form_keeps_the_marks_and_says_why(people, said, words):
    claim = AcceptedClaimFactory()
    people_said = [getattr(people, one).pk for one in said["reviewers"]]
    answer = post(people, **{"claims": [claim.pk], "note": "Start with the census", **said, "reviewers": people_said})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert "Start with the census" in page
    assert not Round.objects.exists()


def test_the_page_warns_before_anybody_is_asked(people):
    claim = AcceptedClaimFactory()
    client, url = signed_in(people.admin), reverse("claim_assign_check", args=[claim.pk])
    both = client.get(url, {"lead": people.admin.pk, "reviewers": [people.lead.pk], "plan": "double"})
    assert "If these two disagree, nobody is left to settle and sign off." in both.content.decode()
    assert "note" not in client.get(url, {"lead": people.lead.pk}).content.decode()
    assert not Entry.objects.exists()


def test_the_claim_page_names_who_cannot_be_asked_and_who_needs_a_reason(people):
    claim = AcceptedClaimFactory()
    DeclaredInterest.objects.create(reviewer=people.lead.reviewer, kind="person", name=str(claim.claimant))
    Reviewer.objects.filter(user=people.second).update(languages=["fr"])
    page = signed_in(people.admin).get(reverse("claim", args=[claim.pk])).content.decode()
    assert "(conflict declared)" in page
    assert "only with a reason: not in their language" in page
    url = reverse("claim_assign", args=[claim.pk])
    refused = signed_in(people.admin).post(url, {"lead": people.second.pk, "plan": "single"})
    assert "To ask all the same, say why." in refused.content.decode()
    asked = {"lead": people.second.pk, "plan": "single", "override": "She reads it well"}
    assert signed_in(people.admin).post(url, asked).status_code == 303
    assert Assignment.objects.get().overridden_because == "She reads it well"


def test_an_editor_moves_a_claim_up_and_sees_why_it_stands_where_it_does(people):
    claim = AcceptedClaimFactory()
    url = reverse("claim_boost", args=[claim.pk])
    refused = signed_in(people.admin).post(url, {"points": 300, "because": ""})
    assert refused.status_code == 400
    assert signed_in(people.admin).post(url, {"points": 300, "because": "It is all over"}).status_code == 303
    page = signed_in(people.admin).get(reverse("claim", args=[claim.pk])).content.decode()
    assert re.search(r'moved by an editor <b class="nums">\+300</b>', page)
    assert "It is all over" in page


def test_an_editor_sets_another_due_date_from_the_claim_page(people, checked):
    url = reverse("assignment_due", args=[checked.lead.pk])
    refused = signed_in(people.admin).post(url, {"due_at": "2020-01-01T10:00", "because": "Typed before"})
    assert refused.status_code == 400
    assert "Typed before" in refused.content.decode()
    due = (timezone.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    assert signed_in(people.admin).post(url, {"due_at": due, "because": "Records"}).status_code == 303
    checked.lead.refresh_from_db()
    assert checked.lead.due_at > timezone.now() + timedelta(days=8)


def test_the_api_gives_numbers_rows_and_people_page_by_page(people):
    for n in range(PAGE + 1):
        AcceptedClaimFactory(priority=n)
    client = signed_in(people.admin)
    body = client.get(reverse("api_board"), {"show": "to_assign"}).json()
    assert {one["key"]: one["count"] for one in body["numbers"]}["to_assign"] == PAGE + 1
    assert [row["priority"] for row in body["results"]] == list(range(PAGE, 0, -1))
    assert {one["name"] for one in body["people"]} >= {"Ana Ruiz", "Ben Lind"}
    assert body["previous"] is None
    assert [row["priority"] for row in client.get(body["next"]).json()["results"]] == [0]


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"show": "x"}, "unknown_group"), ({"topic": "x"}, "unknown_topic"), ({"x": "1"}, "unknown_parameter")],
)
def test_the_api_refuses_what_is_not_on_the_board(people, asked, code):
    answer = signed_in(people.admin).get(reverse("api_board"), asked)
    assert answer.status_code == 400
    assert code in answer.content.decode()


def test_the_api_assigns_many_and_says_what_it_did_not_do(people):
    claim, other = AcceptedClaimFactory(), PersonFactory()
    said = {"claims": [claim.pk, 10**9], "reviewers": [other.pk]}
    body = signed_in(people.admin).post(reverse("api_board_assign"), said, content_type="application/json").json()
    assert [done["claim"] for done in body["done"]] == [claim.pk]
    assert [(one["claim"], one["code"]) for one in body["refused"]] == [(10**9, "not_found")]


def test_an_editor_says_how_many_people_have_seen_a_claim(people):
    claim = AcceptedClaimFactory()
    client, url = signed_in(people.admin), reverse("claim_reach", args=[claim.pk])
    for wrong in ("-1", "many", "2000000001"):
        refused = client.post(url, {"people": wrong})
        assert refused.status_code == 400
        assert f'value="{wrong}"' in refused.content.decode()
    assert client.post(url, {"people": "40000"}).status_code == 303
    claim.refresh_from_db()
    assert claim.reach == 40_000
    assert claim.priority_parts["reach"] > 0
    assert 'value="40000"' in client.get(reverse("claim", args=[claim.pk])).content.decode()
    assert client.post(url, {"people": ""}).status_code == 303
    claim.refresh_from_db()
    assert claim.reach is None


def test_the_api_says_how_many_people_have_seen_a_claim(people):
    claim = AcceptedClaimFactory()
    client, url = signed_in(people.admin), reverse("api_claim_reach", args=[claim.pk])
    told = client.post(url, {"people": 99_999}, content_type="application/json").json()
    assert told["priority_parts"]["reach"] == 500
    unknown = client.post(url, {"people": None}, content_type="application/json").json()
    assert unknown["priority_parts"]["reach"] == 0
    assert client.post(url, {}, content_type="application/json").json()["code"] == "required"
    assert client.post(url, {"people": -1}, content_type="application/json").json()["code"] == "min_value"


def test_the_first_row_has_the_only_button_that_stands_out(people):
    AcceptedClaimFactory.create_batch(3)
    page = signed_in(people.admin).get(reverse("board")).content.decode()
    # The bar that leads to the people beside the board is shown only while a row is marked.
    page = page[page.index("<main") : page.index("</aside>")].replace('marked-bar"><a class="button main"', "")
    assert len(re.findall(r'class="(?:button )?main"', page)) == 1
    assert '<button class="when-marked" aria-describedby="assign-marked"' in page
