"""Taking checks of others in: once, with their changes, and matched with what waits in triage."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import kinds
from claims.imports.streaming import checks_in
from claims.imports.taking_in import import_checks
from claims.models import ClaimMatch, ImportedCheck
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from tests.claims.imports.publishers import REVIEW, found_claim
from tests.claims.matching.matching import BRIDGE, RENTS, article_with, done
from tests.factories.claims import ArticleFactory, CandidateFactory

REVIEW = {**REVIEW, "claimReviewed": RENTS}


def read(document) -> list:
    return [one for entry in checks_in(io.BytesIO(json.dumps(document).encode())) for one in entry.checks]


ODD = [
    "İ" * 12,
    "\u0958" * 2_000,
    "a\x00b",
    "\ud800",
    "e" + "\u0301" * 300,
    "x" * 6_000,
    "https://" + "a" * 240 + ".example/",
    "https://" + "İ" * 250,
    "https://a.example/" + "é" * 1_980,
    "9999-12-31T23:59:59-23:59",
    "0000-00-00",
    "2026-05-02T10:00:00+99:99",
    "1e400",
    "NaN",
    "-0",
    "0,000000001",
    float("nan"),
    float("inf"),
    10**400,
    -1,
    0,
    True,
    None,
]
WORDS = st.one_of(st.sampled_from(ODD), st.text(st.characters(), max_size=20), st.integers(), st.floats())
INSIDE = ["name", "url", "@id", "@value", "en", "author", "ratingValue", "bestRating", "worstRating", "alternateName"]
NESTED = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INSIDE), inner, max_size=4),
    max_leaves=6,
)
ANYTHING = st.sampled_from(ODD) | NESTED
FIELDS = [
    "url",
    "author",
    "inLanguage",
    "claimReviewed",
    "itemReviewed",
    "reviewRating",
    "datePublished",
    "name",
    "publisher",
]
REVIEWS = st.dictionaries(st.sampled_from(FIELDS), ANYTHING, min_size=1, max_size=5)
SEARCHED = [*found_claim(1)["claimReview"][0], "deskReview"]
FOUND = st.dictionaries(st.sampled_from(SEARCHED), ANYTHING, min_size=1, max_size=4)
CLAIMS = st.dictionaries(st.sampled_from(["text", "claimant", "claimDate"]), ANYTHING, max_size=2)
ENTRIES = st.one_of(
    REVIEWS.map(lambda changes: {**REVIEW, **changes}),
    st.builds(lambda found, claim: {**found_claim(1, **found), **claim}, FOUND, CLAIMS),
    ANYTHING,
)


@pytest.mark.django_db
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ENTRIES, min_size=4, max_size=16))
def test_whatever_stands_in_an_entry_the_others_are_taken_in(odd):
    sound = {**REVIEW, "claimReviewed": BRIDGE, "url": "https://checks.example/sound"}
    ImportedCheck.objects.all().delete()
    import_checks(read([*odd, sound]), at=datetime(2026, 5, 2, tzinfo=UTC))
    assert ImportedCheck.objects.filter(url=sound["url"]).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"inLanguage": "İ" * 12}, {"author": None, "url": ODD[6]}])
def test_one_odd_entry_does_not_keep_the_others_out(now, changes):
    assert import_checks(read([{**REVIEW, **changes}, {**REVIEW, "claimReviewed": BRIDGE}]), at=now).added == 2


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(now):
    first = import_checks(read([REVIEW, {**REVIEW, "claimReviewed": BRIDGE}, {**REVIEW, "url": ""}]), at=now)
    again = import_checks(read([REVIEW, REVIEW]), at=now)
    assert (first.added, first.unusable) == (2, 1)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    assert ImportedCheck.objects.count() == 2
    assert Entry.objects.filter(verb="import_checks").count() == 2


@pytest.mark.django_db
def test_a_changed_rating_is_taken_over(now):
    import_checks(read(REVIEW), at=now)
    changed = import_checks(read({**REVIEW, "reviewRating": {"alternateName": "True"}}), at=now)
    assert changed.changed == 1
    assert ImportedCheck.objects.get().outcome_rating == "True"


@pytest.mark.django_db
def test_what_waits_in_triage_is_matched_with_what_came_in(now):
    article, entered = article_with(RENTS), CandidateFactory(text=RENTS, article=None)
    finished = ArticleFactory(triage_finished_at=now)
    import_checks(read(REVIEW), at=now)
    assert set(Job.objects.filter(kind=kinds.MATCH).values_list("subject_id", flat=True)) == {article.pk}
    assert Job.objects.get(kind=kinds.MATCH_CLAIM).subject_id == entered.pk
    done()
    check = ImportedCheck.objects.get()
    assert set(ClaimMatch.objects.filter(imported=check).values_list("claim__article", flat=True)) <= {article.pk, None}
    assert finished.pk != article.pk


@pytest.mark.django_db
def test_the_desks_own_checks_are_left_out(now, settings):
    settings.PUBLIC_ORIGIN = "https://desk.example"
    counts = import_checks(read([{**REVIEW, "url": "https://desk.example/verdicts/1-rents/"}, REVIEW]), at=now)
    assert (counts.added, counts.unusable) == (1, 0)


@pytest.mark.django_db
def test_what_is_kept_says_all_that_was_read(now):
    import_checks(read({**REVIEW, "name": "Did rents rise?", "itemReviewed": {"url": "https://a.example/1"}}), at=now)
    check = ImportedCheck.objects.get()
    assert (check.publisher_site, check.title, check.truth) == ("checks.example", "Did rents rise?", 0.25)
    assert check.appearances == ["https://a.example/1"]


@pytest.mark.django_db
def test_the_command_says_what_became_of_a_file(tmp_path, capsys):
    file = tmp_path / "feed.json"
    file.write_text("\ufeff" + json.dumps([REVIEW]), encoding="utf-8")
    call_command("import_checks", str(file))
    assert "1 added, 0 changed" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("received", [b"\xff\xfe\x00", b"no json", None])
def test_the_command_refuses_in_one_line(tmp_path, received):
    file = tmp_path / "feed.json"
    if received is not None:
        file.write_bytes(received)
    with pytest.raises(CommandError) as refusal:
        call_command("import_checks", str(file))
    assert "\n" not in str(refusal.value)
    assert not ImportedCheck.objects.exists()
