"""Whether quoted words stand in a text, and where: plain Python, fast on a million characters, linear on any.

`find_words` looks word for word, then past differences of quotation marks, dashes, hyphens, spaces and ligatures, and
past what an excerpt leaves out with "…". Letters, digits and their case must be the same. `nearest_passage` finds what
is most like words that are not there. All offsets count code points of the text as it was given.
"""

from reviews.finding_words.finding import Found, Searched, Span, find_words, nearest_passage
from reviews.finding_words.fragments import text_fragment

__all__ = ["Found", "Searched", "Span", "find_words", "nearest_passage", "text_fragment"]
