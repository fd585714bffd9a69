"""The desk's own name and habits."""

import zoneinfo
from datetime import datetime
from functools import cache

from django.conf.locale import LANG_INFO

from factcheck.accounts.models import Desk, User
from factcheck.accounts.policies import may_change_desk
from factcheck.accounts.typed import usable_email, usable_line
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from factcheck.notices.mailing import send_mail_later

LONGEST_ABOUT = 600


@cache
def time_zones() -> tuple[str, ...]:
    """The zones one may choose, such as Europe/Oslo."""
    named = (name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return "UTC", *sorted(named)


def languages() -> list[tuple[str, str]]:
    """The languages a desk may write in: code and name."""
    named = ((code, info["name"]) for code, info in LANG_INFO.items() if "name" in info)
    return sorted(named, key=lambda pair: pair[1])


def save_desk(
    *, name: str, time_zone: str, language: str, contact_email: str, about: str, by: User, at: datetime
) -> Desk:
    """Change the desk's settings. Raises `Invalid` naming the field."""
    may_change_desk(by).or_refuse()
    if time_zone not in time_zones():
        raise Invalid.field("time_zone", "invalid_choice", "Choose a time zone from the list, such as Europe/Oslo.")
    if language not in dict(languages()):
        raise Invalid.field("language", "invalid_choice", "Choose a language from the list.")
    values = {
        "name": usable_line("name", name),
        "time_zone": time_zone,
        "language": language,
        "contact_email": usable_email("contact_email", contact_email, required=False),
        "about": usable_line("about", about, most=LONGEST_ABOUT, required=False),
    }
    with ledger.act("save_desk", by=by, at=at) as act:
        desk, _ = Desk.objects.select_for_update().get_or_create(pk=1)
        act.about(desk)
        act.note(changed=sorted(field for field, value in values.items() if getattr(desk, field) != value))
        for field, value in values.items():
            setattr(desk, field, value)
        desk.save(update_fields=list(values))
    return desk


def send_test_mail(*, by: User, at: datetime) -> None:
    """Ask for a mail to oneself, the way every other mail goes."""
    may_change_desk(by).or_refuse()
    text = f"This is the test mail you asked for on {at:%d %B %Y at %H:%M} (UTC). Mail works.\n"
    send_mail_later(to=by.email, subject="Test mail from your desk", text=text)
