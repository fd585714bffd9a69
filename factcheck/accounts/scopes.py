"""What a token may do. People who signed in may do all of it; nobody's token does more than its person may."""

from django.db import models


class Scope(models.TextChoices):
    """Each view of the API names the one that its changes need (`scope = "…"`). Looking needs `read` everywhere."""

    READ = "read", "Read"
    INTAKE = "intake", "Intake"
    TRIAGE = "triage", "Triage"
    QUEUE = "queue", "Queue"
    EVIDENCE = "evidence", "Evidence"
    REVIEW = "review", "Review"
    WRITE = "write", "Write"
    PUBLISH = "publish", "Publish"
    DESK = "desk", "Desk"


MEANINGS = {
    Scope.READ: "look at whatever you may look at yourself",
    Scope.INTAKE: "hand in articles, answer readers’ tips",
    Scope.TRIAGE: "accept and dismiss claims, word, merge, split and shelve them",
    Scope.QUEUE: "take work and give it out, move it, change plans of open rounds",
    Scope.EVIDENCE: "link and take out evidence, copy sources, ask claimants",
    Scope.REVIEW: "save drafts, hand in reviews, settle disagreements",
    Scope.WRITE: "write and hand in fact-checks, and changes to published ones",
    Scope.PUBLISH: "sign off, publish, hold back, retract, answer complaints",
    Scope.DESK: "people’s profiles, plans, the scale, own pages, imports, webhooks",
}
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def needed(method: str, of_the_view: str | None) -> str | None:
    """The scope a request needs; None when the view names none, which no token has."""
    return Scope.READ if method in READING else of_the_view
