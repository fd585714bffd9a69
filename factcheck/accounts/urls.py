"""Addresses of this room."""

from django.urls import path

from factcheck.accounts.desk import account, settings, team, tokens, welcome

urlpatterns = [
    path("team/invitations/<int:pk>/withdraw/", team.withdraw, name="invitation_withdraw"),
    path("team/<int:pk>/deactivate/", team.deactivate, name="person_deactivate"),
    path("team/<int:pk>/reactivate/", team.reactivate, name="person_reactivate"),
    path("team/<int:pk>/role/", team.change_role, name="person_role"),
    path("team/<int:pk>/password-link/", team.send_password_link, name="person_password_link"),
    path("team/<int:pk>/second-step/", team.drop_second_step, name="person_second_step"),
    path("settings/", settings.settings, name="settings"),
    path("settings/calendar/", settings.calendar, name="settings_calendar"),
    path("settings/readers/", settings.readers, name="settings_readers"),
    path("settings/test-mail/", settings.ask_for_test_mail, name="test_mail"),
    path("account/", account.account, name="account"),
    path("account/sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<slug:token_key>/end/", tokens.end_token, name="token_end"),
    path("team/tokens/", tokens.team_tokens, name="team_tokens"),
    path("invitation/<str:secret>/", welcome.invitation, name="invitation"),
    path("welcome/", welcome.welcome, name="welcome"),
]
