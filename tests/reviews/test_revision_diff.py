"""What changed between two versions of a verdict, and which kind of change that may be."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.publication.kinds_of_change import faults_between
from reviews.published import Published, PublishedAppearance, PublishedChange, PublishedEvidence, PublishedRating
from reviews.revision_diff import TEXTS, changed_fields, compare_revisions

PIECE = PublishedEvidence("refutes", "17,310 vehicles", "https://roads.example/")
BEFORE = Published(
    title="The tunnel carries 17,000 cars",
    claim="The tunnel carries 40,000 cars",
    rating=PublishedRating("mostly-false", "Mostly false", position=4),
    steps=("True", "False"),
    scale="desk 1",
    found="The office counted 17,310.",
    explanation="One.\nTwo.",
    evidence=(PIECE,),
)
FALSE = PublishedRating("false", "False", position=5)
TOLD = {"note": "We said X. It is Y.", "why": "They counted again", "asked_by": "desk"}


def change(kind: str, severity: str = "", **told) -> PublishedChange:
    return PublishedChange(kind, severity, **{**TOLD, **told})


def test_nothing_changed_is_no_difference():
    assert not compare_revisions(BEFORE, replace(BEFORE, writer="Ana", change=change("update")))
    assert changed_fields(BEFORE, BEFORE) == frozenset()


def test_names_the_rating_the_texts_and_the_dates():
    after = replace(BEFORE, rating=FALSE, explanation="One.\nThree.", rated_as_of=date(2026, 5, 4))

    found = compare_revisions(BEFORE, after)

    assert [one.key for one in found.rating] == ["mostly-false", "false"]
    [text] = found.texts
    assert (text.name, len(text.difference.paragraphs)) == ("explanation", 1)
    [value] = found.values
    assert (value.name, value.before, value.after) == ("rated_as_of", None, date(2026, 5, 4))


def test_tells_evidence_that_came_went_or_is_read_anew_and_no_other_order():
    other = PublishedEvidence("supports", "39,800 vehicles", "https://b.example/")
    new = PublishedEvidence("context", "The tunnel opened in 1997", "https://c.example/")
    before = replace(BEFORE, evidence=(PIECE, other))
    after = replace(BEFORE, evidence=(new, replace(PIECE, stance="context")))

    found = [(one.kind, one.evidence.excerpt, one.was) for one in compare_revisions(before, after).evidence]

    assert found == [("in", new.excerpt, ""), ("stance", PIECE.excerpt, "refutes"), ("out", other.excerpt, "")]
    assert not compare_revisions(before, replace(before, evidence=(other, PIECE)))


def test_a_source_whose_name_is_withheld_since_is_the_same_piece():
    hidden = replace(PIECE, url="", withheld="She would lose her job")
    assert not compare_revisions(BEFORE, replace(BEFORE, evidence=(hidden,)))


def test_tells_places_that_came_and_went():
    here, there = PublishedAppearance(outlet="The Gull"), PublishedAppearance(outlet="The Tern")
    found = compare_revisions(replace(BEFORE, appearances=(here,)), replace(BEFORE, appearances=(there,)))
    assert [(one.kind, one.place.outlet) for one in found.places] == [("in", "The Tern"), ("out", "The Gull")]


@pytest.mark.parametrize("missing", ["note", "why", "asked_by"])
def test_readers_are_told_what_why_and_who_asked(missing):
    after = replace(BEFORE, explanation="More", change=change("update", **{missing: ""}))
    assert len(faults_between(BEFORE, after)) == 1


@pytest.mark.parametrize(
    ("kind", "severity", "fault"),
    [
        ("correction", "", "minor or substantial"),
        ("update", "minor", "Only a correction"),
        ("retraction", "", "an addition, an update or a correction"),
    ],
)
def test_the_kind_is_said_in_full(kind, severity, fault):
    [told] = faults_between(BEFORE, replace(BEFORE, explanation="More", change=change(kind, severity)))
    assert fault in told


@given(
    kind=st.sampled_from(["addition", "update", "correction"]),
    severity=st.sampled_from(["minor", "substantial"]),
    touched=st.sets(st.sampled_from([*TEXTS, "rating", "evidence"])),
)
def test_kinds_are_never_mixed(kind, severity, touched):
    values = dict.fromkeys(touched & set(TEXTS), "Other words")
    values |= {"rating": FALSE} if "rating" in touched else {}
    values |= {"evidence": ()} if "evidence" in touched else {}
    told = change(kind, severity if kind == "correction" else "")

    fit = not faults_between(BEFORE, replace(BEFORE, **values, change=told))

    # Of the texts only the explanation said something before: the others begin here.
    what_we_said = {"claim", "claimant", "rating", "title", "found", "conclusion", "short_claim"}
    mixed = kind == "addition" and touched & (what_we_said | {"explanation", "evidence"})
    understated = kind == "correction" and severity == "minor" and touched & what_we_said
    assert fit == bool(touched and not mixed and not understated)


FULL = replace(
    BEFORE,
    explanation="It is safe. We asked twice.",
    not_established="Who counted.",
    against_note="We looked in the yearbooks.",
    reply_outcome="no_reply",
    interests="The publisher owns the paper.",
)
OTHER = PublishedEvidence("context", "It opened in 1997", "https://c.example/")
TAKES_AWAY = [
    {"explanation": "It is not safe. We asked twice."},
    {"explanation": "We asked twice. It is safe."},
    {"explanation": "It is safe."},
    {"against_note": ""},
    {"not_established": "Who counted then."},
    {"interests": "", "no_interests": True},
    {"interests": "The publisher owned the paper."},
    {"evidence": ()},
    {"evidence": (replace(PIECE, stance="supports"), OTHER)},
    {"reply_outcome": ""},
    {"reply_outcome": "declined"},
    {"short_claim": "Cars in the tunnel"},
    {"claim_date": date(2026, 5, 4)},
]


@pytest.mark.parametrize("other", TAKES_AWAY)
def test_an_addition_takes_nothing_away_and_an_update_may(other):
    assert len(faults_between(FULL, replace(FULL, **other, change=change("addition")))) == 1
    assert not faults_between(FULL, replace(FULL, **other, change=change("update")))


@pytest.mark.parametrize(
    "more",
    [
        {"explanation": "It is safe. We asked a third time. We asked twice.\n\nNobody else did."},
        {"against_note": "We looked in the yearbooks. Nothing there."},
        {"interests": "The publisher owns the paper. Its owner drives."},
        {"evidence": (OTHER, PIECE)},
        {"reply_outcome": "answered", "reply": "He had another year in mind."},
        {"primary_note": "The loop is gone."},
        {"evidence_until": date(2026, 5, 4)},
    ],
)
def test_an_addition_brings_more(more):
    assert not faults_between(FULL, replace(FULL, **more, change=change("addition")))


def test_what_they_told_us_may_only_be_said_anew_when_they_had_not_answered():
    answered = replace(FULL, reply_outcome="answered", reply="He was wrong.")
    for other in ({"reply": "He was right."}, {"reply_outcome": "no_reply", "reply": "He was wrong."}):
        assert faults_between(answered, replace(answered, **other, change=change("addition")))


@pytest.mark.parametrize(
    ("other", "fits"),
    [
        ({"title": "The tunel carries 17,000 cars"}, True),
        ({"title": "The tunnel carries 19,000 cars"}, False),
        ({"title": "The tunnel carries no cars"}, False),
        ({"found": "The offices counted 17,310."}, True),
        ({"found": "The office counted 39,800."}, False),
        ({"short_claim": "40,000 cars"}, False),
        ({"claim": "The tunnel carries 40,000 carts"}, False),
        ({"claimant": "Ada"}, False),
        ({"conclusion": "Nobody knows"}, False),
        ({"explanation": "Three."}, True),
    ],
)
def test_a_minor_correction_leaves_what_is_checked_and_found(other, fits):
    assert (not faults_between(BEFORE, replace(BEFORE, **other, change=change("correction", "minor")))) == fits
    assert not faults_between(BEFORE, replace(BEFORE, **other, change=change("correction", "substantial")))


def test_a_long_text_is_compared_in_a_moment():
    long = "Safe. " * 8_000
    assert not faults_between(
        replace(BEFORE, explanation=long), replace(BEFORE, explanation=long + "More.", change=change("addition"))
    )
