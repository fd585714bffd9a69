from claims.splitting import Relation, split_article


def relations(text: str) -> list[tuple[Relation, ...]]:
    return [one.relations for one in split_article(text).candidates]


def test_the_same_words_again_repeat_the_first():
    text = "The dam at Marsh End broke on Monday.\nRain fell on the hills.\nThe dam at Marsh End broke, on Monday!"
    assert relations(text)[-1] == (Relation("repeats", 0),)


def test_other_numbers_make_another_claim():
    text = "The dam at Marsh End lost 12 panels. Rain fell on the hills. The dam at Marsh End lost 13 panels."
    assert [one.kind for one in relations(text)[-1]] == ["paraphrases"]


def test_a_quotation_and_its_retelling_never_fold_into_one():
    text = "The dam at Marsh End broke on Monday.\n‘The dam at Marsh End broke on Monday,’ said Ada Holt."
    assert [one.kind for one in relations(text)[-1]] == ["paraphrases"]


def test_sentences_about_other_things_are_not_related():
    assert relations("Rain fell on the hills all night. The council met in the old mill.") == [(), ()]
