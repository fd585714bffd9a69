"""What pages and verbs read."""
