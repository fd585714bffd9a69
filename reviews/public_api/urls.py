"""Addresses of the public API, under `/api/public/v1/`."""

from django.urls import path

from reviews.public_api import about, claimants, corrections, revisions, scales, topics, verdicts

urlpatterns = [
    path("", about.AboutView.as_view(), name="api_desk"),
    path("verdicts/", verdicts.VerdictsView.as_view(), name="api_verdicts"),
    path("verdicts/<int:number>/", verdicts.VerdictView.as_view(), name="api_verdict"),
    path("verdicts/<int:number>/versions/", revisions.VersionsView.as_view(), name="api_versions"),
    path("verdicts/<int:number>/versions/<int:version>/", revisions.VersionView.as_view(), name="api_version"),
    path("claimants/", claimants.ClaimantsView.as_view(), name="api_claimants"),
    path("claimants/<int:key>/", claimants.ClaimantView.as_view(), name="api_claimant"),
    path("claimants/<int:key>/verdicts/", claimants.ClaimantVerdictsView.as_view(), name="api_claimant_verdicts"),
    path("topics/", topics.TopicsView.as_view(), name="api_public_topics"),
    path("topics/<slug:slug>/", topics.TopicView.as_view(), name="api_public_topic"),
    path("corrections/", corrections.CorrectionsView.as_view(), name="api_corrections"),
    path("scales/", scales.ScalesView.as_view(), name="api_scales"),
    path("scales/<slug:key>/<int:version>/", scales.ScaleView.as_view(), name="api_scale"),
]
