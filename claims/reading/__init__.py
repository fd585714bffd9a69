"""From bytes as received to the text of an article, with captions kept. Plain Python, no network.

``read_text`` for files, ``clean_text`` for pasted text, ``text_hash`` for the identity of a text,
``detect_language`` for its language. All refusals are ``UnreadableText`` with a stable code.
"""

from claims.reading.cleaning import LONGEST_TEXT, UnreadableText, clean_text, text_hash
from claims.reading.decoding import decode
from claims.reading.files import MEDIA_TYPES, ReadText, read_text
from claims.reading.languages import detect_language

__all__ = [
    "LONGEST_TEXT",
    "MEDIA_TYPES",
    "ReadText",
    "UnreadableText",
    "clean_text",
    "decode",
    "detect_language",
    "read_text",
    "text_hash",
]
