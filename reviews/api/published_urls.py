"""Addresses of the API for what is published, and changes of it."""

from django.urls import path

from reviews.api import published

urlpatterns = [
    path("published/", published.PublishedList.as_view(), name="api_published"),
    path("published/<int:number>/", published.PublishedOne.as_view(), name="api_published_check"),
    path("claims/<int:pk>/change/", published.ChangeView.as_view(), name="api_claim_change"),
    path("drafts/<int:pk>/drop/", published.DropView.as_view(), name="api_draft_drop"),
]
