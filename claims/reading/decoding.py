"""Bytes to characters: by byte-order mark, by the declared encoding, as UTF-8, then by detection, in this order.

UTF-7 and codecs that are no character encodings are never used, whoever declares them.

>>> decode("naïve".encode("utf-8"), declared=None).text
'naïve'
>>> found = decode("naïve café".encode("utf-8"), declared="iso-8859-1")
>>> found.encoding, found.guessed
('utf-8', True)
"""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from claims.reading.cleaning import UnreadableText

SAMPLE = 64_000
"""Bytes shown to the detector; its time grows with them."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER = frozenset({"utf-7", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape"})
_NEVER_EITHER = frozenset({"idna", "punycode", "mbcs", "oem", "undefined"})
_LATIN = frozenset({"iso8859-1", "cp1252", "iso8859-15", "ascii"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding that gave them, and whether it was found out rather than declared."""

    text: str
    encoding: str
    guessed: bool
    note: str = ""


def decode(received: bytes, *, declared: str | None) -> Decoded:
    """The characters of ``received``. Raises ``UnreadableText`` (``bad_encoding``) when no encoding fits."""
    declared = "".join(letter if letter.isprintable() else "?" for letter in declared or "")  # notes tell it
    for mark, encoding in _BOMS:
        if received.startswith(mark):
            return _decode_marked(received, encoding, declared)
    name = _usable(declared)
    if name:
        text = _try(received, name)
        if text is not None and not _is_really_utf8(received, name):
            return Decoded(text, name, guessed=False)
    return _detect(received, declared)


def _decode_marked(received: bytes, encoding: str, declared: str | None) -> Decoded:
    text = _try(received, encoding)
    if text is None:
        detail = f"The file begins like {_plain(encoding)} but is damaged. Save it again as UTF-8."
        raise UnreadableText(detail, code="bad_encoding")
    name = _usable(declared)
    agrees = name is None or name.replace("-", "").replace("_", "").startswith(_plain(encoding).replace("-", ""))
    note = "" if agrees else f"Declared as {declared}, but the file's first bytes say {_plain(encoding)}."
    return Decoded(text, _plain(encoding), guessed=not agrees, note=note)


def _detect(received: bytes, declared: str | None) -> Decoded:
    text = _try(received, "utf-8")
    if text is not None:
        note = f"Declared as {declared}, but the bytes are UTF-8." if declared else ""
        return Decoded(text, "utf-8", guessed=bool(declared), note=note)
    damaged = _damaged_utf8(received)
    if damaged is not None:
        note = "The bytes are damaged UTF-8; what could not be read was replaced by “\ufffd”."
        return Decoded(damaged, "utf-8", guessed=True, note=note)
    best = from_bytes(received[:SAMPLE]).best()
    for encoding in (best.encoding if best else None, "cp1252"):
        name = _usable(encoding)
        text = _try(received, name) if name else None
        if name and text is not None:
            return Decoded(text, name, guessed=True, note=f"The encoding was not declared rightly; it reads as {name}.")
    detail = "These bytes are not text in any encoding we know. Save the file as UTF-8 and send it again."
    raise UnreadableText(detail, code="bad_encoding")


def _usable(declared: str | None) -> str | None:
    """The codec's own name, or None for none, an unknown one and those that are never used."""
    if not declared or len(declared) > 40:
        return None
    try:
        codec = codecs.lookup(declared.strip())
    except (LookupError, ValueError):
        return None
    is_text = getattr(codec, "_is_text_encoding", False)
    return codec.name if is_text and codec.name.lower() not in _NEVER | _NEVER_EITHER else None


def _try(received: bytes, encoding: str) -> str | None:
    try:
        # Pages that say Latin-1 mean Windows-1252, as browsers have always read them.
        return received.decode("cp1252" if encoding == "iso8859-1" else encoding)
    except (UnicodeError, ValueError):
        return received.decode(encoding, "replace") if encoding == "iso8859-1" else None


def _is_really_utf8(received: bytes, encoding: str) -> bool:
    """Whether bytes declared as Latin or UTF-16 are UTF-8: chance hardly ever makes valid UTF-8 of other text."""
    if encoding.startswith(("utf-16", "utf-32")):
        return b"\x00" not in received and _try(received, "utf-8") is not None
    return encoding in _LATIN and not received.isascii() and _try(received, "utf-8") is not None


def _damaged_utf8(received: bytes) -> str | None:
    """The text when most of what is not ASCII is valid UTF-8, a few bytes lost or cut off; else None."""
    text = received.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    valid = sum(1 for character in text if character > "\x7f") - lost
    return text if lost * 5 <= valid else None


def _plain(encoding: str) -> str:
    return "utf-8" if encoding == "utf-8-sig" else encoding
