"""Addresses of this room."""

from django.urls import path

from factcheck.ledger import desk

urlpatterns = [path("ledger/", desk.ledger, name="ledger")]
