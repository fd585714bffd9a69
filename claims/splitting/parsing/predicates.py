"""Every word of a tree that might report something: a verb, noun or adjective with a source and a complement.

Nothing here decides whether it does report; `likelihood` does, from the word, the construction and the traits.
Constructions: ``clause`` (said that …), ``question`` (asked whether …), ``to``, ``ing``, ``small`` (called it a …),
``object``, ``of`` and other prepositions, ``aside`` (…, she said, …), ``as clause`` (as she said), ``adverbial``. Those
of a noun begin with ``noun`` (her claim that …), of an adjective with ``state`` (confident that …), of a passive with
``passive`` when its subject reports (was assured that …) and with ``by`` when its agent does.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.splitting.parsing.sources import agent_of, is_passive, owner_of, owner_of_state, subject_of
from claims.splitting.parsing.trees import Span, Word, below, extent, extent_below, extent_without
from claims.splitting.word_lists import word_set

_ASKING = word_set("what how why whether where when who if which")
_ASKING_AS = word_set("advmod mark dobj nsubj nsubjpass attr pobj")
_CLAUSES = frozenset({"as clause", "clause", "question", "to", "ing"})
_NOT_CONTENT = word_set("punct conj cc")


class Predicate(NamedTuple):
    """A word that may report: who is its source, how it takes what is said, and where that stands."""

    word: Word
    cue: Span
    construction: str
    source: Word
    content: Span


def find_predicates(words: Sequence[Word]) -> Iterator[Predicate]:
    """The candidates of one sentence in the order of their words."""
    for word in words:
        if word.low == "according":
            yield from _according(word)
        elif word.tag[0] == "V":
            yield from _verb(word)
        elif word.tag in {"NN", "NNS"}:
            yield from _noun(word)
        elif word.tag[0] == "J":
            yield from _adjective(word)


def _according(word: Word) -> Iterator[Predicate]:
    to = next((one for one in word.children if one.low == "to"), None)
    source = to.child("pobj") if to else None
    content = None if word.is_root else extent_without(word.head, word)
    if to and source and content:
        yield Predicate(word, (word.start, to.end), "according", source, content)


def _verb(verb: Word) -> Iterator[Predicate]:
    agent = agent_of(verb)
    passive = is_passive(verb)
    source = agent or subject_of(verb)
    if source is None:
        return
    voice = "by " if agent else "passive " if passive else ""
    cue = (verb.start, verb.end)
    patient = verb.child("nsubjpass") if agent else None
    for construction, content in _complements(verb):
        if patient and construction not in _CLAUSES:
            break
        yield Predicate(verb, cue, voice + construction, source, content)
        if construction != "as clause":
            return
    if patient:
        yield Predicate(verb, cue, "by subject", source, extent_below(patient))


def _complements(verb: Word) -> Iterator[tuple[str, Span]]:
    """What the verb takes, the surest reading first."""
    yield from _as(verb)
    for child in verb.children:
        if child.label == "ccomp":
            yield ("question" if _asks(child) else "clause"), extent_below(child)
        elif child.label == "xcomp":
            yield _kind_of_open_clause(child), _open_clause(verb, child)
    thing = verb.child("dobj", "dative")
    if thing and thing.place > verb.place:
        yield "object", _rest(verb, thing)
    yield from _behind(verb)
    if verb.label == "parataxis":
        content = extent_without(verb.head, verb)
        if content:
            yield "aside", content


def _as(verb: Word) -> Iterator[tuple[str, Span]]:
    if verb.label == "advcl" and (verb.has("mark", {"as"}) or verb.has("advmod", {"as"})):
        content = extent_without(verb.head, verb)
        if content:
            yield "as clause", content


def _behind(verb: Word) -> Iterator[tuple[str, Span]]:
    for child in verb.children:
        if child.place > verb.place and child.label in {"prep", "advcl"}:
            yield (child.low if child.label == "prep" else "adverbial"), extent_below(child)


def _asks(clause: Word) -> bool:
    return any(one.label in _ASKING_AS and one.low in _ASKING for one in clause.children)


def _kind_of_open_clause(clause: Word) -> str:
    if clause.tag == "VBG":
        return "ing"
    return "to" if clause.tag[0] == "V" else "small"


def _open_clause(verb: Word, clause: Word) -> Span:
    """The clause with the object before it: "urged [the council to act]"."""
    thing = verb.child("dobj")
    return _rest(verb, thing) if thing and thing.place < clause.place else extent_below(clause)


def _rest(verb: Word, first: Word) -> Span:
    """From ``first`` to the end of the verb's own complements."""
    tops = [one for one in verb.children if one.place >= first.place and one.label not in _NOT_CONTENT]
    return extent(below(tops))


def _noun(noun: Word) -> Iterator[Predicate]:
    source = owner_of(noun)
    if source is None:
        return
    for construction, content in _of_noun(noun, source):
        yield Predicate(noun, (noun.start, noun.end), f"noun {construction}", source, content)
        return


def _of_noun(noun: Word, source: Word) -> Iterator[tuple[str, Span]]:
    behind = [one for one in noun.children if one.place > noun.place]
    for child in behind:
        if child.label == "ccomp" or (child.label in {"acl", "relcl"} and child.has("mark", {"that"})):
            yield "clause", extent_below(child)
        elif child.label == "acl" and child.has("aux", {"to"}):
            yield "to", extent_below(child)
    for child in behind:
        if child.label == "prep" and source.head is not child:
            yield child.low, extent_below(child)


def _adjective(adjective: Word) -> Iterator[Predicate]:
    source = owner_of_state(adjective)
    if source is None:
        return
    for child in adjective.children:
        construction = {"ccomp": "clause", "xcomp": "to", "prep": child.low}.get(child.label)
        if construction and child.place > adjective.place:
            cue = (adjective.start, adjective.end)
            yield Predicate(adjective, cue, f"state {construction}", source, extent_below(child))
            return
