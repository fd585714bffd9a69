import pytest

from benchmarks.evaluation.polnear import find_strings, has_marks, read_articles
from benchmarks.evaluation.quotations import empty, measure, proper_names, score
from claims.splitting.shapes import Attribution, Quotation, Speaker

TEXT = (
    "Ada Holt said “rents will never fall again” here.\nThe “bridge or bust” crowd sang.\nBen Lund thinks rents rose.\n"
)
ANNOTATION = "\n".join(
    [
        "T1\tSource 0 8\tAda Holt",
        "T2\tCue 9 13\tsaid",
        "T3\tContent 14 43\t“rents will never fall again”",
        "E1\tAttribution:T9 Source:T1 Cue:T2 Content:T3",
        "T4\tSource 82 90\tBen Lund",
        "T5\tCue 91 97\tthinks",
        "T6\tContent 98 108;108 109\trents rose",
        "That line carries on the words above",
        "E2\tAttribution:T8 Source:T4 Cue:T5 Content:T6",
    ]
)
QUOTED = (15, 42)
SCARE = (55, 69)


@pytest.fixture
def folder(tmp_path):
    base = tmp_path / "polnear" / "dev"
    for name in ("text", "attributions"):
        (base / name).mkdir(parents=True)
    (base / "text" / "gazette_2016_rents.txt").write_text(TEXT, encoding="utf-8")
    (base / "attributions" / "gazette_2016_rents_1a2b.ann").write_text(ANNOTATION, encoding="utf-8")
    (base / "attributions" / "gazette_2016_rents_9f9f.ann").write_text("", encoding="utf-8")
    return base


def split_with(*quotations, attributions=()):
    def split(text):
        found = empty([Quotation(*span, speaker, "rule", 1.0, False) for span, speaker in quotations])
        return type(found)("", "en", (), found.quotations, tuple(attributions), (), ())

    return split


def test_the_first_annotator_by_name_is_read(folder):
    [article] = read_articles(folder)
    assert [article.text[slice(*unit.span)] for unit in article.units] == [
        "rents will never fall again",
        "bridge or bust",
    ]
    assert [len(unit.sources) for unit in article.units] == [1, 0]
    assert [one.is_indirect for one in article.attributions] == [False, True]


@pytest.mark.parametrize(
    ("found", "given", "right"),
    [
        ([(QUOTED, Speaker("Ada Holt", 0, 8))], 1, 1),
        ([(QUOTED, Speaker("Mrs Holt", 60, 64))], 1, 1),
        ([(QUOTED, Speaker("she", 2, 4))], 1, 1),
        ([(QUOTED, Speaker("Ben Lund", 82, 90))], 1, 0),
        ([(QUOTED, None)], 0, 0),
        ([], 0, 0),
        ([(SCARE, Speaker("crowd", 71, 76))], 1, 0),
        ([(QUOTED, Speaker("Ada Holt", 0, 8)), (SCARE, Speaker("crowd", 71, 76))], 2, 1),
    ],
)
def test_a_quotation_is_right_by_the_words_or_the_name_of_its_speaker(folder, found, given, right):
    counts = score(read_articles(folder), split_with(*found)).quotations
    assert (counts.gold, counts.given, counts.right) == (1, given, right)


@pytest.mark.parametrize(
    ("span", "speaker", "right"),
    [((98, 103), (82, 90), 1), ((98, 103), (0, 8), 0), ((44, 49), (82, 90), 0)],
)
def test_indirect_speech_needs_the_content_and_the_speaker(folder, span, speaker, right):
    one = Attribution(*span, Speaker("X", *speaker), "thinks")
    counts = score(read_articles(folder), split_with(attributions=[one, one])).indirect
    assert (counts.gold, counts.given, counts.right) == (1, 2, right)


def test_speech_between_marks_is_not_indirect(folder):
    one = Attribution(9, 43, Speaker("Ada Holt", 0, 8), "said")
    assert score(read_articles(folder), split_with(attributions=[one])).indirect.given == 0


def test_a_splitter_that_raises_has_refused_the_article(folder):
    def split(text):
        raise ValueError(text)

    result = score(read_articles(folder), split)
    assert (result.refused, result.quotations.gold, result.quotations.f1) == (1, 1, 0)


def test_precision_and_recall_are_percentages(folder):
    found = [(QUOTED, Speaker("Ada Holt", 0, 8)), (SCARE, Speaker("crowd", 71, 76))]
    counts = score(read_articles(folder), split_with(*found)).quotations
    assert (counts.precision, counts.recall, round(counts.f1, 1)) == (50, 100, 66.7)


def test_an_absent_set_is_skipped_by_name(tmp_path):
    [row] = measure(tmp_path)
    assert (row.set, row.value, row.note) == ("polnear", None, "skipped: set is absent")


def test_strings_of_three_words_between_any_marks_are_units():
    text = "A “b c d” e 'f g h' and ''i j k,'' she said, 'l m' it's the boys' own"
    assert [text[start:end] for start, end in find_strings(text)] == ["b c d", "f g h", "i j k,"]


def test_apostrophes_are_no_marks():
    assert not has_marks("the boys' own, it's Ada’s")
    assert has_marks("''so it is")


def test_titles_are_no_names():
    assert proper_names("President Ada Holt’s Republican aide") == {"Ada", "Holt"}
