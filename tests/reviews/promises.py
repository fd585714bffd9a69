"""What must hold of a desk after every single act, whoever did it: read from the tables, not from the verbs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.db.models.functions import Lower

from claims.models import Claim, Edition
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.jobs.models import Job
from factcheck.ledger.chain import GENESIS, rehash
from factcheck.ledger.models import Entry
from factcheck.ledger.status import Stateful
from factcheck.notices.models import Mail, Notice
from reviews.assignment.eligibility import away_on
from reviews.models import Assignment, DeclaredInterest, Evidence, EvidenceReading, Review, ReviewDraft, Round
from reviews.states import ASSIGNMENT_OPEN, ROUND_UNDER_WAY, AssignmentStatus, RoundStatus

KEPT = (Round, Assignment, Review, EvidenceReading, ReviewDraft, Evidence, Entry)
ROOMS = ("claims", "reviews", "ledger", "jobs", "notices", "accounts")
UNREAD = (RoundStatus.OPEN, RoundStatus.CLOSED_UNREAD)
SEAL = "sealed-"  # every text somebody types into a review begins so
TOLD = {  # the status of a claim, and where its newest round then stands
    ClaimStatus.IN_REVIEW: {RoundStatus.OPEN, RoundStatus.COMPARING},
    ClaimStatus.ADJUDICATION: {RoundStatus.ADJUDICATION},
    ClaimStatus.SETTLED: {RoundStatus.SETTLED},
}


def fingerprint() -> str:
    """Changes when any row of the desk does."""
    with connection.cursor() as cursor:
        cursor.execute(_every_row())
        return str(sorted(cursor.fetchall()))


def _every_row() -> str:
    tables = sorted(model._meta.db_table for room in ROOMS for model in _models(room))
    one = """SELECT '{0}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "{0}" t"""
    return " UNION ALL ".join(one.format(table) for table in tables)


def _models(room: str) -> Iterable[type[Model]]:
    return apps.get_app_config(room).get_models(include_auto_created=True)


def stateful() -> list[type[Stateful]]:
    return [model for model in apps.get_models() if issubclass(model, Stateful)]


@dataclass
class Memory:
    """The desk as it was after the last act."""

    statuses: dict[tuple[str, int], str] = field(default_factory=dict)
    kept: dict[type[Model], set[int]] = field(default_factory=dict)
    written: dict[int, tuple] = field(default_factory=dict)  # reviews, as they were handed in
    given: set[int] = field(default_factory=set)  # assignments seen
    seq: int = 0
    hash: str = GENESIS

    def look(self) -> None:
        """Take the present desk as given, without asking how it came to be so."""
        self.statuses = statuses()
        self.kept = {model: set(model.objects.values_list("pk", flat=True)) for model in KEPT}
        self.written = reviews_as_written()
        self.given = set(self.kept[Assignment])
        last = Entry.objects.order_by("-seq").first()
        self.seq, self.hash = (last.seq, last.hash) if last else (0, GENESIS)

    def check(self) -> list[str]:
        """Everything that is broken, in words; then remember the desk as it is now."""
        entries = list(Entry.objects.filter(seq__gt=self.seq).order_by("seq"))
        now = Memory()
        now.look()
        broken = [
            *seats_that_do_not_add_up(),
            *stories_that_differ(),
            *waits_that_nobody_waits_for(),
            *reviewed_twice(),
            *seen_through_the_seal(),
            *told_by_records(entries),
            *unfit_for(Assignment.objects.exclude(pk__in=self.given)),
            *self._breaks_of_the_chain(entries),
            *self._unrecorded(entries, now),
            *self._lost(now),
        ]
        vars(self).update(vars(now))
        return broken

    def _breaks_of_the_chain(self, entries: list[Entry]) -> Iterator[str]:
        seq, previous = self.seq, self.hash
        for entry in entries:
            if (entry.seq, entry.previous_hash, entry.hash) != (seq + 1, previous, rehash(entry)):
                yield f"the chain breaks at {entry}"
            seq, previous = entry.seq, entry.hash

    def _unrecorded(self, entries: list[Entry], now: "Memory") -> Iterator[str]:
        moves = recorded_moves(entries)
        for row, after in now.statuses.items():
            steps, first = moves.get(row, []), after not in BEGINNINGS[row[0]]
            before = self.statuses.get(row, steps[0][0] if steps else after)
            if row not in self.statuses and not steps and first and not _is_named(row, entries):
                yield f"{row} appeared as {after} without a record"
            for came_from, went_to in steps:
                if came_from != before:
                    yield f"{row}: {before} → {came_from} is not recorded"
                before = went_to
            if before != after:
                yield f"{row}: {before} → {after} is not recorded"

    def _lost(self, now: "Memory") -> Iterator[str]:
        for model, ids in self.kept.items():
            gone = ids - now.kept[model]
            if gone:
                yield f"{model.__name__} {sorted(gone)} is gone"
        written = now.written
        yield from (f"review {pk} was rewritten" for pk, said in self.written.items() if written.get(pk) != said)


BEGINNINGS = {model.__name__: {model._meta.get_field("status").default} for model in stateful()}


def _is_named(row: tuple[str, int], entries: list[Entry]) -> bool:
    return any((entry.subject_type, entry.subject_id) == (row[0].lower(), row[1]) for entry in entries)


def statuses() -> dict[tuple[str, int], str]:
    return {
        (model.__name__, pk): status
        for model in stateful()
        for pk, status in model._default_manager.values_list("pk", "status")
    }


def reviews_as_written() -> dict[int, tuple]:
    return {
        pk: tuple(said) for pk, *said in Review.objects.values_list("pk", "rating", "rationale", "round", "reviewer")
    }


def recorded_moves(entries: list[Entry]) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """{row: [(before, after), …]} as the ledger tells it, in its order."""
    names = {model._meta.model_name: model.__name__ for model in stateful()}
    moves: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for entry in entries:
        facts = json.loads(entry.payload)
        if "before" in facts and "after" in facts and entry.subject_type in names:
            row = (names[entry.subject_type], entry.subject_id)
            moves.setdefault(row, []).append((facts["before"], facts["after"]))
        for many in facts.get("moves", []):
            for pk in many["ids"]:
                moves.setdefault((_moved_model(entry), pk), []).append((many["before"], many["after"]))
    return moves


def _moved_model(entry: Entry) -> str:
    return {"article": "Claim", "claim": "Round", "round": "Assignment"}.get(entry.subject_type, entry.subject_type)


# --- seats ------------------------------------------------------------------------------------------------------------


def seats_that_do_not_add_up() -> Iterator[str]:
    """No round with more people than it wants; the free seats of a claim are those nobody was asked for."""
    live = Counter(Assignment.objects.live().values_list("round", flat=True))
    newest = {}
    for round_ in Round.objects.order_by("claim", "number"):
        newest[round_.claim_id] = round_
        if live[round_.pk] > round_.reviews_wanted:
            yield f"{round_} wants {round_.reviews_wanted} reviews and asks {live[round_.pk]} people"
    for claim in Claim.objects.all():
        expected = _free_seats(claim, newest.get(claim.pk), live)
        if claim.open_slots != expected:
            yield f"claim {claim.pk} ({claim.status}) has {claim.open_slots} free seats, not {expected}"


def _free_seats(claim: Claim, newest: Round | None, live: Counter) -> int:
    if claim.status == ClaimStatus.ACCEPTED:
        return claim.reviews_wanted
    if newest is None or newest.status not in ROUND_UNDER_WAY:
        return 0
    return newest.reviews_wanted - live[newest.pk]


def stories_that_differ() -> Iterator[str]:
    """Claim, round and assignments tell one story."""
    newest = {one.claim_id: one for one in Round.objects.order_by("claim", "number")}
    for claim in Claim.objects.exclude(status=ClaimStatus.PUBLISHED):
        round_ = newest.get(claim.pk)
        where = round_.status if round_ else None
        if claim.status in TOLD and where not in TOLD[claim.status]:
            yield f"claim {claim.pk} is {claim.status}, its newest round {where}"
        if claim.status not in TOLD and where in ROUND_UNDER_WAY:
            yield f"claim {claim.pk} is {claim.status}, and its round still {where}"
    left = Assignment.objects.filter(status__in=ASSIGNMENT_OPEN).exclude(round__status=RoundStatus.OPEN)
    yield from (f"assignment {one.pk} is {one.status} in a round that is over" for one in left)
    for one in Round.objects.exclude(status__in=UNREAD).filter(closed_at=None):
        yield f"{one} is {one.status} and its seal was never lifted"


def waits_that_nobody_waits_for() -> Iterator[str]:
    """A reason, a beginning and an end of waiting stand on waiting work, and nowhere else."""
    for one in Assignment.objects.all():
        said = [bool(one.waiting_for), one.waiting_since is not None, one.wake_at is not None]
        if said != [one.status == AssignmentStatus.WAITING] * 3:
            yield f"assignment {one.pk} is {one.status} and waits for {one.waiting_for!r} until {one.wake_at}"


# --- people -----------------------------------------------------------------------------------------------------------


def unfit_for(given) -> Iterator[str]:
    """People who were given work they must not get: closed account, conflict of interest, reviewed before."""
    for asked in given.select_related("reviewer", "round__claim__claimant", "round__claim__topic"):
        person, claim = asked.reviewer, asked.round.claim
        if not person.is_active:
            yield f"{person} got claim {claim.pk} with a closed account"
        if _interests(person) & _named_by(claim):
            yield f"{person} got claim {claim.pk} in spite of {_interests(person) & _named_by(claim)}"
        read = Review.objects.standing().filter(reviewer=person, round__claim=claim, round__closed_at__isnull=False)
        # A reopened round asks the same people once more; nothing else does (docs/decisions/0010).
        if asked.round.reopens_id is None and read.exclude(round=asked.round).exists():
            yield f"{person} got claim {claim.pk}, which they have reviewed"


def _interests(person: User) -> set[str]:
    declared = DeclaredInterest.objects.filter(reviewer__user=person)
    return set(declared.values_list(Lower("name"), flat=True))


def _named_by(claim: Claim) -> set[str]:
    outlets = Edition.objects.filter(article__appearances__claim=claim).values_list(Lower("outlet"), flat=True)
    return {str(one).lower() for one in (claim.claimant, claim.topic) if one} | set(outlets)


def away_people(at) -> set[int]:
    return set(away_on(at).values_list("reviewer__user", flat=True))


def reviewed_twice() -> Iterator[str]:
    """One standing review of a person in a round, and in one read round of a claim that reopens no other."""
    standing = Review.objects.standing().select_related("round")
    in_rounds = Counter((one.reviewer_id, one.round_id) for one in standing)
    read = [one for one in standing if one.round.status not in UNREAD and one.round.reopens_id is None]
    of_claims = Counter((one.reviewer_id, one.round.claim_id) for one in read)
    for (person, row), count in (in_rounds + of_claims).items():
        if max(in_rounds[person, row], of_claims[person, row]) > 1:
            yield f"person {person} reviewed {row} {count} times"


# --- the seal ---------------------------------------------------------------------------------------------------------


def seen_through_the_seal() -> Iterator[str]:
    """For every person: exactly what they may see of reviews, drafts and assignments, worked out from the rows."""
    reviews, drafts = _reviews(), _drafts()
    asked = dict(Assignment.objects.values_list("pk", "reviewer"))
    for person in User.objects.all():
        here, mine = person.is_active, person.pk
        may = {pk for pk, (author, is_read) in reviews.items() if here and (author == mine or is_read)}
        yield from _differs(person, Review, may)
        yield from _differs(person, ReviewDraft, {pk for pk, author in drafts.items() if here and author == mine})
        yield from _differs(person, Assignment, _assignments_of(person, asked))


def _assignments_of(person: User, asked: dict[int, int]) -> set[int]:
    """One's own; editors see whom the desk asked."""
    return {pk for pk, who in asked.items() if person.is_active and (person.is_admin or who == person.pk)}


def _reviews() -> dict[int, tuple[int, bool]]:
    """Whose each is, and whether it was read: one taken back and then given up with its seat never is."""
    rows = Review.objects.values_list("pk", "reviewer", "round__status", "assignment__status")
    return {pk: (who, status not in UNREAD and seat == "submitted") for pk, who, status, seat in rows}


def _drafts() -> dict[int, int]:
    return dict(ReviewDraft.objects.values_list("pk", "assignment__reviewer"))


def _differs(person: User, model: type[Model], may: set[int]) -> Iterator[str]:
    sees = set(model.objects.visible_to(person).values_list("pk", flat=True))
    if sees - may:
        yield f"{person} sees {model.__name__} {sorted(sees - may)}"
    if may - sees:
        yield f"{person} does not see {model.__name__} {sorted(may - sees)}, which is theirs to see"


def told_by_records(entries: list[Entry]) -> Iterator[str]:
    """Nothing typed into a review stands in the ledger, a notice, a mail or a job."""
    written = [entry.payload for entry in entries]
    written += [f"{one.text} {one.url}" for one in Notice.objects.filter(text__contains=SEAL)]
    written += [f"{one.subject} {one.text}" for one in Mail.objects.filter(text__contains=SEAL)]
    written += [str(one.args) for one in Job.objects.filter(args__icontains=SEAL)]
    yield from (f"a sealed text in: {text[:80]}" for text in written if SEAL in text)
