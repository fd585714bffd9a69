"""The desk's topics: adding one, and giving one another name."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from claims.models import Topic
from claims.policies import may_keep_topics
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, NotFound
from factcheck.core.text import as_stored, is_blank, problem_with
from factcheck.ledger import acts as ledger

LONGEST = 80  # characters


def add_topic(*, name: str, by: User, at: datetime) -> Topic:
    """A new topic. Its slug is made of the name. Raises `NotAllowed`, `Invalid` on `name`."""
    may_keep_topics(by).or_refuse()
    with ledger.act("add_topic", by=by, at=at) as act:
        line = _usable(name)
        topic = _save(Topic(name=line, slug=slug_of(line)))
        act.about(topic)
    return topic


def rename_topic(*, topic_id: int, name: str, by: User, at: datetime) -> Topic:
    """Give a topic another name. Its slug stays, because review plans name topics by it.

    Raises `NotAllowed`, `NotFound`, `Invalid` on `name`.
    """
    may_keep_topics(by).or_refuse()
    with ledger.act("rename_topic", by=by, at=at) as act:
        topic = Topic.objects.select_for_update().filter(pk=topic_id).first()
        if topic is None:
            raise NotFound
        act.about(topic)
        topic.name = _usable(name, of=topic_id)
        _save(topic, update_fields=["name"])
    return topic


def slug_of(name: str) -> str:
    """The name as it stands in addresses and review plans: letters of any script, digits and hyphens."""
    return slugify(name, allow_unicode=True)[:LONGEST].strip("-")


def _usable(name: str, *, of: int | None = None) -> str:
    """The name on one line. `of`: the topic that may have it already."""
    problem = problem_with(name)
    if problem:
        raise Invalid.field("name", *problem)
    line = " ".join(as_stored(name).split())
    if is_blank(line) or not slug_of(line):
        raise Invalid.field("name", "name_missing", "Give the topic a name, with a letter or a digit.")
    if len(line) > LONGEST:
        raise Invalid.field("name", "too_long", f"At most {LONGEST} characters fit here.")
    if Topic.objects.filter(name__iexact=line).exclude(pk=of).exists():
        raise _taken()
    return line


def _save(topic: Topic, **how: list[str]) -> Topic:
    try:
        with transaction.atomic():  # somebody may have added the same a moment ago
            topic.save(**how)
    except IntegrityError as twice:
        raise _taken() from twice
    return topic


def _taken() -> Invalid:
    return Invalid.field("name", "topic_exists", "There is a topic of this name.")
