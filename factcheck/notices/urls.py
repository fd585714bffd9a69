"""Addresses of this room."""

from django.urls import path

from factcheck.notices import desk

urlpatterns = [
    path("notices/", desk.notices, name="notices"),
    path("notices/mail/", desk.mail, name="mail_choices"),
    path("notices/mail/<str:token>/", desk.stop_mail, name="mail_stop"),
    path("notices/seen/", desk.see_all, name="notices_seen"),
    path("notices/<int:pk>/seen/", desk.see, name="notice_seen"),
]
