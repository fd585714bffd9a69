"""The kinds of notices this room gives, in the words of the mail page."""

from factcheck.notices.registry import register

register("token_ends", "A token of mine for the API ends within a week", by_mail=True)
register("token_ended", "An editor ends a token of mine")
