"""How the lists of words in these modules are written down."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set, so that a long list can be read as prose.

    >>> sorted(word_set("said told added"))
    ['added', 'said', 'told']
    """
    return frozenset(words.split())
