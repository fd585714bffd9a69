"""Whose words a word reports, read off the tree: the subject of a verb, the agent of a passive, whose claim it is."""

from claims.splitting.parsing.trees import Word
from claims.splitting.word_lists import word_set

DEEPEST = 6
"""Verbs climbed through to find the subject they share: "has gone on to try to claim"."""

_RELATIVES = word_set("who which that whom")
_SHARES_SUBJECT = word_set("conj xcomp advcl pcomp prep dep")
_OWNERS = word_set("by from of")


def subject_of(verb: Word) -> Word | None:
    """The noun that does what the verb says, found through participles and joined verbs; a "who" stands for itself."""
    for _ in range(DEEPEST):
        own = verb.child("nsubj", "nsubjpass")
        if own:
            return own
        if verb.label in {"acl", "relcl"}:
            return verb.head
        controller = _controller(verb)
        if controller is None or controller.tag[0] not in "VM":
            return controller if controller and verb.label == "xcomp" else None
        verb = controller
    return None


def antecedent_of(source: Word) -> Word | None:
    """What a "who" refers to."""
    verb = source.head
    return verb.head if source.low in _RELATIVES and verb.label == "relcl" else None


def _controller(verb: Word) -> Word | None:
    """The verb whose subject this one shares, or the object that is told to do it."""
    if verb.label not in _SHARES_SUBJECT or verb.is_root:
        return None
    if verb.label == "xcomp":
        told = verb.head.child("dobj")
        return told if told and told.place < verb.place else verb.head
    return verb.head.head if verb.label == "pcomp" else verb.head


def agent_of(verb: Word) -> Word | None:
    """The noun behind "by" of a passive: "was praised by the mayor"."""
    by = verb.child("agent")
    return by.child("pobj") if by else None


def is_passive(verb: Word) -> bool:
    """Whether the verb stands in the passive."""
    return verb.child("auxpass") is not None


def owner_of(noun: Word) -> Word | None:
    """Whose claim, hope or view it is: "her claim", "the claim of the mayor", "the mayor repeated the claim"."""
    own = noun.child("poss")
    if own:
        return own
    for child in noun.children:
        owner = child.child("pobj") if child.label == "prep" and child.low in _OWNERS else None
        if owner:
            return owner
    governor = noun.head.head if noun.label == "pobj" else noun.head
    if noun.label in {"dobj", "attr", "pobj"} and governor.tag[0] == "V":
        return subject_of(governor)
    return None


def owner_of_state(adjective: Word) -> Word | None:
    """Who is confident, critical or hopeful."""
    return subject_of(adjective.head) if adjective.label in {"acomp", "oprd", "xcomp"} else None
