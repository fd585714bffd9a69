"""Words of codes that readers meet, marked for translation: they come from the tables' own lists, in English.

A test holds them against those lists.
"""

from django.utils.translation import gettext, gettext_noop, ngettext

from factcheck.web.languages import FIRST
from reviews.how_checked import SETTLED
from reviews.published import Published
from reviews.states import ClosedBecause, Settled

OF_CODES = (
    # kinds of versions
    gettext_noop("First published"),
    gettext_noop("Addition"),
    gettext_noop("Update"),
    gettext_noop("Correction"),
    gettext_noop("Retraction"),
    gettext_noop("Redaction"),
    # who asked for a change
    gettext_noop("We found it ourselves"),
    gettext_noop("A reader"),
    gettext_noop("The person or organisation whose claim it is"),
    gettext_noop("Somebody the check is about"),
    gettext_noop("A source"),
    gettext_noop("An expert in the field"),
    gettext_noop("Another newsroom"),
    gettext_noop("A court or an authority"),
    # how it was passed on
    gettext_noop("Asserts it"),
    gettext_noop("Reports it"),
    gettext_noop("Doubts it"),
    gettext_noop("Debunks it"),
    gettext_noop("Satirises it"),
    # why we checked it
    gettext_noop("Many people have seen it"),
    gettext_noop("It could do harm"),
    gettext_noop("A public figure said it"),
    gettext_noop("Readers asked"),
    gettext_noop("Part of a running story"),
    # why something is withheld or was taken out
    gettext_noop("it was wrong"),
    gettext_noop("for legal reasons"),
    gettext_noop("for safety"),
    gettext_noop("to protect somebody’s privacy"),
    gettext_noop("because of somebody’s rights in it"),
    # how the rating came about
    gettext_noop("They gave the same rating."),
    gettext_noop("Their ratings lay one step apart; they talked, and then gave the same one."),
    gettext_noop("Most of them gave this rating, the others the one next to it."),
    gettext_noop("Somebody who had not reviewed it settled the rating."),
    # why it was closed before all had answered
    gettext_noop("the others did not answer in time"),
    gettext_noop("nobody else was free to look at it"),
    gettext_noop("it could not wait"),
    gettext_noop("an editor found that enough"),
    # languages of quotations
    gettext_noop("English"),
    gettext_noop("German"),
    gettext_noop("Ukrainian"),
    gettext_noop("Arabic"),
    gettext_noop("Russian"),
    gettext_noop("French"),
    gettext_noop("Spanish"),
    gettext_noop("Polish"),
    gettext_noop("Turkish"),
)
ADJUDICATED = "Somebody who had not reviewed it settled the rating."


def how_it_was_checked(seen: Published, language: str) -> str:
    """How they worked: in the desk's own words, or from the codes in another language."""
    if language == FIRST:
        return seen.how
    return " ".join(_sentences(seen))


def _sentences(seen: Published):
    checking = seen.checking
    if checking.opinions:
        yield ngettext(
            "%(count)d person reviewed it.", "%(count)d people reviewed it.", checking.opinions
        ) % {"count": checking.opinions}  # fmt: skip
    if checking.closed_early in ClosedBecause.values:
        why = gettext(ClosedBecause(checking.closed_early).label)
        yield gettext("More were asked for; it was closed early: %(why)s.") % {"why": why}
    if checking.second_look:
        yield gettext("A second opinion is made after publication.")
    if checking.settled == Settled.ADJUDICATED:
        yield gettext(ADJUDICATED)
    elif checking.settled in SETTLED:
        yield gettext(SETTLED[Settled(checking.settled)])
