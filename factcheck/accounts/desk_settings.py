"""The desk's own name and habits."""

import zoneinfo
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO

from factcheck.accounts.models import Desk, User, default_due_hours
from factcheck.accounts.policies import may_change_desk
from factcheck.accounts.typed import usable_email, usable_line, usable_web_address
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from factcheck.notices.mailing import send_mail_later

LONGEST_ABOUT = 600
MOST_COMPLAINT_DAYS = 60
MOST_HOLIDAYS = 400
MOST_HOURS = 2_000  # working hours: a year of them
BANDS = tuple(default_due_hours())


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
        return _save(act, values)


def _save(act: ledger.Act, values: Mapping[str, object]) -> Desk:
    desk, _ = Desk.objects.select_for_update().get_or_create(pk=1)
    act.about(desk)
    act.note(changed=sorted(field for field, value in values.items() if getattr(desk, field) != value))
    for field, value in values.items():
        setattr(desk, field, value)
    desk.save(update_fields=list(values))
    return desk


def save_readers(
    *,
    languages: Collection[str],
    complaints_to: str,
    complaints_url: str,
    complaint_days: int,
    licence_name: str,
    licence_url: str,
    by: User,
    at: datetime,
) -> Desk:
    """Change in which languages the public pages are linked, how readers may complain, and under which licence others
    may use what is published.

    `languages` beside the first one; `complaint_days`: working days within which a complaint is answered. A licence
    has a name, and by choice an address; without either nothing is licensed. Raises `NotAllowed`, `Invalid` on the
    fields.
    """
    may_change_desk(by).or_refuse()
    if not set(languages) <= set(settings.PUBLIC_LANGUAGES):
        raise Invalid.field("languages", "invalid_choice", "Choose from the languages the public pages come in.")
    if not 1 <= complaint_days <= MOST_COMPLAINT_DAYS:
        detail = f"Answer within 1 to {MOST_COMPLAINT_DAYS} working days."
        raise Invalid.field("complaint_days", "out_of_range", detail)
    values = {
        "languages": [code for code in settings.PUBLIC_LANGUAGES if code in languages],
        "complaints_to": usable_line("complaints_to", complaints_to, required=False),
        "complaints_url": usable_web_address("complaints_url", complaints_url),
        "complaint_days": complaint_days,
        **usable_licence(licence_name, licence_url),
    }
    with ledger.act("save_readers", by=by, at=at) as act:
        return _save(act, values)


def usable_licence(name: str, url: str) -> dict[str, str]:
    """The two fields of a licence. Raises `Invalid` on `licence_url`, or on `licence_name` if it is empty."""
    address = usable_web_address("licence_url", url)
    return {"licence_name": usable_line("licence_name", name, required=bool(address)), "licence_url": address}


def save_calendar(
    *,
    working_days: Collection[int],
    day_starts: time,
    day_ends: time,
    holidays: Collection[date],
    due_hours: Mapping[str, int],
    by: User,
    at: datetime,
) -> Desk:
    """Change when the desk works, and within how many working hours a review is due. Due dates already set stay.

    `working_days` counts from Monday, 0. Raises `NotAllowed`, `Invalid` on `working_days`, `day_ends`, `holidays`, or
    the band's name.
    """
    may_change_desk(by).or_refuse()
    values = {
        "working_days": usable_days(working_days),
        "day_starts": day_starts,
        "day_ends": day_ends,
        "holidays": usable_holidays(holidays),
        "due_hours": {band: usable_hours(band, due_hours.get(band)) for band in BANDS},
    }
    if day_ends <= day_starts:
        raise Invalid.field("day_ends", "ends_before_it_starts", "The day must end after it starts.")
    with ledger.act("save_calendar", by=by, at=at) as act:
        return _save(act, values)


def usable_days(days: Collection[int]) -> list[int]:
    """Raises `Invalid` (no_working_day, unknown_choice) on `working_days`."""
    if not days:
        raise Invalid.field("working_days", "no_working_day", "The desk works on one day of the week at least.")
    if not set(days) <= set(range(7)):
        raise Invalid.field("working_days", "unknown_choice", "Choose days from Monday to Sunday.")
    return sorted(set(days))


def usable_holidays(days: Collection[date]) -> list[date]:
    """In order, each once. Raises `Invalid` (too_many) on `holidays`."""
    if len(set(days)) > MOST_HOLIDAYS:
        raise Invalid.field("holidays", "too_many", f"At most {MOST_HOLIDAYS} holidays; take out those that are over.")
    return sorted(set(days))


def usable_hours(band: str, hours: int | None) -> int:
    """Raises `Invalid` (out_of_range) on the band."""
    if hours is None or not 1 <= hours <= MOST_HOURS:
        raise Invalid.field(band, "out_of_range", f"From 1 to {MOST_HOURS:,} working hours.")
    return hours


def send_test_mail(*, by: User, at: datetime) -> None:
    """Ask for a mail to oneself, the way every other mail goes."""
    may_change_desk(by).or_refuse()
    text = f"This is the test mail you asked for on {at:%d %B %Y at %H:%M} (UTC). Mail works.\n"
    send_mail_later(to=by.email, subject="Test mail from your desk", text=text)
