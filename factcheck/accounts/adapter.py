"""Sign-in rules: nobody signs up; the desk invites."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):
    """allauth's door, with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
