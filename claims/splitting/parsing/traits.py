"""What beside the word itself tells whether a predicate reports: who speaks, how the verb stands, what it governs."""

from collections.abc import Iterator

from claims.splitting.parsing.predicates import Predicate
from claims.splitting.parsing.trees import Word
from claims.splitting.word_lists import word_set

_MODALS = word_set("would could can ca may might should must will wo 'd ’d 'll ’ll")
_SPEECH_ACT = word_set("i we you me us")
_VAGUE = word_set("they it one people")
_PERSON = word_set("he she")
_CONDITIONS = word_set("if because whether for before than")
_LABELS = word_set("ccomp conj relcl xcomp acl pcomp advcl dobj pobj nsubj")
_FORMS = word_set("VB VBD VBG VBN VBP VBZ")
FEWEST_WORDS = 3


def traits_of(one: Predicate, *, words_said: str, holds_quotation: bool) -> frozenset[str]:
    """The traits of a predicate; ``words_said`` is its content."""
    found = set(_standing(one.word))
    found.update(_helpers(one.word))
    found.update(_source(one.source))
    if holds_quotation:
        found.add("holds a quotation")
    if len(words_said.split()) < FEWEST_WORDS:
        found.add("says little")
    return frozenset(found)


def _standing(word: Word) -> Iterator[str]:
    """How the word stands in its sentence."""
    if word.tag in _FORMS:
        yield f"form {word.tag}"
    if word.label in _LABELS:
        yield f"is {word.label}"
    if not word.head.is_root:
        yield "deep"
    if any(one.label == "ccomp" for one in _above(word)):
        yield "inside a clause"


def _above(word: Word) -> Iterator[Word]:
    """The words it hangs under, nearest first, without the root; itself not among them."""
    while not word.head.is_root:
        word = word.head
        yield word


def _helpers(word: Word) -> Iterator[str]:
    for child in word.children:
        if child.label == "neg":
            yield "negated"
        elif child.label == "aux":
            if child.low in _MODALS:
                yield "modal"
            elif child.low == "to":
                yield "infinitive"
            elif child.low in {"do", "does", "did"}:
                yield "asks or stresses"
        elif child.label == "mark":
            if child.low in _CONDITIONS:
                yield "condition"
            elif child.low == "that":
                yield "behind that"


def _source(source: Word) -> Iterator[str]:
    if source.low in _SPEECH_ACT:
        yield "by writer or reader"
    elif source.low in _VAGUE:
        yield "by it or them"
    elif source.low in _PERSON:
        yield "by him or her"
    elif source.tag in {"NNP", "NNPS"}:
        yield "by name"
    elif source.tag == "CD" or source.low == "percent":
        yield "by a number"
    elif source.tag in {"WP", "WDT", "DT"}:
        yield "by a pronoun"
