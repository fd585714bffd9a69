"""The forms that change a claim, on its page and over HTTP."""

import pytest

from claims.models import Claim
from factcheck.core.errors import Conflict
from reviews.changing.flags import SIDE_DOOR, flag_claim
from reviews.changing.holds import place_hold
from reviews.models import Flag, Hold, Round
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.people import AdminFactory
from tests.factories.reviews import make_open_round
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def address(checked, verb: str) -> str:
    return f"/desk/claims/{checked.claim.pk}/{verb}"


class TestWords:
    def test_more_than_spelling_is_refused_beside_the_choice_and_kept(self, checked, people):
        sent = {"text": "Nobody drives.", "kind": "spelling", "version": checked.claim.version}

        answer = signed_in(people.admin).post(address(checked, "reword/"), sent)

        shown = text_of(answer)
        assert answer.status_code == 400
        assert "Nobody drives." in shown
        assert "Choose “Meaning changed”" in shown
        assert '<details class="menu" open><summary class="button quiet">Reword' in shown

    def test_stale_words_are_shown_beside_the_present_ones(self, checked, people):
        sent = {"text": "Nobody drives.", "kind": "meaning", "version": checked.claim.version - 1}

        answer = signed_in(people.admin).post(address(checked, "reword/"), sent)

        assert answer.status_code == Conflict.status
        assert "Nobody drives." in text_of(answer)
        assert Claim.objects.get(pk=checked.claim.pk).wording_id == checked.claim.wording_id

    def test_new_words_lead_back_to_the_claim(self, checked, people):
        sent = {"text": "Nobody drives.", "kind": "meaning", "version": checked.claim.version}

        answer = signed_in(people.admin).post(address(checked, "reword/"), sent)

        assert (answer.status_code, answer["Location"]) == (303, address(checked, ""))


class TestSplit:
    def test_the_page_asks_who_goes_on_with_which_part(self, checked, people):
        shown = text_of(signed_in(people.admin).get(address(checked, "split/")))

        assert f'name="follow-{checked.lead.pk}"' in shown
        assert shown.count('name="part"') == 6

    def test_an_empty_part_between_does_not_shift_who_follows_which(self, checked, people):
        sent = {"part": ["Cars go.", "", "Lorries go."], f"follow-{checked.lead.pk}": "2"}

        answer = signed_in(people.admin).post(address(checked, "split/"), sent)

        assert answer.status_code == 303
        child = Round.objects.get(assignments__reviewer=people.lead, status="open").claim
        assert str(child) == "Lorries go."
        assert str(child) in text_of(signed_in(people.admin).get(address(checked, "")))

    def test_what_was_typed_stays_when_it_is_refused(self, checked, people):
        sent = {"part": ["Cars go.", ""], f"follow-{checked.lead.pk}": "1"}

        answer = signed_in(people.admin).post(address(checked, "split/"), sent)

        assert answer.status_code == 400
        assert "Cars go." in text_of(answer)
        assert "2 to 6 parts" in text_of(answer)


def test_shelving_and_taking_up_again(checked, people):
    browser = signed_in(people.admin)

    browser.post(address(checked, "shelve/"), {"because": "overtaken", "note": "The law passed"})
    shown = text_of(browser.get(address(checked, "")))
    assert "Shelved: events have overtaken it." in shown
    assert "The law passed" in shown

    browser.post(address(checked, "unshelve/"))
    assert Claim.objects.get(pk=checked.claim.pk).status == "accepted"


def test_a_claim_number_that_is_none_is_refused_beside_the_field(checked, people):
    answer = signed_in(people.admin).post(
        address(checked, "merge-under-work/"), {"canonical": "999999", "because": "Same"}
    )

    assert answer.status_code == 400
    assert "There is no claim of this number." in text_of(answer)


def test_merging_leads_to_the_claim_that_stays(checked, people):
    canonical = AcceptedClaimFactory()

    answer = signed_in(people.admin).post(
        address(checked, "merge-under-work/"), {"canonical": canonical.pk, "because": "Same"}
    )

    assert answer["Location"] == f"/desk/claims/{canonical.pk}/"


class TestHolds:
    def test_the_author_of_a_legal_hold_reads_why_it_is_not_theirs_to_release(self, checked, people, now):
        place_hold(claim_id=checked.claim.pk, kind="legal", reason="A letter", by=people.admin, at=now)

        assert "another editor must release it" in text_of(signed_in(people.admin).get(address(checked, "")))

    def test_a_reason_is_asked_for_and_then_it_is_released(self, checked, people, now):
        hold = place_hold(claim_id=checked.claim.pk, kind="legal", reason="A letter", by=people.admin, at=now)
        browser = signed_in(AdminFactory())

        assert browser.post(f"/desk/holds/{hold.pk}/release/", {"because": ""}).status_code == 400
        assert browser.post(f"/desk/holds/{hold.pk}/release/", {"because": "Settled"}).status_code == 303
        assert not Hold.objects.standing().exists()


class TestFlags:
    def test_one_raised_in_the_workspace_leads_back_there(self, checked, people):
        sent = {"kind": "two_claims", "note": "Rents and flats", "assignment": checked.lead.pk}

        answer = signed_in(people.lead).post(address(checked, "flag/"), sent)

        assert answer["Location"] == f"/desk/assignments/{checked.lead.pk}/"

    def test_the_form_says_who_may_read_it(self, checked, people):
        shown = signed_in(people.lead).get(address(checked, "")).content.decode()

        assert SIDE_DOOR in shown.replace("&#x27;", "'")

    def test_the_other_reviewer_reads_the_note_and_not_who_wrote_it(self, checked, people, now):
        flag_claim(claim_id=checked.claim.pk, kind="two_claims", note="Rents and flats", by=people.lead, at=now)

        shown = text_of(signed_in(people.second).get(address(checked, "")))
        assert "Rents and flats" in shown
        assert "Ben Lind" not in shown
        assert "Ben Lind" in text_of(signed_in(people.admin).get(address(checked, "")))

    def test_over_http_too(self, checked, people, now):
        flag_claim(claim_id=checked.claim.pk, kind="two_claims", note="Rents and flats", by=people.lead, at=now)

        for person, name in ((people.second, "a colleague"), (people.lead, "you"), (people.admin, "Ben Lind")):
            [flag] = signed_in(person).get(f"/api/v1/claims/{checked.claim.pk}/flags/").json()
            assert (flag["note"], flag["by"]) == ("Rents and flats", name)

    def test_nor_does_the_history_tell_it_after_the_round_was_closed_unread(self, checked, people, now):
        flag_claim(claim_id=checked.claim.pk, kind="two_claims", note="Rents", by=people.lead, at=now)
        signed_in(people.admin).post(address(checked, "shelve/"), {"because": "overtaken", "note": "So"})

        assert "Ben Lind" not in text_of(signed_in(people.second).get(address(checked, "")))

    def test_an_editor_settles_it(self, checked, people, now):
        flag = flag_claim(claim_id=checked.claim.pk, kind="two_claims", by=people.lead, at=now)

        signed_in(people.admin).post(f"/desk/flags/{flag.pk}/settle/", {"outcome": "left"})

        assert Flag.objects.get(pk=flag.pk).outcome == "left"


class TestApi:
    def post(self, person, path: str, **sent):
        return signed_in(person).post(f"/api/v1/{path}", sent, content_type="application/json")

    def test_split_answers_the_children(self, checked, people):
        path = f"claims/{checked.claim.pk}/split/"
        answer = self.post(people.admin, path, parts=["Cars go.", "Lorries go."], follows={str(checked.lead.pk): 1})

        assert answer.status_code == 201
        assert [one["text"] for one in answer.json()] == ["Cars go.", "Lorries go."]
        assert [one["status"] for one in answer.json()] == ["accepted", "in_review"]
        assert {one["split_from"] for one in answer.json()} == {checked.claim.pk}

    def test_merge_answers_the_claim_that_stays(self, people):
        canonical = make_open_round().claim
        claim = AcceptedClaimFactory()

        answer = self.post(people.admin, f"claims/{claim.pk}/merge_under_work/", canonical=canonical.pk, because="Same")

        assert answer.json()["id"] == canonical.pk

    def test_a_refusal_names_its_code(self, checked, people):
        answer = self.post(
            people.admin,
            f"claims/{checked.claim.pk}/reword/",
            text="Nobody drives.",
            kind="spelling",
            version=checked.claim.version,
        )

        assert (answer.status_code, answer.json()["code"]) == (400, "not_spelling_only")

    def test_a_key_of_follows_that_is_no_number_is_refused(self, checked, people):
        path = f"claims/{checked.claim.pk}/split/"
        assert self.post(people.admin, path, parts=["a", "b"], follows={"x": 1}).status_code == 400
