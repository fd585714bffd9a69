"""What the desk asks of other people's sites: within which limits, and how politely.

`asking.ask` is the one way to ask; `factcheck.fetching` opens the connection.
"""
