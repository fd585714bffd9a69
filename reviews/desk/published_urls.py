"""Addresses of what is published, and of changing it."""

from django.urls import path

from reviews.desk import published

urlpatterns = [
    path("published/", published.published, name="published"),
    path("published/<int:number>/", published.published_check, name="published_check"),
    path("published/<int:number>/change/", published.start_change, name="change_start"),
    path("drafts/<int:pk>/drop/", published.drop_change, name="draft_drop"),
    path("drafts/<int:pk>/changes/", published.draft_changes, name="draft_changes"),
]
