"""Every column in which words of a published check may stand, in this room and in the one below."""

from django.db.models import Q, QuerySet

from claims.redacting import Cut, Reach, reaches_of_claims
from factcheck.core.blackening import Blackening
from factcheck.notices.models import Mail, Notice
from factcheck.readers.models import SenderLetter
from reviews.models import (
    Adjudication,
    Assignment,
    ClaimantContact,
    Complaint,
    ContactLetter,
    DraftNote,
    DraftVersion,
    Evidence,
    EvidenceReading,
    Flag,
    GateOverride,
    Hold,
    PointsAgainst,
    PublicRevision,
    PublicVerdict,
    Recheck,
    Removal,
    Review,
    ReviewDraft,
    Round,
    RoundChange,
    Source,
    VerdictDraft,
)
from reviews.publication.removals.copies import reaches_of_copies
from reviews.published import CODES

OF_A_REVISION = ("title", "claim_text", "claimant", "found", "topic", "note", "why")
OF_A_DRAFT = (
    *("title", "found", "explanation", "not_established", "reply", "against_note", "primary_note", "independent_note"),
    *(
        "intent_note",
        "short_claim",
        "conclusion",
        "interests",
        "schedule_fault",
        "change_note",
        "change_why",
        "sent_back_note",
    ),
)


def revisions_of(verdict: PublicVerdict) -> Reach:
    """What readers see and saw. The counts of `content` and of the columns beside it are one."""
    rows = PublicRevision.objects.filter(verdict=verdict)
    return Reach("what readers see, every version", rows, OF_A_REVISION, ("content",), leave=CODES)


def reaches_of_desk(verdict: PublicVerdict, cut: Cut) -> list[Reach]:
    """What the desk holds of it and an editor may count."""
    claims = cut.claims
    drafts = VerdictDraft.objects.filter(claim__in=claims)
    evidence = Evidence.objects.filter(claim__in=claims)
    contacts = ClaimantContact.objects.filter(claim__in=claims)
    of_evidence = ("excerpt", "location", "nearest", "quote_translation", "translator", "removed_because")
    of_sources = ("title", "publisher", "author", "interest", "withheld_because")
    return [
        *reaches_of_claims(cut),
        Reach("evidence", evidence, of_evidence, ("selector",), leave=CODES),
        Reach("sources", Source.objects.filter(evidence__in=evidence).distinct(), of_sources, versioned=True),
        Reach("drafts", drafts, OF_A_DRAFT, versioned=True),
        Reach("drafts", DraftVersion.objects.filter(draft__in=drafts), trees=("content",), leave=CODES),
        Reach("notes on drafts", DraftNote.objects.filter(draft__in=drafts), ("quote", "text", "answer")),
        Reach("notes on drafts", GateOverride.objects.filter(draft__in=drafts), ("reason",)),
        Reach("letters", contacts, ("answer", "how", "closed_because"), versioned=True),
        Reach("letters", ContactLetter.objects.filter(contact__in=contacts), ("to", "subject", "body", "trouble")),
        *reaches_of_copies(cut),
        Reach("error reports", Complaint.objects.filter(number=verdict.number), ("text", "note", "outcome")),
        Reach("", Removal.objects.filter(verdict=verdict), ("because", "public_note", "refused_because")),
        *_remarks(claims),
    ]


def _remarks(claims: tuple[int, ...]) -> list[Reach]:
    what = "remarks"
    return [
        Reach(what, Hold.objects.filter(claim__in=claims), ("reason", "released_because")),
        Reach(what, Flag.objects.filter(claim__in=claims), ("note",)),
        Reach(what, Recheck.objects.filter(claim__in=claims), ("detail", "decided_because", "done_because")),
        Reach(what, Adjudication.objects.filter(round__claim__in=claims), ("note",)),
    ]


def sealed_reaches(cut: Cut) -> list[Reach]:
    """What is sealed, or somebody's own: the words go from there too, and nobody is told how often they stood there."""
    rounds = Round.objects.filter(claim__in=cut.claims)
    asked = Assignment.objects.filter(round__in=rounds)
    told = ("note", "hand_over", "ended_because", "overridden_because")
    return [
        Reach("", Review.objects.filter(round__in=rounds), ("rationale",), ("checklist",)),
        Reach("", EvidenceReading.objects.filter(review__round__in=rounds), ("note",)),
        Reach(
            "",
            ReviewDraft.objects.filter(assignment__in=asked),
            ("rationale", "note_to_self"),
            ("readings", "checklist"),
            leave=frozenset({"stance"}),
            versioned=True,
        ),
        Reach("", asked, told),
        Reach("", rounds, ("changed_because",)),
        Reach("", RoundChange.objects.filter(round__in=rounds), ("because",)),
        Reach("", PointsAgainst.objects.filter(round__in=rounds), ("because",)),
    ]


def told_of(black: Blackening) -> list[Reach]:
    """Notices, mails and letters to senders that quote the words; found by the database, for they are many."""
    pattern = black.for_the_database()
    mails: QuerySet[Mail] = Mail.objects.filter(Q(text__iregex=pattern) | Q(subject__iregex=pattern))
    letters = SenderLetter.objects.filter(Q(body__iregex=pattern) | Q(subject__iregex=pattern))
    return [
        Reach("", Notice.objects.filter(text__iregex=pattern), ("text",)),
        Reach("", mails, ("subject", "text")),
        Reach("", letters, ("subject", "body")),
    ]
