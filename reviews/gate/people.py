"""Who decided, and what they have to do with the matter."""

from django.db.models.functions import Lower

from reviews.gate.items import GateItem, Question, item
from reviews.models import DeclaredInterest
from reviews.policies.settling import names_in
from reviews.policies.writing import may_sign_off


def reasons(asked: Question) -> GateItem:
    if asked.adjudication:
        return item("reasons", True, f"They differed; {asked.adjudication.by} settled it.", "")
    if len(asked.reviews) < 2:
        return item("reasons", True, "There was one reviewer.", "")
    missing = "Read both rationales and say whether they agree, or ask for the disagreement to be settled."
    return item("reasons", asked.draft.round.reasons_agree is True, "Confirmed by the writer.", missing)


def two_people(asked: Question) -> GateItem:
    """Two decide at least: who reviewed it, settled a difference, and signs the text off."""
    count = len(asked.deciders)
    missing = "So far one person decided; whoever signs it off is the second." if count else "Nobody has decided yet."
    return item("two_people", count > 1, f"{count} people.", missing)


def conflicts(asked: Question) -> GateItem:
    """Readers learn what those who worked on it have to do with the matter, or that there is nothing.

    The desk learns that somebody declared an interest, never who or which.
    """
    if asked.seen.interests:
        return item("conflicts", True, "Readers are told.", "")
    if _is_declared(asked):
        missing = "Somebody who worked on it has declared a conflict of interest. Tell readers in a sentence."
        return item("conflicts", False, "", missing)
    missing = "Say what those who worked on it have to do with the matter, or tick that there is nothing."
    return item("conflicts", asked.seen.no_interests, "There are none.", missing)


def _is_declared(asked: Question) -> bool:
    declared = DeclaredInterest.objects.filter(reviewer__user__in=asked.everybody).order_by()
    names = set(declared.values_list(Lower("name"), flat=True))
    return bool(names) and not names.isdisjoint(names_in(asked.draft.claim))


def sign_off(asked: Question) -> GateItem:
    if asked.signer is not None:
        decision = may_sign_off(asked.signer, asked.draft)
        return item("sign_off", bool(decision), "You may.", decision.reason)
    if asked.signed is None:
        missing = "Not yet." if not asked.draft.sign_offs.exists() else "The text changed after it was signed off."
        return item("sign_off", False, "", missing)
    decision = may_sign_off(asked.signed.signer, asked.draft)
    refused = f"{asked.signed.signer} may no longer sign it."
    return item("sign_off", bool(decision), f"By {asked.signed.signer}.", refused)
