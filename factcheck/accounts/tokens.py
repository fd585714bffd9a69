"""Keys for scripts: shown once, kept as a hash, for some things and for some time, ended at will."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from knox.models import get_digest_token

from factcheck.accounts.models import DeskToken, User
from factcheck.accounts.scopes import Scope
from factcheck.accounts.typed import usable_line
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger import acts as ledger
from factcheck.notices.mailing import notify

MOST_TOKENS = 10
LONGEST_NAME = 60  # characters
LIFETIMES = (7, 30, 90, 365)  # days
USUAL_DAYS = 90
A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
KEPT_AFTER_THE_END = timedelta(days=30)  # so that whose script stopped can see why


def lifetimes() -> list[int]:
    """The days a token may be made for, the shortest first; never more than `TOKEN_LONGEST_DAYS`."""
    return [days for days in LIFETIMES if days <= settings.TOKEN_LONGEST_DAYS] or [settings.TOKEN_LONGEST_DAYS]


def usual_days() -> int:
    """Ninety, or the longest that is allowed below."""
    return max(days for days in lifetimes() if days <= USUAL_DAYS or days == lifetimes()[0])


def create_token(
    *, name: str, scopes: Collection[str], by: User, at: datetime, days: int | None = None
) -> tuple[DeskToken, str]:
    """A new token of one's own and its secret, which is told only now. It ends after so many days (see `lifetimes`).

    Raises `Invalid` on `name`, `scopes` (required, unknown_scope) and `days` (invalid_choice), `InvalidTransition` for
    an eleventh and for one of the name of another that lives, so that a form sent again makes no second one,
    `NotAllowed` when the account or its sessions were closed meanwhile.
    """
    name, chosen = usable_line("name", name, most=LONGEST_NAME), _usable_scopes(scopes)
    days = _usable_days(days)
    with ledger.act("create_token", subject=by, by=by, at=at, scopes=chosen, days=days) as act:
        person = _still_signed_in(by)
        _must_have_room(DeskToken.objects.filter(user=person, expiry__gt=at), name)
        token, secret = _make(person, name, chosen, at, timedelta(days=days))
        act.note(token=token.token_key)
    return token, secret


def _must_have_room(living: QuerySet[DeskToken], name: str) -> None:
    names = list(living.values_list("name", flat=True))
    if name in names:
        raise InvalidTransition(
            "You have a token of this name already. Is it lost? End it below, or choose another name."
        )
    if len(names) >= MOST_TOKENS:
        raise InvalidTransition(f"You have {MOST_TOKENS} tokens. End one you no longer use first.")


def _make(person: User, name: str, scopes: list[str], at: datetime, lifetime: timedelta) -> tuple[DeskToken, str]:
    digest, secret = get_digest_token()
    token = DeskToken(
        digest=digest,
        token_key=secret[: DeskToken.KEY_LENGTH],
        user=person,
        name=name,
        scopes=scopes,
        era=person.sign_in_era,
        created=at,
        expiry=at + lifetime,
        remind_at=at + lifetime - (A_WEEK if lifetime > A_WEEK else A_DAY),
    )
    token.save(force_insert=True)
    return token, secret


def _still_signed_in(by: User) -> User:
    """The person, locked: whoever was signed out everywhere a moment ago makes no more tokens."""
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not person.is_active or person.get_session_auth_hash() != by.get_session_auth_hash():
        raise NotAllowed("You were signed out meanwhile. Sign in again.")
    return person


def _usable_scopes(scopes: Collection[str]) -> list[str]:
    if not scopes:
        raise Invalid.field("scopes", "required", "Choose at least one thing the token may do.")
    if not set(Scope.values).issuperset(scopes):
        raise Invalid.field("scopes", "unknown_scope", f"A token's scopes are {', '.join(Scope.values)}.")
    return [scope for scope in Scope.values if scope in scopes]


def _usable_days(days: int | None) -> int:
    if days is None:
        return usual_days()
    if days not in lifetimes():
        choices = ", ".join(str(choice) for choice in lifetimes())
        raise Invalid.field("days", "invalid_choice", f"A token can be made for {choices} days.")
    return days


def end_token(*, token_key: str, by: User, at: datetime) -> DeskToken:
    """End a token, named by the characters it begins with: one's own; an editor may end anybody's, who is told.

    Raises `NotFound`.
    """
    with ledger.act("end_token", by=by, at=at, token=token_key) as act:
        seen = DeskToken.objects.visible_to(by).select_related("user").select_for_update(of=("self",))
        token = seen.filter(token_key=token_key).first()
        if token is None:
            raise NotFound("There is no such token of yours.")
        act.about(token.user)
        DeskToken.objects.filter(pk=token.pk).delete()
        if token.user_id != by.pk and token.is_living(at):
            text = f"{by} ended your token “{token.name}”: the scripts that use it are refused from now on"
            notify(to=token.user, kind="token_ended", text=text, url=reverse("tokens"), at=at)
    return token


def remind_of_ends(*, at: datetime) -> int:
    """Tell people, once each, of their tokens that end within a week (of one for seven days: within a day)."""
    due = DeskToken.objects.filter(remind_at__lte=at).order_by("remind_at").values_list("pk", flat=True)
    return sum(_remind(digest, at) for digest in due)


@transaction.atomic
def _remind(digest: str, at: datetime) -> bool:
    free = DeskToken.objects.select_related("user").select_for_update(of=("self",), skip_locked=True, no_key=True)
    token = free.filter(pk=digest, remind_at__lte=at).first()
    if token is None:
        return False
    token.remind_at = None
    token.save(update_fields=["remind_at"])
    if not token.is_living(at):
        return False
    text = f"Your token “{token.name}” ends on {token.expiry:%-d %B %Y}. Make a new one before its scripts stop"
    notify(to=token.user, kind="token_ends", text=text, url=reverse("tokens"), at=at)
    return True


def forget_ended(*, at: datetime) -> int:
    """Delete tokens that ended a month ago."""
    return DeskToken.objects.filter(expiry__lt=at - KEPT_AFTER_THE_END).delete()[0]
