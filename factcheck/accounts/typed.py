"""What people type into these forms, checked once for pages, API and scripts alike."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from factcheck.accounts.models import Role, User
from factcheck.core.errors import FieldError, Invalid
from factcheck.core.text import as_stored, is_blank, problem_with

LONGEST_NAME = 120


def usable_line(field: str, text: str, *, most: int = LONGEST_NAME, required: bool = True) -> str:
    """One tidy line. Raises `Invalid`: nul_character, bad_unicode, required, too_long."""
    problem = problem_with(text)
    if problem:
        raise Invalid.field(field, *problem)
    line = "" if is_blank(text) else " ".join(as_stored(text).split())
    if required and not line:
        raise Invalid.field(field, "required", "This cannot be empty.")
    if len(line) > most:
        raise Invalid.field(field, "too_long", f"At most {most} characters, please; this has {len(line)}.")
    return line


def usable_email(field: str, text: str, *, required: bool = True) -> str:
    """An address mail can be sent to. Raises `Invalid`: invalid_email and those of a line."""
    email = usable_line(field, text, most=254, required=required)
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Invalid.field(field, "invalid_email", "This is not a complete e-mail address.") from None
    return email


def usable_web_address(field: str, text: str) -> str:
    """A web address, or nothing. Raises `Invalid`: url_not_allowed and those of a line."""
    url = usable_line(field, text, most=500, required=False)
    if url:
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError:
            raise Invalid.field(field, "url_not_allowed", "This is not a complete web address.") from None
    return url


def usable_role(role: str) -> str:
    """A role of the desk. Raises `Invalid`: invalid_choice."""
    if role not in Role.values:
        raise Invalid.field("role", "invalid_choice", "Choose editor or reviewer.")
    return role


def usable_password(password: str, *, person: User) -> str:
    """A password that is long and uncommon enough. Raises `Invalid` with one error for each rule it breaks."""
    try:
        validate_password(password, person)
    except ValidationError as refusal:
        faults = [
            FieldError("password", fault.code or "invalid", " ".join(fault.messages)) for fault in refusal.error_list
        ]
        raise Invalid(" ".join(refusal.messages), code="weak_password", errors=faults) from None
    return password
