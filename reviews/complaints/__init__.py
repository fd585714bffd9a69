"""Complaints: what readers object to in what we published, each with its clock, its receipt and its outcome."""

from reviews.complaints.handling import (
    look_again,
    note_on_complaint,
    recheck_because,
    reject,
    take_up,
    uphold,
    uphold_in_part,
)
from reviews.complaints.receiving import receive_complaint
from reviews.complaints.tips import answer_tip_with_check

__all__ = [
    "answer_tip_with_check",
    "look_again",
    "note_on_complaint",
    "receive_complaint",
    "recheck_because",
    "reject",
    "take_up",
    "uphold",
    "uphold_in_part",
]
