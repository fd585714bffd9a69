"""Addresses of taking something from readers."""

from django.urls import path

from reviews.desk import removals

urlpatterns = [
    path("published/<int:number>/removals/", removals.removals, name="removals"),
    path("published/<int:number>/removals/ask/", removals.ask, name="removal_ask"),
    path("removals/<int:pk>/agree/", removals.agree, name="removal_agree"),
    path("removals/<int:pk>/refuse/", removals.refuse, name="removal_refuse"),
]
