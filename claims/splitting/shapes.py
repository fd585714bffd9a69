"""What the splitter returns: frozen records that point into the text by code-point offsets, end exclusive."""

from dataclasses import dataclass, field
from datetime import date


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
class Unmarked:
    """Words that read like a quotation whose marks were lost. A flag for a person: nobody is said to have said it."""

    start: int
    end: int
    reason: str
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True)
class When:
    """Words that tell a time, and the days they cover once a publication date is known (both ends included)."""

    start: int
    end: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or short form at ``start:end`` and the name it refers to; ``name`` None: not resolved."""

    start: int
    end: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place named at ``start:end``."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured amount, in its base unit so that equal quantities meet: 5 km and 5,000 metres are both 5000 m.

    ``low`` and ``high`` differ when the words are a range or an approximation. ``unit`` "" counts things; ``of`` is
    what is counted or shared out, in the singular, "" when the words do not tell.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader of the claim alone would lack: who, when, where, what its pronouns mean.

    ``suggestion`` is a self-contained wording for a person to accept, or None when the words stand alone. ``said_on``
    is the day on which the words were said, when the clause that reports them tells it.
    """

    when: tuple[When, ...] = ()
    where: tuple[Place, ...] = ()
    references: tuple[Reference, ...] = ()
    suggestion: str | None = None
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How a candidate relates to an earlier one; ``to`` is that one's index in ``candidates``."""

    kind: str
    to: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence worth a person's look, or a part of one.

    ``checkworthiness`` runs from 0 to 1; ``claimant`` None: the article itself. ``part_of`` is the index of the
    candidate this one was cut from, by ``rule``. ``type_reasons`` says why for each of ``types``, in that order.
    """

    start: int
    end: int
    text: str
    claimant: str | None
    types: tuple[str, ...]
    checkworthiness: float
    reasons: tuple[str, ...]
    relations: tuple[Relation, ...] = ()
    rule: str = "sentence"
    part_of: int | None = None
    type_reasons: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    context: Context = field(default_factory=Context)


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
    unmarked: tuple[Unmarked, ...] = ()
