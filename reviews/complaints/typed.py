"""What a complaint may hold, and what its sender may be told."""

LONGEST_COMPLAINT = 10_000  # characters
LONGEST_OUTCOME = 5_000
LONGEST_NOTE = 10_000
