"""Fact-checks that other publishers made: pulled by schedule or by hand, or read from a file, and kept for matching.

`feeds` are the editors' verbs, `pulling` is the job, `runs` its memory. Two dialects are read, tolerantly:
`claimreviews` (schema.org) and `claim_searches` (`claims:search`); `streaming` reads files of any size piece by piece.
docs/imports.md tells what becomes of what.
"""
