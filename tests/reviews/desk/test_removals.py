"""Taking something from readers, on the desk and over HTTP."""

import pytest
from django.test import Client

from reviews.models import Complaint, PublicVerdict, Removal
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.removals import ask, remove
from tests.factories.writing import WRITTEN_AT, make_published

pytestmark = pytest.mark.django_db

WANTED = {"kind": "redaction", "ground": "safety", "because": "A letter", "what": "name", "asked_kind": "concerned"}


@pytest.fixture
def verdict() -> PublicVerdict:
    return make_published().verdict


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def as_ana(ana) -> Client:
    return signed_in(ana)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_looking_says_how_many_places_and_asks_for_nothing(as_ana, verdict):
    page = as_ana.post(
        f"/desk/published/{verdict.number}/removals/ask/", {**WANTED, "words": "Roads  office", "look": 1}
    )

    html = page.content.decode()
    assert page.status_code == 200
    assert "What would be removed" in html
    assert "what readers see, every version:" in html
    assert "Roads  office" in html or "Roads office" in html  # what was typed stays
    assert not Removal.objects.exists()


def test_one_editor_asks_and_another_agrees(as_ana, ana, verdict):
    page = as_ana.post(f"/desk/published/{verdict.number}/removals/ask/", {**WANTED, "words": "roads office"})
    assert page.status_code == 303
    removal = Removal.objects.get()
    assert (removal.asked_by, removal.words, removal.asked_kind) == (ana, ["roads office"], "concerned")

    own = as_ana.get(f"/desk/published/{verdict.number}/removals/").content.decode()
    assert "You asked for this, so another editor must agree to it." in own
    other = signed_in(AdminFactory())
    html = other.get(f"/desk/published/{verdict.number}/removals/").content.decode()
    assert "Agree: remove words" in html
    assert "places</b> where the words stand" in html or "place</b> where the words stand" in html

    assert other.post(f"/desk/removals/{removal.pk}/agree/").status_code == 303
    verdict.refresh_from_db()
    assert verdict.current.kind == "redaction"
    html = other.get(f"/desk/published/{verdict.number}/removals/").content.decode()
    assert "A name was removed" in html


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(as_ana, verdict):
    sent = {**WANTED, "words": "x", "because": "A long letter"}
    page = as_ana.post(f"/desk/published/{verdict.number}/removals/ask/", sent)

    html = page.content.decode()
    assert page.status_code == 400
    assert "Words to remove have at least 2 letters or digits." in html
    assert "A long letter" in html


def test_not_agreeing_needs_a_reason(as_ana, verdict):
    removal = ask(verdict, "withholding")
    assert as_ana.post(f"/desk/removals/{removal.pk}/refuse/", {"because": ""}).status_code == 400
    assert as_ana.post(f"/desk/removals/{removal.pk}/refuse/", {"because": "No court said so"}).status_code == 303
    removal.refresh_from_db()
    assert removal.status == "refused"


def test_only_what_fits_its_state_is_offered(as_ana, verdict):
    remove(verdict, "withholding")
    html = as_ana.get(f"/desk/published/{verdict.number}/removals/").content.decode()
    assert 'value="return"' in html
    assert 'value="retraction"' not in html


def test_the_page_of_a_check_leads_there_for_editors_alone(as_ana, verdict):
    address = f"/desk/published/{verdict.number}/"
    ask(verdict, "withholding")
    assert f"{address}removals/" in (page := as_ana.get(address).content.decode())
    assert "It waits for a second editor." in page
    assert "removals/" not in signed_in(PersonFactory()).get(address).content.decode()


def test_programs_look_ask_and_agree(as_ana, verdict):
    base = f"/api/v1/published/{verdict.number}/removals/"
    how = {"content_type": "application/json"}
    looked = as_ana.post(f"{base}look/", {"words": ["roads office"]}, **how).json()
    assert looked["total"] == sum(one["count"] for one in looked["places"]) > 0

    asked = as_ana.post(base, {"kind": "withholding", "ground": "legal", "because": "A court"}, **how)
    assert asked.status_code == 201
    assert as_ana.post(f"/api/v1/removals/{asked.json()['id']}/agree/", {}, **how).status_code == 403
    done = signed_in(AdminFactory()).post(f"/api/v1/removals/{asked.json()['id']}/agree/", {}, **how).json()
    assert (done["status"], done["number"]) == ("done", verdict.number)

    problem = Client().get(f"/api/public/v1/verdicts/{verdict.number}/")
    assert problem.status_code == 451
    assert problem.json()["ground"] == "legal"
    assert "It has not been found wrong." in problem.json()["detail"]
    assert [one["kind"] for one in as_ana.get(base).json()] == ["withholding"]


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("legal", "withheld for legal reasons since"),
        ("safety", "withheld for safety since"),
        ("privacy", "withheld to protect somebody’s privacy since"),
        ("copyright", "withheld because of somebody’s rights in it since"),
    ],
)
def test_a_withheld_page_says_on_what_ground_and_since_when(verdict, ground, words):
    remove(verdict, "withholding", ground=ground)
    page = Client().get(f"/verdicts/{verdict.number}/")
    assert page.status_code == 451
    assert words in page.content.decode()
    assert "It has not been found wrong." in page.content.decode()


def test_one_that_was_retracted_before_is_not_said_to_be_right(verdict):
    remove(verdict, "retraction")
    remove(verdict, "withholding")
    html = Client().get(f"/verdicts/{verdict.number}/versions/1/").content.decode()
    assert "We had retracted it before." in html
    assert "It has not been found wrong." not in html


def test_a_retracted_page_tells_the_reason_and_no_rating(verdict):
    name = verdict.current.rating_name
    remove(verdict, "retraction")
    page = Client().get(f"/verdicts/{verdict.number}-{verdict.slug}/")
    html = page.content.decode()
    assert page.status_code == 200
    assert "The census was misread." in html
    assert name not in html
    assert "ld+json" not in html


def test_an_error_report_leads_there_and_says_who_asked(as_ana, verdict):
    report = {"kind": "safety", "writes_as": "concerned", "text": "I am in danger", "received_at": WRITTEN_AT}
    complaint = Complaint.objects.create(number=verdict.number, due_at=WRITTEN_AT, **report)
    address = f"/desk/published/{verdict.number}/removals/?complaint={complaint.pk}"
    assert address in as_ana.get(f"/desk/published/{verdict.number}/?complaint={complaint.pk}").content.decode()

    html = as_ana.get(address).content.decode()
    assert f'name="complaint_id" value="{complaint.pk}"' in html
    assert '<option value="concerned" selected>' in html
    as_ana.post(
        f"/desk/published/{verdict.number}/removals/ask/",
        {**WANTED, "words": "roads office", "complaint_id": complaint.pk},
    )
    assert Removal.objects.get().complaint == complaint
