"""What the splitter returns: frozen records that point into the text by code-point offsets, end exclusive."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence-sized span. ``kind`` is headline, body, caption, boilerplate or artifact; ``reason`` says why."""

    start: int
    end: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said something: the words of the text that name the source, and the name they were resolved to."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two quotation marks, one record per paragraph.

    ``unclosed`` is true when neither this paragraph nor one that continues it closes the mark. ``confidence`` is
    how often the rule is right on news text, 0 when there is no speaker.
    """

    start: int
    end: int
    speaker: Speaker | None
    rule: str
    confidence: float
    unclosed: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """Indirect speech: what was said without quotation marks, by whom, and the word that tells so."""

    start: int
    end: int
    speaker: Speaker
    cue: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How a candidate relates to an earlier one; ``to`` is that one's index in ``candidates``."""

    kind: str
    to: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence worth a person's look. ``checkworthiness`` runs from 0 to 1; ``claimant`` None: the article itself."""

    start: int
    end: int
    text: str
    claimant: str | None
    types: tuple[str, ...]
    checkworthiness: float
    reasons: tuple[str, ...]
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A passage that is not proposed, and why. It stays visible, so that a person can overrule the splitter."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """All that one run found. Every passage is either a candidate or set aside; ``notes`` say what was cut short."""

    version: str
    language: str
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    candidates: tuple[Candidate, ...]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...] = ()
