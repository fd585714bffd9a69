"""The language of a text, from its letters alone."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LONGEST_SAMPLE = 4_000
SURE = 0.5
FEWEST_LETTERS = 20
UNKNOWN = "und"


def detect_language(text: str) -> str:
    """The ISO 639 code of the text's language, or ``und`` when it is too short or the model is not sure.

    >>> detect_language("The bridge was closed on Monday after cracks were found."), detect_language("1 2 3")
    ('en', 'und')
    """
    sample = text[:LONGEST_SAMPLE]
    if sum(1 for character in sample if character.isalpha()) < FEWEST_LETTERS:
        return UNKNOWN
    language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= SURE else UNKNOWN


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded at the first use: it takes half a second that a command without text should not pay."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
