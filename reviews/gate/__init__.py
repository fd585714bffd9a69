"""The gate: what must be so before a verdict is published. Advice stands beside it and never blocks."""

from reviews.gate.checking import advice_on, check_gate, refuse_unmet
from reviews.gate.items import GateItem, GateState
from reviews.gate.requirements import OVERRIDABLE, REQUIREMENTS
from reviews.gate.wording import COMFORTABLE

__all__ = [
    "COMFORTABLE",
    "OVERRIDABLE",
    "REQUIREMENTS",
    "GateItem",
    "GateState",
    "advice_on",
    "check_gate",
    "refuse_unmet",
]
