"""Which notices come by mail too: each person's own choice, kind by kind.

Mail about one's own account (an invitation, a new password, the test mail) is no notice and cannot be switched off.
"""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth import get_user_model
from django.core import signing

from factcheck.core.errors import Invalid, NotFound
from factcheck.ledger import acts as ledger
from factcheck.notices.models import MailChoice
from factcheck.notices.registry import KINDS, NoticeKind, kinds_for

SALT = "factcheck.notices.choosing"


def wants_mail(person, kind: str, *, otherwise: bool = False) -> bool:
    """Whether a notice of this kind goes by mail too: as chosen, else as is the habit, else `otherwise`."""
    chosen = MailChoice.objects.filter(user=person, kind=kind).values_list("wanted", flat=True).first()
    if chosen is not None:
        return chosen
    return KINDS[kind].by_mail if kind in KINDS else otherwise


def choices_of(person) -> list[tuple[NoticeKind, bool]]:
    """Every kind this person may be told, and whether it comes by mail."""
    chosen = dict(MailChoice.objects.filter(user=person).values_list("kind", "wanted"))
    return [(kind, chosen.get(kind.name, kind.by_mail)) for kind in kinds_for(person)]


def choose_mail(*, by_mail: Collection[str], by, at: datetime) -> None:
    """These kinds come by mail, all others only in the page. Raises `Invalid` (unknown_kind) on `by_mail`."""
    known = {kind.name for kind in kinds_for(by)}
    if not known.issuperset(by_mail):
        raise Invalid.field("by_mail", "unknown_kind", "There is no such kind of notice.")
    with ledger.act("choose_mail", subject=by, by=by, at=at, by_mail=sorted(by_mail)):
        _choose(by, {name: name in by_mail for name in known})


def _choose(person, wanted: dict[str, bool]) -> None:
    """Keep these choices: only what differs from the habit, so that a habit may change for everybody else."""
    differs = {name: choice for name, choice in wanted.items() if choice != KINDS[name].by_mail}
    MailChoice.objects.filter(user=person, kind__in=wanted).exclude(kind__in=differs).delete()
    MailChoice.objects.bulk_create(
        [MailChoice(user=person, kind=name, wanted=choice) for name, choice in sorted(differs.items())],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["wanted"],
    )


def mail_token(person, kind: str) -> str:
    """What lets whoever holds it stop mail of one kind to one person, and nothing else. It does not run out."""
    return signing.dumps([person.pk, kind], salt=SALT)


def read_token(token: str):
    """The person and the kind. Raises `NotFound` for one we did not sign, or about nobody or nothing any more."""
    try:
        person_id, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise NotFound("This link is not complete. Copy all of it from the mail.") from None
    person = get_user_model().objects.filter(pk=person_id, is_active=True).first()
    if person is None or kind not in KINDS:
        raise NotFound("This link leads nowhere any more.")
    return person, KINDS[kind]


def stop_mail(*, token: str, at: datetime) -> NoticeKind:
    """No more mail of the token's kind; doing it again changes and records nothing. Raises `NotFound`."""
    person, kind = read_token(token)
    if wants_mail(person, kind.name):
        with ledger.act("stop_mail", subject=person, by=person, at=at, kind=kind.name):
            _choose(person, {kind.name: False})
    return kind
