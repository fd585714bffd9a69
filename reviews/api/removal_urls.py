"""Addresses of the API of taking something from readers."""

from django.urls import path

from reviews.api import removals

urlpatterns = [
    path("published/<int:number>/removals/", removals.Removals.as_view(), name="api_removals"),
    path("published/<int:number>/removals/look/", removals.Look.as_view(), name="api_removal_look"),
    path("removals/<int:pk>/agree/", removals.Agree.as_view(), name="api_removal_agree"),
    path("removals/<int:pk>/refuse/", removals.Refuse.as_view(), name="api_removal_refuse"),
]
