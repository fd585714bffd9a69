"""What a person takes on: languages, working days, capacity, topics with levels."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from claims.models import Claim, Topic
from factcheck.accounts.desk_settings import languages as languages_of_the_world
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from reviews.models import Level, Reviewer, ReviewerTopic
from reviews.policies.people import may_change_profile, may_give_level, may_set_capacity
from reviews.selectors.locked import lock_reviewer
from reviews.typed import must_be_present

MOST_CAPACITY = 200  # points of open work
MOST_LANGUAGES = 40
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")


def set_profile(
    *,
    user_id: int,
    version: int,
    languages: Iterable[str],
    working_days: Iterable[int],
    by: User,
    at: datetime,
    capacity: int | None = None,
) -> Reviewer:
    """Set languages (none: every language), working days (0 = Monday; none: the desk's), capacity (None: as it is).

    One's own, or anybody's for an editor; capacity is an editor's alone. `version` is the one the form began from.
    Raises `NotFound`, `NotAllowed`, `Conflict`, `Invalid` on `languages`, `working_days`, `capacity`.
    """
    with ledger.act("set_profile", by=by, at=at) as act:
        reviewer = lock_profile(user_id, version=version, by=by)
        act.about(reviewer.user)
        capacity = reviewer.capacity if capacity is None else capacity
        if capacity != reviewer.capacity:
            may_set_capacity(by).or_refuse()
        values = {
            "languages": known_languages(languages),
            "working_days": _days_of_a_week(working_days),
            "capacity": _bearable(capacity),
        }
        act.note(**{name: value for name, value in values.items() if getattr(reviewer, name) != value})
        for name, value in values.items():
            setattr(reviewer, name, value)
        reviewer.version += 1
        reviewer.save(update_fields=[*values, "version"])
    return reviewer


def set_topics(*, user_id: int, version: int, levels: Mapping[str, str], by: User, at: datetime) -> Reviewer:
    """Set all of a person's topics: {slug: learning, able or expert}. None at all means every topic.

    A reviewer may start to learn a topic and leave one; the rest is an editor's. Raises `NotFound`, `NotAllowed`,
    `Conflict`, `Invalid` on `topics`.
    """
    with ledger.act("set_topics", by=by, at=at) as act:
        reviewer = lock_profile(user_id, version=version, by=by)
        act.about(reviewer.user)
        wanted = _known_levels(levels)
        held = dict(ReviewerTopic.objects.filter(reviewer=reviewer).values_list("topic", "level"))
        changed = {topic: wanted.get(topic, "") for topic in held | wanted if held.get(topic) != wanted.get(topic)}
        for level in changed.values():
            may_give_level(by, level).or_refuse()
        act.note(levels={str(topic): level for topic, level in changed.items()})
        _keep_levels(reviewer, changed)
        reviewer.version += 1
        reviewer.save(update_fields=["version"])
    return reviewer


def lock_profile(user_id: int, *, version: int, by: User) -> Reviewer:
    """The reviewer, locked, if `by` may change it and has seen the present version."""
    reviewer = lock_reviewer(user_id, by=by)
    may_change_profile(by, reviewer.user).or_refuse()
    sentence = "This profile was changed in the meantime. Look at what is typed here; saving again keeps it."
    must_be_present(reviewer, version, sentence)
    return reviewer


def known_languages(codes: Iterable[str]) -> list[str]:
    """The codes in order, each once. Raises `Invalid` for one that neither the world nor a claim of the desk knows."""
    found = sorted({code.strip().lower() for code in codes if code.strip()})
    if len(found) > MOST_LANGUAGES:
        raise Invalid.field("languages", "too_many", f"At most {MOST_LANGUAGES} languages; none means every language.")
    known = dict(languages_of_the_world())
    for code in found:
        if code not in known and not _is_of_a_claim(code):
            detail = f"“{code[:20]}” is not a language the desk knows. Give a code such as en or pt-br."
            raise Invalid.field("languages", "unknown_language", detail)
    return found


def _is_of_a_claim(code: str) -> bool:
    """What the desk found in an article is known too: zh, say, which the list above has only as zh-hans."""
    return bool(CODE.fullmatch(code)) and Claim.objects.filter(language=code).exists()


def _days_of_a_week(days: Iterable[int]) -> list[int]:
    found = sorted(set(days))
    if not all(0 <= day <= 6 for day in found):
        raise Invalid.field("working_days", "not_a_weekday", "Days are counted from 0, Monday, to 6, Sunday.")
    return found


def _bearable(capacity: int) -> int:
    if not 0 <= capacity <= MOST_CAPACITY:
        raise Invalid.field("capacity", "not_a_capacity", f"Give a number of points from 0 to {MOST_CAPACITY}.")
    return capacity


def _known_levels(levels: Mapping[str, str]) -> dict[int, str]:
    ids = dict(Topic.objects.filter(slug__in=list(levels)).values_list("slug", "pk"))
    for slug, level in levels.items():
        if slug not in ids:
            raise Invalid.field("topics", "unknown_topic", "There is no such topic.")
        if level not in Level.values:
            raise Invalid.field("topics", "unknown_level", "A level is learning, able or expert.")
    return {ids[slug]: level for slug, level in levels.items()}


def _keep_levels(reviewer: Reviewer, changed: Mapping[int, str]) -> None:
    left = [topic for topic, level in changed.items() if not level]
    ReviewerTopic.objects.filter(reviewer=reviewer, topic__in=left).delete()
    for topic, level in changed.items():
        if level:
            ReviewerTopic.objects.update_or_create(reviewer=reviewer, topic_id=topic, defaults={"level": level})
