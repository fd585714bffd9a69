"""What acts about people, mail and the desk itself are called on pages."""

from factcheck.ledger.words import register

register(
    {
        ("desk", "save_calendar"): "changed when the desk works",
        ("desk", "save_readers"): "changed what concerns readers",
        ("desk", "save_desk"): "changed the desk's settings",
        ("invitation", "accept_invitation"): "accepted an invitation",
        ("invitation", "invite"): "invited somebody",
        ("invitation", "withdraw_invitation"): "withdrew an invitation",
        ("job", "retry_job"): "had a failed job run again",
        ("user", "accept_invitation"): "accepted an invitation",
        ("user", "change_role"): "changed somebody's role",
        ("user", "choose_mail"): "chose what comes by mail",
        ("user", "create_token"): "made a token for the API",
        ("user", "deactivate"): "closed an account",
        ("user", "drop_second_step"): "dropped a lost second step of signing in",
        ("user", "end_token"): "ended a token for the API",
        ("user", "reactivate"): "opened an account again",
        ("user", "send_password_link"): "sent a link for a new password",
        ("user", "set_byline"): "changed their byline",
        ("user", "sign_out_everywhere"): "signed out everywhere",
        ("user", "stop_mail"): "stopped a kind of mail",
    }
)
