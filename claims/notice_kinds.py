"""The kinds of notices this room gives, in the words of the mail page."""

from factcheck.notices.registry import register

register("import_failing", "Other publishers’ fact-checks cannot be pulled", by_mail=True, for_editors=True)
