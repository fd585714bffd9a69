"""Addresses of this room."""

from django.urls import path

from factcheck.jobs import desk

urlpatterns = [
    path("jobs/", desk.jobs, name="jobs"),
    path("jobs/<int:pk>/retry/", desk.retry, name="job_retry"),
]
