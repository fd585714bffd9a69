"""A quotation in the words of another language: what somebody says beside it."""

from dataclasses import dataclass

from claims.models import Claim
from claims.triage import typed
from factcheck.core.errors import Invalid
from reviews.typed import must_fit, must_say

LONGEST_TRANSLATOR = 120  # characters


@dataclass(frozen=True)
class Translation:
    """The language the words are in, what they mean in the claim's, and who translated them: all of it, or nothing."""

    language: str = ""
    words: str = ""
    translator: str = ""

    @property
    def columns(self) -> dict[str, str]:
        """As a piece of evidence keeps it."""
        return {"quote_language": self.language, "quote_translation": self.words, "translator": self.translator}


def usable_translation(claim: Claim, *, language: str, translation: str, translator: str) -> Translation:
    """What was typed, tidied; empty when nothing was. Raises `Invalid` on the fields: one of them is not enough."""
    said = Translation(language.strip(), translation.strip(), " ".join(translator.split()))
    if said == Translation():
        return said
    must_say(said.language, "language", "language_missing", "Say which language the words are in.")
    code = typed.language(said.language)
    if code == claim.language:
        raise Invalid.field("language", "same_language", "The claim is in this language too. Leave the three empty.")
    must_say(said.words, "translation", "translation_missing", "Write what the words mean in the claim's language.")
    must_fit(said.words, "translation")
    must_say(said.translator, "translator", "translator_missing", "Say who translated the words. Readers see it.")
    must_fit(said.translator, "translator", longest=LONGEST_TRANSLATOR)
    return Translation(code, said.words, said.translator)
