"""What a claim may be the same as: claims of other articles, claims checked already, checks that others published.

A job suggests; only a person confirms or refuses. `archive` says what is searched, `library` holds the shared index
files and the rows that came since, `vectors` the meanings, `searching` and `suggesting` do the job's work, `deciding`
is the person's. docs/matching.md tells how they fit together.
"""
