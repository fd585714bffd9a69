"""Sign-in rules: nobody signs up; the desk invites. Mail goes by the worker, links by our own address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from factcheck.notices.mailing import send_mail_later
from factcheck.web.answers import full_address


class ClosedDoor(DefaultAccountAdapter):
    """allauth's door, with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Let a worker send it, so that no request waits for a mail server (nor shows by its time who is known)."""
        message = self.render_mail(template_prefix, email, {"email": email, "desk": self.request.desk, **context})
        send_mail_later(to=email, subject=message.subject, text=message.body)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Made from our own address: the request's Host header may be anybody's."""
        uid, _, token = key.partition("-")
        return full_address(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))
