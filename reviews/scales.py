"""Rating scales in versions. What is published keeps the one it was published on, a round the one it began with."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.text import slugify

from claims.typed import refuse
from factcheck.accounts.models import User
from factcheck.core.errors import FieldError
from factcheck.core.text import is_blank, problem_with
from factcheck.ledger import acts as ledger
from reviews.assignment.due_dates import desk_day
from reviews.models import PublicScale, Rating, RatingScale
from reviews.policies.own_pages import may_revise_scale
from reviews.publication.bumping import bump
from reviews.states import RatingKind
from reviews.typed import must_be_present, must_fit, must_give_reason, must_say

FEWEST_STEPS, MOST_LABELS = 2, 20
LONGEST_NAME, LONGEST_DEFINITION = 60, 300  # characters
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


@dataclass(frozen=True)
class Label:
    """A label as an editor writes it. Those on the scale stand in order, truest first; an empty key means a new one."""

    name: str
    definition: str
    kind: str = RatingKind.ORDINAL.value
    key: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  # {"de": …}


@dataclass(frozen=True)
class Retired:
    """A label that is given no more, and what is given instead, if anything is."""

    key: str
    replaced_by: str = ""


def current_scale() -> RatingScale:
    """The version that new rounds begin with."""
    return RatingScale.objects.get(is_current=True)


def revise_scale(
    *,
    version: int,
    name: str,
    labels: Sequence[Label],
    retired: Sequence[Retired] = (),
    because: str,
    by: User,
    at: datetime,
) -> RatingScale:
    """Make the next version of the desk's scale, for rounds to come. A label whose key is kept is the same, renamed.

    Every label of the present version is either kept or retired. Raises `NotAllowed`, `Conflict` when there is a newer
    version by now, `Invalid` on `name`, `because`, `labels` and `retired`.
    """
    with ledger.act("revise_scale", by=by, at=at) as act:
        may_revise_scale(by).or_refuse()
        before = RatingScale.objects.select_for_update(no_key=True).get(is_current=True)
        must_be_present(before, version, "Somebody made a newer version of the scale meanwhile.")
        must_say(name, "name", "name_missing", "Give the scale a name.")
        must_fit(name, "name", longest=120)
        must_give_reason(because)
        known = {one.key: one for one in before.ratings.all()}
        labels = [_keyed(one, known) for one in labels]
        refuse([*_faults_in(labels), *_faults_in_retired(labels, retired, known)])
        made = _make(before, name=name, labels=labels, retired=retired, because=because, known=known, at=at)
        act.about(made)
        act.note(version=made.version, labels=[one.key for one in labels], retired=[one.key for one in retired])
        publish_scale(made)
        bump(at=at)
    return made


def publish_scale(scale: RatingScale) -> PublicScale:
    """The copy of a scale that readers see, once."""
    shown, _ = PublicScale.objects.get_or_create(
        key=scale.key,
        version=scale.version,
        defaults={
            "name": scale.name,
            "labels": [_shown(one) for one in scale.ratings.exclude(kind=RatingKind.NO_LABEL)],
            "retired": scale.retired,
            "since": scale.published_on,
            "because": scale.because,
        },
    )
    return shown


def _shown(one: Rating) -> dict:
    return {
        "key": one.key,
        "name": one.name,
        "names": one.names,
        "definition": one.definition,
        "position": one.position,
        "kind": one.kind,
    }


def _keyed(label: Label, known: Mapping[str, Rating]) -> Label:
    """The label with a key: its own, or one made from its name that no label has."""
    if label.key:
        return label
    start = slugify(label.name)[:30].strip("-") or "label"
    key = next(key for key in _keys(start) if key not in known)
    return Label(label.name, label.definition, label.kind, key, label.names)


def _keys(start: str) -> Iterator[str]:
    yield start
    number = 2
    while True:
        yield f"{start}-{number}"
        number += 1


def _faults_in(labels: Sequence[Label]) -> Iterator[FieldError]:
    steps = [one for one in labels if one.kind == RatingKind.ORDINAL]
    if len(steps) < FEWEST_STEPS:
        yield FieldError("labels", "too_few_steps", f"A scale has at least {FEWEST_STEPS} labels from true to false.")
    if len(labels) > MOST_LABELS:
        yield FieldError("labels", "too_many_labels", f"At most {MOST_LABELS} labels: readers must know them all.")
    for what, values in (("name", [one.name.strip().lower() for one in labels]), ("key", [one.key for one in labels])):
        twice = [value for value, count in Counter(values).items() if count > 1]
        if twice:
            yield FieldError("labels", f"same_{what}", f"“{twice[0]}” stands there twice.")
    for one in labels:
        yield from _faults_in_label(one)


def _faults_in_label(one: Label) -> Iterator[FieldError]:
    for what, text, most in (("name", one.name, LONGEST_NAME), ("definition", one.definition, LONGEST_DEFINITION)):
        problem = problem_with(text)
        if problem:
            yield FieldError("labels", *problem)
        elif is_blank(text):
            yield FieldError("labels", f"{what}_missing", f"Every label has a {what}: readers must know what it means.")
        elif len(text) > most:
            yield FieldError("labels", "too_long", f"The {what} of “{one.name[:30]}” is longer than {most} characters.")
    if one.kind not in RatingKind.values:
        yield FieldError("labels", "unknown_kind", "Choose what kind of label it is.")
    if not KEY.fullmatch(one.key) or len(one.key) > 40:
        yield FieldError("labels", "bad_key", "A key is made of small letters, digits and hyphens.")
    if not all(_is_name(code, name) for code, name in one.names.items()):
        yield FieldError("labels", "bad_translation", "A translated name has a language code and up to 60 characters.")


def _is_name(code: str, name: object) -> bool:
    is_name = isinstance(name, str) and not is_blank(name) and not problem_with(name) and len(name) <= LONGEST_NAME
    return is_name and bool(LANGUAGE.fullmatch(code))


def _faults_in_retired(
    labels: Sequence[Label], retired: Sequence[Retired], known: Mapping[str, Rating]
) -> Iterator[FieldError]:
    kept, gone = {one.key for one in labels}, {one.key for one in retired}
    lost = [one.name for key, one in known.items() if key not in kept | gone]
    if lost:
        yield FieldError("labels", "label_lost", f"“{lost[0]}” is neither kept nor retired.")
    if gone - known.keys() or gone & kept:
        yield FieldError("retired", "not_on_the_scale", "Only labels of the present version that are not kept retire.")
    if any(known[key].kind in (RatingKind.NO_LABEL,) for key in gone & known.keys()):
        yield FieldError("retired", "label_needed", "A reviewer must be able to say that no label fits.")
    if any(one.replaced_by and one.replaced_by not in kept for one in retired):
        yield FieldError("retired", "unknown_replacement", "Instead of it, a label of the new version is given.")
    changed = [one.name for one in labels if one.key in known and known[one.key].kind != one.kind]
    if changed:
        detail = f"“{changed[0]}” would become another kind of label. Retire it and add a new one."
        yield FieldError("labels", "kind_changed", detail)


def _make(
    before: RatingScale,
    *,
    name: str,
    labels: Sequence[Label],
    retired: Sequence[Retired],
    because: str,
    known: Mapping[str, Rating],
    at: datetime,
) -> RatingScale:
    before.is_current = False
    before.save(update_fields=["is_current"])
    made = RatingScale.objects.create(
        key=before.key,
        version=before.version + 1,
        name=name.strip(),
        is_current=True,
        published_on=desk_day(at),
        retired=[{"key": one.key, "name": known[one.key].name, "replaced_by": one.replaced_by} for one in retired],
        because=because.strip(),
    )
    Rating.objects.bulk_create(_rows(made, labels))
    return made


def _rows(scale: RatingScale, labels: Sequence[Label]) -> Iterator[Rating]:
    position = 0
    for order, one in enumerate(labels, start=1):
        on_scale = one.kind == RatingKind.ORDINAL
        position += on_scale
        yield Rating(
            scale=scale,
            key=one.key,
            name=" ".join(one.name.split()),
            names=dict(one.names),
            definition=" ".join(one.definition.split()),
            kind=one.kind,
            position=position if on_scale else None,
            order=order,
        )
