"""Addresses of this room's API."""

from django.urls import path

from factcheck.accounts import api

urlpatterns = [
    path("people/", api.People.as_view(), name="api_people"),
    path("people/tokens/", api.TeamTokens.as_view(), name="api_team_tokens"),
    path("tokens/", api.Tokens.as_view(), name="api_tokens"),
    path("tokens/<slug:token_key>/", api.Token.as_view(), name="api_token"),
]
