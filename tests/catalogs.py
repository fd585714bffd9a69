"""The words of the public pages and their translations.

    python -m tests.catalogs

takes every word marked in templates and code into factcheck/locale/*/LC_MESSAGES/django.po, keeps what is translated,
tells what is not, and compiles the .mo files. Needs no gettext on the machine.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("factcheck", "claims", "reviews")
LAZY = {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "uk": ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"),
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99"
        " ? 4 : 5);"
    ),
}
HEADER = "# Words of the public pages. Written by `python -m tests.catalogs`; translations are kept."


def languages() -> list[str]:
    """Those with a catalog: all but the one the words are written in."""
    return [code for code in settings.PUBLIC_LANGUAGES if code != settings.LANGUAGE_CODE]


def marked_words() -> Catalog:
    """Every word marked for translation, with the file it stands in."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in {".html", ".py"}):
        source = path.read_text()
        if re.search(r"\bgettext|\bngettext|\bpgettext|\{% load [^%]*\bi18n", source):
            _take_in(catalog, path, source)
    return catalog


def _take_in(catalog: Catalog, path: Path, source: str) -> None:
    for _, words, _, context in _extracted(path, source):
        plural = isinstance(words, tuple) and words
        catalog.add(plural or words, locations=[(str(path.relative_to(ROOT)), None)], context=context)


def _extracted(path: Path, source: str) -> Iterator[tuple]:
    if path.suffix == ".html":
        # What is left of a template are calls between filler; each line of it is read for itself.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    return extract("python", io.BytesIO(source.encode()), KEYWORDS)


def po_of(language: str) -> Path:
    return ROOT / "factcheck" / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalog(language: str) -> Catalog:
    """The catalog as it is written by hand."""
    path = po_of(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def read_compiled(language: str) -> Catalog:
    """The catalog as the server reads it."""
    with po_of(language).with_suffix(".mo").open("rb") as file:
        return read_mo(file)


def missing_in(catalog: Catalog, words: Catalog) -> list[str]:
    """Marked words without a translation, or with one form of a plural missing."""
    found = []
    for message in words:
        translated = catalog.get(message.id, message.context) if message.id else None
        said = translated.string if translated else ""
        forms = said if isinstance(said, tuple) else (said,)
        if message.id and (not all(forms) or "fuzzy" in translated.flags):
            found.append(str(message.id))
    return found


def _empty(language: str) -> Catalog:
    return Catalog(locale=language, header_comment=HEADER, charset="utf-8", fuzzy=False)


def update(language: str, words: Catalog) -> list[str]:
    """Bring one catalog up to the words and compile it; what still lacks a translation."""
    old, new = read_catalog(language), _empty(language)
    for message in words:
        if message.id:
            known = old.get(message.id, message.context)
            new.add(message.id, known.string if known else None, message.locations, context=message.context)
    path = po_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_as_po(new, language))
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, new)
    return missing_in(new, words)


def _as_po(catalog: Catalog, language: str) -> bytes:
    """Without the day it was written and whose tool wrote it: the file changes when words do."""
    written = io.BytesIO()
    write_po(written, catalog, sort_output=True, omit_header=True, width=120, include_lineno=False)
    head = [
        HEADER,
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {PLURALS[language]}\\n"',
        "",
        "",
    ]
    return "\n".join(head).encode() + written.getvalue()


def main() -> int:
    words = marked_words()
    missing = {language: update(language, words) for language in languages()}
    for language, found in missing.items():
        sys.stdout.write(f"{language}: {len(found)} of {len(words)} are not translated\n")
        for one in found:
            sys.stdout.write(f"  {one}\n")
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    if not settings.configured:
        settings.configure(PUBLIC_LANGUAGES=["en", *PLURALS], LANGUAGE_CODE="en")
    sys.exit(main())
