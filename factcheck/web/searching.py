"""Full-text search that finds words beside any quotation mark or dash.

In the locale our databases have, PostgreSQL's parser takes every character beyond ASCII for a letter: the first word of
“Stallholders’ takings” would be one that nobody types. So such marks are spaces before it reads.

What readers search is found in any form of its words, in each of the languages PostgreSQL ships rules for.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable, SearchVector, SearchVectorField
from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable

# Fixed, since indexes hold it. Not the joiners U+200C and U+200D, which stand inside words.
QUOTES = "“”„‟«»〝〞「」『』"
MARKS = (
    QUOTES
    + "‘’‚‛‹›′″‴`´"
    + "‐‑‒–—―⁃−·•‣…‥"
    + "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    + "\u200b\u202f\u205f\u2060\u3000\ufeff"
    + "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    + "¡¿§¶†‡‰‱©®™°€£¥¢"
    + "،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？"
    + "־׳״"
)
AS_WRITTEN = "simple"  # PostgreSQL's rules for words without forms
MOST_UNWANTED = 8  # parts behind a minus; further ones are passed over
# PostgreSQL's rules by language. Fixed, since generated columns hold them: those that every release we run on ships, so
# not Estonian, which 17 lacks. There are none for Ukrainian or Polish.
FORMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_ASKED_PART = re.compile(r'(?P<no>-?)(?P<words>"[^"]*"?|\S+)')
_ASKED = str.maketrans({**dict.fromkeys(MARKS, " "), **dict.fromkeys(QUOTES, '"')})


def searched(*columns: str | Combinable) -> SearchVector:
    """The searchable words of these columns, for an index, a generated column or a filter."""
    return SearchVector(*(_without(MARKS, one) for one in columns), config="simple")


def asked_for(words: str) -> SearchQuery:
    """What somebody typed, read as search engines read it: "a phrase" in whatever quotation marks, or, -not."""
    return SearchQuery(words.translate(_ASKED), config="simple", search_type="websearch")


def forms_of(language: str) -> str:
    """PostgreSQL's rules for a language, by its tag.

    >>> forms_of("de"), forms_of("pt-BR"), forms_of("uk"), forms_of("")
    ('german', 'portuguese', 'simple', 'simple')
    """
    return FORMS.get(language.partition("-")[0], AS_WRITTEN)


def searched_in_forms(*, language: str, **weighted: tuple[str, ...]) -> Func:
    """The searchable words of these columns and their forms in the row's language, for a generated column.

    Columns come under their weight, A (counts most) to D; `language` names the column with the language's tag.
    """
    parts = [
        Func(_words(rules, columns), Value(weight), function="setweight")
        for rules in (rules_of(language), Value(AS_WRITTEN))
        for weight, columns in weighted.items()
    ]
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" || ", output_field=SearchVectorField())


def asked_in_forms(words: str, languages: Iterable[str]) -> SearchQueryCombinable | None:
    """What somebody typed, as `asked_for`, in any form the words have in any of these languages, or as written.

    What is asked for with a minus is left out in every form, up to `MOST_UNWANTED`. None when nothing was typed.
    """
    rules = sorted({AS_WRITTEN, *map(forms_of, languages)})
    wanted, unwanted = _sorted_out(words)
    parts = [reduce(or_, [_read(wanted, one) for one in rules])] if wanted else []
    parts += [~_read(unwanted, one) for one in rules] if unwanted else []
    return reduce(and_, parts) if parts else None


def words_wanted(words: str, languages: Iterable[str]) -> SearchQueryCombinable | None:
    """What to mark in texts in these languages: the words asked for, not those to leave out; None if there are none."""
    wanted = _sorted_out(words)[0]
    rules = sorted({AS_WRITTEN, *map(forms_of, languages)})
    return reduce(or_, [_read(wanted, one) for one in rules]) if wanted else None


def plain(column: str | Combinable) -> Func:
    """The column as the search reads it, sign for sign: marks are spaces, and so are those of tags and entities."""
    return _without(MARKS + "<>&", column)


def _sorted_out(words: str) -> tuple[str, str]:
    """What is wanted, and what is not: any of these phrases."""
    parts = [(one["no"], one["words"].lstrip("-")) for one in _ASKED_PART.finditer(words.translate(_ASKED))]
    unwanted = dict.fromkeys(part.replace('"', " ").strip() for no, part in parts if no)
    phrases = [f'"{part}"' for part in unwanted if part][:MOST_UNWANTED]
    return " ".join(part for no, part in parts if not no), " or ".join(phrases)


def _read(words: str, rules: str) -> SearchQuery:
    return SearchQuery(words, config=rules, search_type="websearch")


def _words(rules: Combinable, columns: Iterable[str]) -> Func:
    # Joined before they are read: each reading has a price of its own.
    text = Func(*columns, template="(%(expressions)s)", arg_joiner=" || ' ' || ", output_field=TextField())
    return Func(rules, _without(MARKS, text), function="to_tsvector", output_field=SearchVectorField())


def _without(marks: str, words: str | Combinable) -> Func:
    """With spaces for these marks: fifteen times as fast as translate(), which looks for each sign among all of them.

    None of the marks means anything within the brackets, so no mark needs a backslash.
    """
    read = F(words) if isinstance(words, str) else words
    every = Value(f"[{marks}]")
    return Func(read, every, Value(" "), Value("g"), function="regexp_replace", output_field=TextField())


def rules_of(language: str) -> Func:
    """The rules for the language a column names. Constants only: PostgreSQL wants to know that they never change."""
    cases = " ".join(f"WHEN '{tag}' THEN '{rules}'::regconfig" for tag, rules in FORMS.items())
    template = f"CASE split_part(%(expressions)s, '-', 1) {cases} ELSE '{AS_WRITTEN}'::regconfig END"
    return Func(F(language), template=template, output_field=TextField())
