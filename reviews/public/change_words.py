"""What readers are told of changes, in their own language: the desk's codes as words."""

from datetime import datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from reviews.models import PublicRevision, PublicScale
from reviews.states import AskedBy, Ground, Removed, ReplyOutcome, RevisionKind, Severity, Stance

CORRECTIONS = {Severity.MINOR: _("Minor correction"), Severity.SUBSTANTIAL: _("Substantial correction")}
PARTS = {
    "title": _("Title"),
    "claim": _("The claim"),
    "claimant": _("Who said it"),
    "found": _("What we found"),
    "conclusion": _("Conclusion"),
    "explanation": _("The check in full"),
    "not_established": _("What we could not establish"),
    "reply": _("What they told us"),
    "against_note": _("Where we looked for evidence against"),
    "primary_note": _("Why it rests on no primary source"),
    "independent_note": _("Why one source is enough"),
    "interests": _("Our interests in the matter"),
    "short_claim": _("The claim in fewer words"),
    "claim_date_note": _("Why there is no date"),
    "claim_date": _("When it was said"),
    "rated_as_of": _("Rated on what was true on"),
    "evidence_until": _("Evidence found up to"),
    "outdated_after": _("May be outdated after"),
    "reply_outcome": _("Asking those who said it"),
}
OUTCOMES = {
    ReplyOutcome.ANSWERED: _("they answered"),
    ReplyOutcome.DECLINED: _("they declined to answer"),
    ReplyOutcome.NO_REPLY: _("no reply by the deadline"),
    ReplyOutcome.NOT_ASKED: _("not asked"),
}
STANCES = {Stance.REFUTES: _("against"), Stance.SUPPORTS: _("for"), Stance.CONTEXT: _("background")}

ASKED = {
    AskedBy.DESK: _("We found it ourselves."),
    AskedBy.READER: _("A reader pointed it out."),
    AskedBy.CLAIMANT: _("The person or organisation whose claim it is pointed it out."),
    AskedBy.CONCERNED: _("Somebody the check is about pointed it out."),
    AskedBy.SOURCE: _("A source pointed it out."),
    AskedBy.EXPERT: _("An expert in the field pointed it out."),
    AskedBy.JOURNALIST: _("Another newsroom pointed it out."),
    AskedBy.AUTHORITY: _("A court or an authority pointed it out."),
}
REMOVED = {
    Removed.WORDS: _("Words were removed on %(day)s %(ground)s."),
    Removed.NAME: _("A name was removed on %(day)s %(ground)s."),
    Removed.ADDRESS: _("An address was removed on %(day)s %(ground)s."),
    Removed.NUMBER: _("A number was removed on %(day)s %(ground)s."),
    Removed.PERSONAL: _("Personal details were removed on %(day)s %(ground)s."),
}


def kind_words(revision: PublicRevision) -> str:
    """“Update”, “Minor correction”."""
    by_weight = CORRECTIONS.get(revision.severity)
    return str(by_weight) if by_weight else kind_in_words(revision.kind)


def kind_in_words(kind: str) -> str:
    """“Update”."""
    return gettext(RevisionKind(kind).label)


def asked_in_words(code: str) -> str:
    """A sentence: what kind of person asked for a change; empty for nobody."""
    return str(ASKED[AskedBy(code)]) if code else ""


def ground_in_words(code: str) -> str:
    """Why something is withheld; empty where nothing may be said."""
    return gettext(Ground(code).label) if code else ""


def taken_in_words(revision: PublicRevision) -> str:
    """What a retraction or a redaction took from readers: “A name was removed on 3 May 2026 for safety. The finding is
    unchanged.” Empty of every other change."""
    ground = ground_in_words(revision.ground)
    if revision.removed and ground:
        told = str(REMOVED[Removed(revision.removed)]) % {"day": _day(revision.published_at), "ground": ground}
        return f"{told} {gettext('The finding is unchanged.')}"
    if revision.kind != RevisionKind.RETRACTION or not ground:
        return ""
    if revision.ground == Ground.WRONG:
        return gettext("We retracted it because it was wrong.")
    return gettext("We retracted it %(ground)s.") % {"ground": ground}


def names_of(scale: PublicScale, language: str) -> dict[str, str]:
    """What each rating of a scale is called in a language, by its name; empty where the scale does not say."""
    return {label["name"]: label.get("names", {}).get(language, "") for label in scale.labels}


def _day(at: datetime) -> str:
    return dateformat.format(timezone.localtime(at), pgettext("a day, the month in full", "j F Y"))
