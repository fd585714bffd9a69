"""The kinds of notices this room gives, in the words of the mail page."""

from factcheck.notices.registry import register

register("webhook_off", "A webhook is switched off because it fails", by_mail=True, for_editors=True)
