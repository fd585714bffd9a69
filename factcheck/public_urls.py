"""The addresses anyone may read. No session, no sign-in, no cookie."""

from django.urls import include, path

urlpatterns = [
    path("", include("reviews.public.urls")),
    path("api/v1/", include("reviews.api.public_urls")),
]
