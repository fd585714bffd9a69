from claims.splitting import Candidate, Relation, split_article
from claims.splitting.relations import relate


def relations(text: str) -> list[tuple[Relation, ...]]:
    return [one.relations for one in split_article(text).candidates]


def test_the_same_words_again_repeat_the_first():
    text = "The dam at Marsh End broke on Monday.\nRain fell on the hills.\nThe dam at Marsh End broke, on Monday!"
    assert relations(text)[-1] == (Relation("repeats", 0),)


def kinds(text: str) -> list[str]:
    """How the last sentence relates to earlier ones."""
    return [one.kind for one in relations(text)[-1]]


def test_other_numbers_are_in_tension():
    text = "The dam at Marsh End lost 12 panels. Rain fell on the hills. The dam at Marsh End lost 13 panels."
    assert kinds(text) == ["in_tension_with"]


def test_what_is_denied_is_in_tension():
    text = "The dam at Marsh End is safe to cross. Rain fell.\nThe dam at Marsh End is not safe to cross, said Bo Ek."
    assert kinds(text) == ["in_tension_with"]


def test_a_quotation_is_the_source_of_the_sentence_that_retells_it():
    text = "The dam at Marsh End broke on Monday.\n‘The dam at Marsh End broke on Monday,’ said Ada Holt."
    assert kinds(text) == ["source_of"]


def test_a_quotation_backs_up_what_its_speaker_was_said_to_say():
    text = (
        "Ada Holt, the chief engineer, said farmers had been warned early. Rain fell on the hills.\n"
        "‘We rang every one of the farmers at dawn,’ she said."
    )
    assert kinds(text) == ["source_of"]


def test_a_sentence_may_say_more_than_an_earlier_one():
    text = (
        "The dam at Marsh End broke.\nRain fell on the hills all night.\n"
        "The dam at Marsh End broke at dawn, flooding the mill, the school and forty houses in Lower Lane."
    )
    assert kinds(text) == ["says_more_than"]


def test_the_same_amount_in_another_unit_links_two_sentences():
    text = "Smoke reached the coast.\nThe fire took an area twice the size of Wales.\nSome 16,000 square miles are ash."
    assert kinds(text) == ["paraphrases"]


def test_a_few_things_counted_twice_link_nothing():
    assert relations("Three boats left the pier. The mayor has three sons.") == [(), ()]


def test_pictures_of_like_scenes_are_not_related():
    text = "A man looks at the flooded mill near the river\nA woman looks at the flooded mill near the river"
    split = split_article(text, captions=[(0, 46), (47, len(text))])
    assert [one.relations for one in split.candidates] == [(), ()]


def test_parts_are_not_related_by_themselves():
    text = (
        "The dam, which was built in 1968, broke at Marsh End.\nThe dam, which was built in 1968, broke at Marsh End."
    )
    split = split_article(text)
    assert [one.part_of is None for one in split.candidates if one.relations] == [True]


def test_an_encoder_may_say_which_sentences_mean_the_same():
    sentences = [
        Candidate(at * 10, at * 10 + 9, words, None, ("event",), 0.5, ("nothing stands out",))
        for at, words in enumerate(("Rents rose.", "It snowed.", "Tenants pay more."))
    ]
    assert relate(sentences)[2].relations == ()
    assert relate(sentences, similar=lambda texts: [(0, 2)])[2].relations == (Relation("paraphrases", 0),)


def test_sentences_about_other_things_are_not_related():
    assert relations("Rain fell on the hills all night. The council met in the old mill.") == [(), ()]
