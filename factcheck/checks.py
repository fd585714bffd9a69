"""System checks: what a server must not be started with. `manage.py check --deploy` runs them all.

Settings refuse the two worst by themselves: no SECRET_KEY, or DEMO=1, beyond this machine.
"""

import importlib.util
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from factcheck.fetching import Policy

SHORTEST_SECRET = 40  # characters


def serves_this_machine_only() -> bool:
    return set(settings.ALLOWED_HOSTS) <= settings.LOOPBACK


@register(Tags.security)
def check_demo(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.E001: a demo gives out passwords."""
    if settings.DEMO and not serves_this_machine_only():
        return [Error("DEMO=1 serves this machine only.", hint="Remove DEMO.", id="desk.E001")]
    return []


@register(Tags.security)
def check_debug(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.E002: error pages of DEBUG show the inside."""
    if settings.DEBUG and not serves_this_machine_only():
        return [Error("DEBUG=1 shows the inside to everyone.", hint="Remove DEBUG.", id="desk.E002")]
    return []


@register(Tags.security)
def check_secret(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.E003: a secret that can be guessed signs sessions for anybody."""
    secret = settings.SECRET_KEY
    if serves_this_machine_only() or (len(secret) >= SHORTEST_SECRET and len(set(secret)) > 10):
        return []
    hint = "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    return [Error("SECRET_KEY is too short or too regular.", hint=hint, id="desk.E003")]


@register(Tags.security)
def check_hosts(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.E004: any name in the Host header would be believed."""
    if "*" in settings.ALLOWED_HOSTS:
        return [Error("ALLOWED_HOSTS must name the hosts, not “*”.", id="desk.E004")]
    return []


@register(Tags.security)
def check_origin(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.E005: links in mails and citations are made from PUBLIC_ORIGIN."""
    parts = urlsplit(settings.PUBLIC_ORIGIN)
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.path.strip("/"):
        return []
    return [Error("PUBLIC_ORIGIN must be an origin such as https://facts.example.org.", id="desk.E005")]


@register(Tags.security)
def check_parser(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.E006: PARSE is on and there is no parser; articles would be split by the rules alone."""
    if not settings.PARSE or importlib.util.find_spec("spacy"):
        return []
    return [Error("PARSE=1 needs spaCy.", hint="Install the `parse` extra, or remove PARSE.", id="desk.E006")]


@register(Tags.security)
def check_allowed_places(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.E007: an entry that cannot be read lets nobody in, and every fetch would fail."""
    try:
        Policy(allow=tuple(settings.FETCH_ALLOW))
    except ValueError as error:
        return [Error(f"FETCH_ALLOW: {error}.", hint="10.0.0.0/8,wiki.example:8080", id="desk.E007")]
    return []


@register(Tags.security, deploy=True)
def check_https(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.W001: passwords travel readable."""
    if settings.HTTPS or serves_this_machine_only():
        return []
    return [Warning("PUBLIC_ORIGIN is not https.", hint="Put a TLS proxy in front of the desk.", id="desk.W001")]


@register(Tags.security, deploy=True)
def check_mail(app_configs, **kwargs) -> list[CheckMessage]:
    """desk.W002: invitations and password links would reach nobody."""
    if serves_this_machine_only() or settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return []
    return [Warning("EMAIL_URL names no mail server.", hint="smtp+tls://user:password@host:587", id="desk.W002")]
