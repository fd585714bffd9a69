"""A question: it asks, and so claims nothing.

>>> find("‘Who pays?’"), find("Who pays is unclear.")
(True, False)
"""

PHRASE = "is a question"


def find(sentence: str) -> bool:
    """Whether the sentence ends with a question mark, behind any closing marks."""
    return sentence.rstrip("’”\"'»)] \n").endswith(("?", "？", "؟"))
