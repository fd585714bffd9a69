"""The Team page, a person's page and one's own profile, as people use them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import Assignment, AwayPeriod, DeclaredInterest, Reviewer, ReviewerTopic
from reviews.people.interests import declare_interest
from tests.factories.claims import TopicFactory
from tests.factories.people import PersonFactory
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

SECRET = "canary-interest-71be"


def today():
    return timezone.localdate()


def page(person, name, *args, **kwargs) -> str:
    answer = signed_in(person).get(reverse(name, args=args), kwargs)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def post(person, route, *args, **typed):
    return signed_in(person).post(reverse(route, args=args), typed)


def words_of(html: str) -> str:
    """What a reader hears: no tags, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_team_page_says_what_everybody_takes_on_and_carries(people, checked):
    ReviewerTopic.objects.create(reviewer=people.lead.reviewer, topic=TopicFactory(name="Rents"), level="expert")
    AwayPeriod.objects.create(reviewer=people.lead.reviewer, from_on=today(), until_on=today() + timedelta(days=2))
    declare_interest(kind="person", name=SECRET, by=people.lead, at=timezone.now())
    Assignment.objects.filter(pk=checked.lead.pk).update(points=5)
    html = page(people.admin, "team")
    row = next(row for row in html.split("<tr>") if "Ben Lind</a>" in row)
    text = words_of(row)
    for said in ("5 of 16", "1 open assignment", "Rents expert", "English", "1 conflict declared", "1 to move"):
        assert said in text
    assert 'max="16" high="16" value="5"' in row
    assert SECRET not in html


def test_a_long_team_is_paged_by_name_in_both_directions(people):
    for n in range(60):
        PersonFactory(name=f"Zed {n:02}", is_active=n % 2 == 0)
    seen, url = [], reverse("team")
    client, pages = signed_in(people.admin), 0
    while url:
        html = client.get(url).content.decode()
        seen += re.findall(r"Zed \d\d(?=</)", html.split("</table>")[0])
        found = re.search(r'rel="next" href="([^"]+)"', html)
        back = re.search(r'rel="prev" href="([^"]+)"', html)
        url, pages = (reverse("team") + found[1] if found else None), pages + 1
    expected = [f"Zed {n:02}" for n in range(60)]
    shown = list(dict.fromkeys(seen))
    assert (sorted(shown), pages) == (expected, 2)
    first = client.get(reverse("team") + back[1]).content.decode()
    assert "Ana Ruiz" in first
    assert 'rel="prev"' not in first


def test_people_are_found_by_name(people):
    table = page(people.admin, "team", q="lind").split("<tbody>")[1].split("</tbody>")[0]
    assert ("Ben Lind" in table, "Chi Okafor" in table) == (True, False)
    assert "Nobody is called so" in page(people.admin, "team", q="\x00nobody")


def test_a_reviewer_edits_languages_and_days_and_cannot_touch_capacity(people):
    assert 'name="capacity"' not in page(people.lead, "profile")
    typed = {"version": 1, "languages": ["en"], "another": "de", "working_days": [1, 2], "capacity": 99}
    assert post(people.lead, "person_work", people.lead.pk, **typed)["Location"] == reverse("profile")
    saved = Reviewer.objects.get(user=people.lead)
    assert (saved.languages, saved.working_days, saved.capacity) == (["de", "en"], [1, 2], 16)


def test_an_editor_sets_capacity_on_the_person_s_page(people):
    assert 'name="capacity"' in page(people.admin, "person", people.lead.pk)
    answer = post(people.admin, "person_work", people.lead.pk, version=1, capacity=30)
    assert (answer.status_code, answer["Location"]) == (303, reverse("person", args=[people.lead.pk]))
    assert Reviewer.objects.get(user=people.lead).capacity == 30


def test_what_was_typed_stays_beside_the_refusal(people):
    answer = post(people.lead, "person_work", people.lead.pk, version=1, another="qqq")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "is not a language the desk knows" in html
    assert 'value="qqq"' in html


def test_a_stale_form_keeps_what_was_typed_and_can_be_saved_again(people):
    post(people.admin, "person_work", people.lead.pk, version=1, languages=["de"], capacity=16)
    answer = post(people.lead, "person_work", people.lead.pk, version=1, another="fr")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="fr"' in html
    form = html.split(reverse("person_work", args=[people.lead.pk]))[1]
    assert 'name="version" value="2"' in form.split("</form>")[0]


def test_topics_are_chosen_with_their_levels(people):
    TopicFactory(name="Rents", slug="rents")
    learn = words_of(page(people.lead, "profile").split('id="topics"')[1].split("</section>")[0])
    assert ("Learning" in learn, "Expert" in learn) == (True, False)
    post(people.admin, "person_topics", people.lead.pk, version=1, **{"topic-rents": "expert"})
    assert ReviewerTopic.objects.get().level == "expert"
    assert post(people.lead, "person_topics", people.lead.pk, version=2, **{"topic-rents": ""}).status_code == 303
    assert not ReviewerTopic.objects.exists()


def test_a_level_that_is_not_theirs_to_give_is_refused(people):
    TopicFactory(name="Rents", slug="rents")
    answer = post(people.lead, "person_topics", people.lead.pk, version=1, **{"topic-rents": "expert"})
    assert answer.status_code == 400
    assert not ReviewerTopic.objects.exists()


def test_going_away_with_open_work_says_that_the_editors_see_it(people, checked):
    first, last = today(), today() + timedelta(days=3)
    answer = post(people.lead, "person_away", people.lead.pk, from_on=first, until_on=last)
    assert (answer.status_code, answer["Location"]) == (303, reverse("profile"))
    text = words_of(page(people.lead, "profile"))
    assert "You have 1 open assignment; the editors see that it needs a new home." in text
    period = AwayPeriod.objects.get()
    assert post(people.lead, "away_end", period.pk).status_code == 303
    assert not AwayPeriod.objects.exists()


def test_bad_days_keep_what_was_typed(people):
    answer = post(people.lead, "person_away", people.lead.pk, from_on="2020-01-01", until_on="2020-01-02")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "This day has passed." in html
    assert 'value="2020-01-02"' in html


def test_an_editor_sees_open_work_with_a_way_to_move_it(people, checked):
    html = page(people.admin, "person", people.lead.pk)
    work = html.split('id="open-work"')[1].split("</section>")[0]
    assert checked.claim.wording.text in work
    assert reverse("claim", args=[checked.claim.pk]) in work
    assert "Move it" in work


def test_interests_are_read_and_withdrawn_by_their_owner_alone(people):
    answer = post(people.lead, "interest_declare", kind="organisation", name=SECRET)
    assert answer.status_code == 303
    mine = page(people.lead, "profile")
    assert SECRET in mine
    assert "has not met this name yet" in mine
    theirs = page(people.admin, "person", people.lead.pk)
    assert SECRET not in theirs
    assert "1 conflict declared" in words_of(theirs)
    declared = DeclaredInterest.objects.get()
    assert post(people.admin, "interest_withdraw", declared.pk).status_code == 404
    assert post(people.lead, "interest_withdraw", declared.pk).status_code == 303
    assert SECRET not in page(people.lead, "profile")


def test_declaring_says_when_held_work_went_back(people, checked):
    client = signed_in(people.lead)
    typed = {"kind": "person", "name": str(checked.claim.claimant)}
    html = client.post(reverse("interest_declare"), typed, follow=True).content.decode()
    assert "One claim you held went back to the desk." in html


def test_declaring_twice_is_refused_beside_the_name(people):
    post(people.lead, "interest_declare", kind="person", name="Ada Bell")
    answer = post(people.lead, "interest_declare", kind="person", name="ada bell")
    assert answer.status_code == 400
    assert "You have declared this already." in answer.content.decode()
    assert 'value="ada bell"' in answer.content.decode()


def test_a_colleague_s_page_is_like_one_that_does_not_exist(people):
    client = signed_in(people.second)
    theirs, none = (client.get(reverse("person", args=[pk])) for pk in (people.lead.pk, 10**9))
    assert (theirs.status_code, none.status_code) == (404, 404)


def test_one_s_own_page_is_the_profile(people):
    answer = signed_in(people.lead).get(reverse("person", args=[people.lead.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("profile"))


def test_every_field_of_the_profile_has_a_label_of_its_own(people):
    TopicFactory(name="Rents", slug="rents")
    html = page(people.admin, "profile")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    fields = re.findall(r"<(?:input|select)\b[^>]*>", html.split("<h1")[1])
    seen = [field for field in fields if 'type="hidden"' not in field]
    labels = set(re.findall(r'<label for="([^"]+)"', html))
    assert len(seen) >= 10
    assert [field for field in seen if not set(re.findall(r'\bid="([^"]+)"', field)) & labels] == []
