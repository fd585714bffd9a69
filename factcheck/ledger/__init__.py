"""The one append-only, hash-chained record of what the desk did. Verbs run inside `ledger.act(...)`."""
