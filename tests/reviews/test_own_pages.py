"""What the desk says about itself, in versions, and its scale, in versions: verbs, pages, API."""

import json

import pytest
from django.test import Client

from factcheck.core.errors import Conflict, Invalid, NotAllowed
from reviews.models import PublicPage, PublicPageVersion, PublicScale, Rating, RatingScale, Round
from reviews.own_pages import publish_page
from reviews.scales import Label, Retired, current_scale, revise_scale
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import make_published
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db
CHANGE = {
    "slug": "method",
    "title": "How we work",
    "text": "We check **twice**.",
    "note": "We check twice.",
    "version": 1,
}


def labels() -> list[Label]:
    return [Label(one.name, one.definition, one.kind, one.key, one.names) for one in current_scale().ratings.all()]


def revise(by, at, new, **said):
    return revise_scale(**{"version": 1, "name": "Ours", "because": "Clearer.", "labels": new, **said}, by=by, at=at)


def test_a_new_version_is_shown_and_the_one_before_stays_at_its_address(people, now):
    before = PublicPage.objects.get(slug="method").text
    publish_page(**CHANGE, by=people.admin, at=now)
    reader = Client()
    shown = reader.get("/about/method/").content.decode()
    assert "We check <strong>twice</strong>." in shown
    assert "/about/method/versions/1/" in shown
    earlier = reader.get("/about/method/versions/1/").content.decode()
    assert "earlier version" in earlier
    assert "noindex" in earlier
    assert "How we choose" in earlier
    assert "How we choose" in before
    assert reader.get("/about/method/versions/3/").status_code == 404
    assert reader.get("/about/nothing/versions/1/").status_code == 404


def test_every_shipped_page_has_its_first_version():
    shipped = PublicPage.objects.values_list("slug", "version")
    assert dict(shipped) == dict.fromkeys(("about", "method", "scale", "corrections", "people", "funding"), 1)
    assert PublicPageVersion.objects.filter(number=1).count() == len(shipped)


def test_only_editors_publish_a_page_and_only_on_what_they_read(people, now):
    with pytest.raises(NotAllowed):
        publish_page(**CHANGE, by=people.lead, at=now)
    publish_page(**CHANGE, by=people.admin, at=now)
    with pytest.raises(Conflict) as stale:
        publish_page(**{**CHANGE, "text": "Other"}, by=people.admin, at=now)
    assert stale.value.extra == {"version": 2}
    assert PublicPage.objects.get(slug="method").text == CHANGE["text"]


@pytest.mark.parametrize(
    ("fault", "field", "code"),
    [
        ({"text": " \u200b"}, "text", "text_missing"),
        ({"title": ""}, "title", "title_missing"),
        ({"note": ""}, "note", "note_missing"),
        ({"text": "x" * 50_001}, "text", "too_long"),
        ({"title": "a\x00b"}, "title", "nul_character"),
    ],
)
def test_a_fault_stands_beside_its_field_and_what_was_typed_is_kept(people, now, fault, field, code):
    with pytest.raises(Invalid) as refused:
        publish_page(**{**CHANGE, **fault}, by=people.admin, at=now)
    assert [(one.field, one.code) for one in refused.value.errors] == [(field, code)]
    answer = signed_in(people.admin).post("/desk/pages/method/", {**CHANGE, "title": "Kept words", **fault})
    assert answer.status_code == 400
    assert fault.get("title", "Kept words")[:1] in answer.content.decode()
    assert PublicPage.objects.get(slug="method").version == 1


def test_a_page_that_reads_as_before_is_no_version(people, now):
    page = PublicPage.objects.get(slug="funding")
    with pytest.raises(Invalid) as refused:
        publish_page(**{**CHANGE, "slug": "funding", "title": page.title, "text": page.text}, by=people.admin, at=now)
    assert refused.value.errors[0].code == "nothing_changed"


def test_looking_at_a_page_publishes_nothing_and_shows_what_is_different(people):
    answer = signed_in(people.admin).post("/desk/pages/about/", {**CHANGE, "text": "Other *words*.", "look": "1"})
    shown = answer.content.decode()
    assert "<em>words</em>" in shown
    assert "What is different from version 1" in shown
    assert PublicPage.objects.get(slug="about").version == 1


def test_somebody_elses_version_is_shown_before_it_is_overwritten(people, now):
    publish_page(**CHANGE, by=people.admin, at=now)
    browser = signed_in(people.admin)
    first = browser.post("/desk/pages/method/", {**CHANGE, "text": "Mine"})
    assert first.status_code == 409
    assert "Mine" in first.content.decode()
    assert 'name="version" value="2"' in first.content.decode()
    assert browser.post("/desk/pages/method/", {**CHANGE, "text": "Mine", "version": 2}).status_code == 303


def test_hostile_markdown_stays_words(people, now):
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://e.example/p.png)"
    publish_page(**{**CHANGE, "text": hostile}, by=people.admin, at=now)
    shown = Client().get("/about/method/").content.decode()
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown
    assert "<img" not in shown


def test_a_renamed_label_keeps_its_key_and_what_is_published_keeps_its_name(people, now):
    published = make_published()
    key = published.rating_key
    new = [Label("Wrong", one.definition, one.kind, one.key) if one.key == key else one for one in labels()]
    revise(people.admin, now, new)
    assert Rating.objects.get(scale__is_current=True, key=key).name == "Wrong"
    page = Client().get(f"/verdicts/{published.verdict.number}/", follow=True).content.decode()
    assert published.rating_name in page
    assert "Wrong" not in page
    assert [one.version for one in PublicScale.objects.order_by("version")] == [1, 2]


def test_rounds_under_way_keep_their_scale_and_new_ones_take_the_new(people, now, checked):
    revise(people.admin, now, labels())
    assert Round.objects.get(pk=checked.round.pk).scale.version == 1
    assert Round.objects.get(claim=make_settled_claim()).scale.version == 2


def test_a_label_is_retired_for_another_and_readers_are_told(people, now):
    new = [one for one in labels() if one.key != "mixed"]
    made = revise(people.admin, now, new, retired=[Retired("mixed", "mostly-false")])
    assert made.retired == [{"key": "mixed", "name": "Mixed", "replaced_by": "mostly-false"}]
    assert [one.position for one in made.ratings.filter(kind="ordinal")] == [1, 2, 3, 4]
    page = Client().get("/about/scale/").content.decode()
    assert "Given up with this version" in page
    assert "Earlier versions of the scale" in page


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        (lambda all_: ([one for one in all_ if one.key != "mixed"], []), "labels", "label_lost"),
        (lambda all_: (all_, [Retired("mixed")]), "retired", "not_on_the_scale"),
        (lambda all_: ([*all_, Label("True", "Twice.")], []), "labels", "same_name"),
        (lambda all_: ([*all_, Label("New", " ")], []), "labels", "definition_missing"),
        (lambda all_: ([*all_, Label("", "x")], []), "labels", "name_missing"),
        (lambda all_: ([*all_, Label("New", "x", "strange")], []), "labels", "unknown_kind"),
        (lambda all_: ([*all_, Label("New", "x", names={"?": "y"})], []), "labels", "bad_translation"),
        (lambda all_: ([*all_, *(Label(f"N{n}", "x") for n in range(9))], []), "labels", "too_many_labels"),
        (
            lambda all_: ([one for one in all_ if one.key != "no-label-fits"], [Retired("no-label-fits")]),
            "retired",
            "label_needed",
        ),
        (
            lambda all_: ([one for one in all_ if one.key != "mixed"], [Retired("mixed", "nothing")]),
            "retired",
            "unknown_replacement",
        ),
    ],
)
def test_a_scale_that_loses_or_doubles_a_label_is_refused(people, now, change, field, code):
    new, retired = change(labels())
    with pytest.raises(Invalid) as refused:
        revise(people.admin, now, new, retired=retired)
    assert (field, code) in [(one.field, one.code) for one in refused.value.errors]
    assert RatingScale.objects.count() == 1


def test_only_editors_revise_the_scale_and_only_the_newest(people, now):
    with pytest.raises(NotAllowed):
        revise(people.lead, now, labels())
    revise(people.admin, now, labels())
    with pytest.raises(Conflict):
        revise(people.admin, now, labels())


def test_the_form_makes_a_version_with_a_label_renamed_one_given_up_and_one_new(people):
    browser = signed_in(people.admin)
    page = browser.get("/desk/scale/")
    sent = {"version": 1, "name": "Ours", "because": "Clearer."}
    for row in page.context["rows"]:
        for name in row.fields:
            value = row[name].value()
            if value not in (None, False):
                sent[f"{row.prefix}-{name}"] = value
    by_key = {row["key"].value(): row.prefix for row in page.context["rows"]}
    sent[f"{by_key['false']}-name"] = "Wrong"
    sent[f"{by_key['mixed']}-retire"] = "on"
    new = page.context["rows"][-1].prefix
    sent |= {f"{new}-name": "Half of it", f"{new}-definition": "A part is right.", f"{new}-kind": "ordinal"}
    sent |= {f"{new}-place": 3, f"{new}-names": "de: Zur Hälfte"}
    assert browser.post("/desk/scale/", {**sent, "because": ""}).status_code == 400
    assert browser.post("/desk/scale/", sent).status_code == 303
    made = current_scale()
    steps = made.ratings.filter(kind="ordinal").values_list("name", flat=True)
    assert list(steps) == ["True", "Mostly true", "Half of it", "Mostly false", "Wrong"]
    assert made.ratings.get(key="half-of-it").names == {"de": "Zur Hälfte"}
    assert made.ratings.filter(kind="no_label").exists()


def test_the_same_over_the_api(people):
    browser = signed_in(people.admin)
    scale = browser.get("/api/v1/scale/").json()
    kept = [{name: one[name] for name in ("key", "name", "definition", "kind", "names")} for one in scale["labels"]]
    body = {"version": 1, "name": "Ours", "because": "Clearer.", "labels": kept}
    made = browser.post("/api/v1/scale/", json.dumps(body), content_type="application/json")
    assert (made.status_code, made.json()["version"]) == (201, 2)
    page = browser.get("/api/v1/pages/people/").json()
    change = {"title": page["title"], "text": "Ada Holt leads.", "note": "Names.", "version": 1}
    put = browser.put("/api/v1/pages/people/", json.dumps(change), content_type="application/json")
    assert (put.status_code, put.json()["version"]) == (200, 2)
    assert [one["slug"] for one in browser.get("/api/v1/pages/").json()][:2] == ["about", "method"]


def test_names_of_labels_stand_in_the_language_of_the_page():
    assert "Größtenteils falsch" in Client().get("/de/about/scale/").content.decode()
