"""How a status is shown: a shape that says how far, a word that says what."""

SHAPES = {
    "moving": "in_review in_progress fetching reading splitting running drafting open comparing",
    "waiting": "scheduled asked adjudication waiting sent_back hold",
    "done": "closed settled published split same submitted signed_off done live active delivered",
    "stopped": (
        "dismissed not_picked duplicate shelved divided set_aside declined lapsed reassigned ended closed_unread "
        "retracted withheld retired refused dropped"
    ),
    "trouble": "failed quarantined overdue given_up",
}
SHAPE_OF = {status: shape for shape, statuses in SHAPES.items() for status in statuses.split()}

# Those whose own name is the word are left out.
WORDS = {
    "in_review": "in review",
    "in_progress": "in progress",
    "fetching": "being fetched",
    "reading": "being read",
    "splitting": "being split",
    "drafting": "being written",
    "comparing": "being compared",
    "adjudication": "disagreement to settle",
    "sent_back": "sent back",
    "hold": "on hold",
    "settled": "ready to write",
    "same": "already here",
    "signed_off": "signed off",
    "scheduled": "published at its time",
    "live": "published",
    "not_picked": "not picked",
    "duplicate": "same as another claim",
    "divided": "split into several",
    "set_aside": "set aside",
    "reassigned": "given to someone else",
    "ended": "ended with its round",
    "closed_unread": "closed unread",
    "quarantined": "set aside after repeated failures",
    "candidate": "proposed",
    "ready": "to sign off",
    "queued": "waiting",
    "active": "in use",
    "retired": "no longer in use",
    "refused": "refused: no better",
    "given_up": "given up",
}
