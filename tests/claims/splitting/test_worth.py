import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.splitting import split_article
from claims.splitting.prior import shipped_prior
from claims.splitting.signs import read_signs
from claims.splitting.worth import CAPTION, SAID, Line, rank, weigh_all

PLAIN = "The council closed the bridge in March after divers found 14 cracks."


def weigh(text, **options):
    return weigh_all([Line(text, read_signs(text), **options)])[0]


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ("The council cut 40 jobs last year.", "The council will look at jobs."),
        ("Crime in Harrow fell by 12 per cent in 2021.", "I think Harrow is a fine town."),
        ("He voted against the school in 2019.", "Thank you all for coming."),
        (PLAIN, "We hope for the best."),
    ],
)
def test_facts_weigh_more_than_wishes_and_courtesy(stronger, weaker):
    assert weigh(stronger).value > 0.5 > weigh(weaker).value


def test_words_in_a_caption_weigh_less_and_say_so():
    caption = weigh(PLAIN, kind="caption")
    assert caption.value < weigh(PLAIN).value
    assert CAPTION in caption.reasons


def test_words_somebody_is_said_to_say_weigh_more_and_say_so():
    said = weigh("The bridge is safe.", attributed=True)
    assert said.value > weigh("The bridge is safe.").value
    assert SAID in said.reasons


def test_reasons_stand_by_strength_and_agree_with_their_changes():
    one = weigh(PLAIN)
    assert len(one.reasons) == len(one.changes)
    assert list(one.changes) == sorted(one.changes, key=abs, reverse=True)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), max_size=80), st.sampled_from(["body", "caption", "headline"]), st.booleans())
def test_any_words_get_a_figure_between_0_and_1_and_one_to_five_reasons(text, kind, attributed):
    one = weigh(text, kind=kind, attributed=attributed)
    assert 0 <= one.value <= 1
    assert 1 <= len(one.reasons) <= 5


def test_an_ordinary_sentence_has_three_reasons_or_more():
    assert len(weigh(PLAIN).reasons) >= 3


def test_ranking_without_reasons_orders_like_weighing():
    texts = [PLAIN, "Thank you.", "Rents rose by 9 per cent.", "The mayor left."]
    lines = [Line(text, read_signs(text)) for text in texts]
    by_value = sorted(texts, key=lambda text: weigh(text).value)
    assert sorted(texts, key=lambda text: rank(lines)[texts.index(text)]) == by_value


def test_another_prior_can_take_the_place_of_the_shipped_one():
    flat = shipped_prior().__class__(
        **{
            name: getattr(shipped_prior(), name) * (0 if name not in {"version", "credit"} else 1)
            for name in shipped_prior().__dataclass_fields__
        }
    )
    [one] = split_article(PLAIN, prior=flat).candidates
    assert one.checkworthiness != split_article(PLAIN).candidates[0].checkworthiness


def test_english_words_do_not_count_in_an_article_of_another_language():
    text = "Der Rat hat die Brücke im März gesperrt."
    german, unknown = (split_article(text, language=code).candidates[0] for code in ("de", None))
    assert not any("words like" in reason for reason in german.reasons)
    assert german.checkworthiness != unknown.checkworthiness
