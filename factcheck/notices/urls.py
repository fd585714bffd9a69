"""Addresses of this room."""

from django.urls import path

from factcheck.notices import desk

urlpatterns = [
    path("notices/", desk.notices, name="notices"),
    path("notices/seen/", desk.see_all, name="notices_seen"),
    path("notices/<int:pk>/seen/", desk.see, name="notice_seen"),
]
