"""Addresses of the team and its people."""

from django.urls import path

from reviews.desk import people, team

urlpatterns = [
    path("team/", team.team, name="team"),
    path("profile/", people.profile, name="profile"),
    path("profile/interests/", people.declare, name="interest_declare"),
    path("profile/interests/<int:pk>/withdraw/", people.withdraw, name="interest_withdraw"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/work/", people.save_work, name="person_work"),
    path("people/<int:pk>/topics/", people.save_topics, name="person_topics"),
    path("people/<int:pk>/away/", people.set_away, name="person_away"),
    path("away/<int:pk>/end/", people.end_away, name="away_end"),
]
