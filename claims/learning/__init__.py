"""What the desk's own triage teaches about which claims it checks.

`traits`, `features`, `fitting`, `weights`, `labels` and `judging` are plain numpy; `lessons`, `scoring`, `teaching`,
`rolling_back` and `rescoring` bring them to the tables.
"""
