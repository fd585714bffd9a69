"""People as reviewers: what they take on, when they are away, what they must not judge."""
