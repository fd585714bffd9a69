"""Every requirement: what it asks, and which criteria of the fact-checkers' codes it answers.

IFCN: the numbers of the Code of Principles. EFCSN: the articles of the European Code of Standards; without a number it
is our reading of what the code asks for. What names none is our own rule.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Requirement:
    """What is asked, in the words of the page; `overridable`: an editor may publish without, giving a reason."""

    words: str
    criteria: tuple[str, ...] = ()
    overridable: bool = False


REQUIREMENTS = {
    "settled": Requirement("The rating is settled", ("IFCN 5.4",)),
    "reasons": Requirement("The reviewers agree for the same reasons", ("IFCN 5.4",)),
    "later": Requirement("Evidence that came after the reviews was looked at", ("IFCN 5.3",)),
    "title": Requirement("The title says what we found", ("IFCN 5.1",)),
    "found": Requirement("“What we found” is written", ("IFCN 5.1",)),
    "conclusion": Requirement("It has a conclusion in place of a rating", ("IFCN 5.1",)),
    "explanation": Requirement("The explanation is written", ("IFCN 3.1", "IFCN 5.1")),
    "evidence": Requirement("There is evidence", ("IFCN 3.1",)),
    "links": Requirement("Every piece says where it is from", ("IFCN 3.1",), overridable=True),
    "archived": Requirement("Every linked piece is kept in a copy", ("IFCN 3.1",), overridable=True),
    "quotations": Requirement("Quotations stand in their sources", ("IFCN 3.1",), overridable=True),
    "stances": Requirement("Every piece says against, for or background", ("IFCN 5.3",)),
    "primary": Requirement("A primary source backs it", ("IFCN 3.2",), overridable=True),
    "independent": Requirement("More than one independent source", ("IFCN 3.3",), overridable=True),
    "against": Requirement("Evidence against our finding was looked for", ("IFCN 5.3",), overridable=True),
    "claim_date": Requirement("The claim has a date", ("IFCN 5.1",), overridable=True),
    "dates": Requirement("It says what time it judges", ("IFCN 5.1", "EFCSN")),
    "reply": Requirement("Asking the claimant is recorded", ("IFCN 5.5", "EFCSN")),
    "intent": Requirement("Words about intent were looked at", ("EFCSN",)),
    "conflicts": Requirement("Interests in the matter are told", ("IFCN 2.3", "IFCN 2.4", "EFCSN")),
    "change": Requirement("Readers are told what changed, and why", ("IFCN 6.2", "IFCN 6.3", "EFCSN 3.3")),
    "removed": Requirement("Words that were removed do not come back"),
    "two_people": Requirement("Two people decided", ("EFCSN",)),
    "holds": Requirement("Nothing holds it back"),
    "embargo": Requirement("Its embargo is over"),
    "sign_off": Requirement("Signed off by an editor who neither wrote nor reviewed it", ("EFCSN",)),
}
OVERRIDABLE = frozenset(key for key, one in REQUIREMENTS.items() if one.overridable)
