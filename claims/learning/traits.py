"""What is known of a claim when it is proposed, in plain words: the features of the desk model that people can read.

They are kept as they were at that moment. What people set in triage (topic, kind of claimant, type) is set on the
claims they care for, so a model that saw it would learn the answer from the answer.

The name of who says it is not among them: a desk that chooses by the fact and not by the person must not be taught
otherwise. Topics are set in triage alone, so the words of the claim stand for them.
"""

from collections.abc import Collection

SHORT, LONG = 7, 20  # words


def traits_of(*, signs: Collection[str], types: Collection[str], kind: str, said_by: str, words: int) -> list[str]:
    """The traits of a claim: its signs, its types, the kind of its passage and of its claimant, its length.

    `said_by` is a kind of claimant, empty when nobody is named.

    >>> traits_of(signs={"has a number"}, types=["numeric"], kind="body", said_by="outlet", words=12)
    ['has a number', 'is numeric', 'of middling length', 'said by an outlet', 'stands in the body']
    """
    named = [*signs, *(f"is {_spoken(one)}" for one in types), f"stands in the {kind}", _length(words)]
    named.append(f"said by {_with_article(_spoken(said_by))}" if said_by else "said by nobody named")
    return sorted(set(named))


def _spoken(code: str) -> str:
    return code.replace("_", " ")


def _with_article(words: str) -> str:
    return "somebody unknown" if words == "unknown" else f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _length(words: int) -> str:
    return "short" if words < SHORT else "of middling length" if words < LONG else "long"
