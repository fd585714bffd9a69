"""Where each requirement of the gate is met: the page, or the field of the draft."""

from django.urls import reverse

from reviews.models import VerdictDraft

OF_THE_CLAIM = {
    "claim": ("later", "evidence", "links", "archived", "quotations", "primary", "claim_date", "holds"),
    "contact": ("reply",),
}
FIELDS = {
    **{key: key for key in ("title", "found", "conclusion", "explanation")},
    "dates": "rated_as_of",
    "independent": "independent_note",
    "against": "against_note",
    "intent": "intent_note",
    "conflicts": "interests",
    "embargo": "embargo_until",
}
EVIDENCE = "draft-evidence"  # the id of the pieces in the form


def link_for(key: str, draft: VerdictDraft, *, writes: bool) -> str:
    """The address where somebody meets it; empty where there is none, or only the writer's form, and they do not write.

    >>> link_for("sign_off", VerdictDraft(), writes=True)
    ''
    """
    for page, keys in OF_THE_CLAIM.items():
        if key in keys:
            return reverse(page, args=[draft.claim_id])
    if key in ("settled", "reasons"):
        return reverse("round", args=[draft.round_id])
    if key == "change":
        return reverse("draft_changes", args=[draft.pk])
    if not writes:
        return ""
    if key == "stances":
        return f"{reverse('draft', args=[draft.pk])}#{EVIDENCE}"
    return f"{reverse('draft', args=[draft.pk])}#id_{FIELDS[key]}" if key in FIELDS else ""
