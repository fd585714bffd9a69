"""Addresses of this room's API."""

from django.urls import path

from factcheck.notices import api

urlpatterns = [
    path("notices/mail/", api.MailChoices.as_view(), name="api_mail_choices"),
]
