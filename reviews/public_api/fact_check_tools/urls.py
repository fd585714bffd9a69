"""Addresses below /v1alpha1/, as in the discovery document."""

from django.urls import path

from reviews.public_api.fact_check_tools import views

urlpatterns = [
    path("claims:search", views.search, name="fact_check_tools_search"),
    path("", views.absent, name="fact_check_tools_root"),
    path("<path:rest>", views.absent, name="fact_check_tools_absent"),
]
