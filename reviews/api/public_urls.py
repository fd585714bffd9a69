"""Addresses of the API that anyone may read."""

from django.urls import path

from reviews.api import corrections, public

urlpatterns = [
    path("verdicts/", public.VerdictsView.as_view(), name="api_verdicts"),
    path("verdicts/<int:number>/", public.VerdictView.as_view(), name="api_verdict"),
    path("verdicts/<int:number>/versions/<int:version>/", corrections.VersionView.as_view(), name="api_version"),
    path("corrections/", corrections.CorrectionsView.as_view(), name="api_corrections"),
]
