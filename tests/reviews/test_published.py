"""A published verdict travels as JSON and comes back the same."""

from datetime import date

from reviews.published import Published, PublishedAppearance, PublishedEvidence, PublishedRating

SEEN = Published(
    title="What we found",
    claim="What was said",
    rating=PublishedRating("false", "False", "The claim is wrong.", 5),
    steps=("True", "False"),
    scale="desk 1",
    found="It is not so.",
    explanation="**No.**",
    claim_date=date(2026, 5, 2),
    evidence=(PublishedEvidence("refutes", "words", "https://a.example/", published_on=date(2026, 1, 1)),),
    appearances=(PublishedAppearance("Courier", said_on=date(2026, 5, 2)),),
    reviewers=("Ben", "Chi"),
)


def test_comes_back_equal():
    assert Published.from_json(SEEN.to_json()) == SEEN
    assert Published.from_json(SEEN.to_json()).digest == SEEN.digest


def test_reads_what_was_stored_before_words_were_verified():
    content = SEEN.to_json()
    for name in ("verified", "fragment_url"):
        del content["evidence"][0][name]

    assert Published.from_json(content) == SEEN


def test_leaves_out_what_a_later_version_of_the_desk_added():
    content = {**SEEN.to_json(), "mood": "cheerful"}
    content["evidence"][0]["smell"] = "none"

    assert Published.from_json(content) == SEEN
