"""Addresses of what the desk says about itself, for programs."""

from django.urls import path

from reviews.api import own_pages

urlpatterns = [
    path("pages/", own_pages.Pages.as_view(), name="api_pages"),
    path("pages/<slug:slug>/", own_pages.OnePage.as_view(), name="api_page"),
    path("scale/", own_pages.Scale.as_view(), name="api_scale"),
]
