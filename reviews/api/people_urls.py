"""Addresses of the API for people as reviewers."""

from django.urls import path

from reviews.api import people

urlpatterns = [
    path("me/profile/", people.Profile.as_view(), name="api_my_profile"),
    path("me/topics/", people.Topics.as_view(), name="api_my_topics"),
    path("me/away/", people.Absences.as_view(), name="api_my_away"),
    path("me/interests/", people.Interests.as_view(), name="api_interests"),
    path("people/<int:pk>/profile/", people.Profile.as_view(), name="api_profile"),
    path("people/<int:pk>/topics/", people.Topics.as_view(), name="api_topics"),
    path("people/<int:pk>/away/", people.Absences.as_view(), name="api_person_away"),
    path("away/<int:pk>/", people.Absence.as_view(), name="api_away"),
    path("me/interests/<int:pk>/", people.Interest.as_view(), name="api_interest"),
]
