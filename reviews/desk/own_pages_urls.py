"""Addresses of what the desk says about itself."""

from django.urls import path

from reviews.desk import own_pages, scales

urlpatterns = [
    path("pages/", own_pages.pages, name="pages"),
    path("pages/<slug:slug>/", own_pages.page, name="page_edit"),
    path("scale/", scales.scale, name="scale"),
]
