"""Pinning sources to a topic's shelf, changing them, and taking them off."""

from datetime import datetime
from typing import TypedDict, Unpack

from claims.models import Topic
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from reviews.evidence.addresses import clean_url
from reviews.models import ShelfSource
from reviews.models.shelf import WORDS
from reviews.policies.shelf import may_keep_shelf
from reviews.typed import must_be_present, must_fit, must_say

LONGEST = {"title": 200, "good_for": 300, "how_to_cite": 300}  # characters
LAST_PLACE = 32_767


class Pinned(TypedDict, total=False):
    """What is said of a source. `search_url` has {words} where the words of a claim go; `order` 1 stands first."""

    title: str
    url: str
    good_for: str
    how_to_cite: str
    search_url: str
    order: int


def pin_source(*, topic_id: int, by: User, at: datetime, **said: Unpack[Pinned]) -> ShelfSource:
    """Put a source on the shelf of a topic. Raises `NotAllowed`, `Invalid` on `topic` and on the fields."""
    may_keep_shelf(by).or_refuse()
    with ledger.act("pin_source", by=by, at=at, topic=topic_id) as act:
        values = checked({"title": "", "url": "", **said})
        topic = Topic.objects.filter(pk=topic_id).first()
        if topic is None:
            raise Invalid.field("topic", "unknown_topic", "There is no such topic.")
        pinned = ShelfSource.objects.create(topic=topic, pinned_by=by, pinned_at=at, **values)
        act.about(pinned)
    return pinned


def change_pinned(*, source_id: int, version: int, by: User, at: datetime, **said: Unpack[Pinned]) -> ShelfSource:
    """Say something else of a pinned source; fields that are left out stay.

    Raises `NotAllowed`, `NotFound`, `Conflict` with the present version, `InvalidTransition` once it is off the shelf,
    `Invalid` on the fields.
    """
    may_keep_shelf(by).or_refuse()
    with ledger.act("change_pinned", by=by, at=at) as act:
        pinned = _lock(source_id, by=by)
        act.about(pinned)
        _must_be_on_the_shelf(pinned)
        must_be_present(pinned, version, "Another editor changed this meanwhile. Look at it again, then save.")
        for name, value in checked(said).items():
            setattr(pinned, name, value)
        pinned.version += 1
        pinned.save(update_fields=[*said, "version"])
    return pinned


def unpin_source(*, source_id: int, by: User, at: datetime) -> ShelfSource:
    """Take a source off the shelf; its row stays. Raises `NotAllowed`, `NotFound`, `InvalidTransition`."""
    may_keep_shelf(by).or_refuse()
    with ledger.act("unpin_source", by=by, at=at) as act:
        pinned = _lock(source_id, by=by)
        act.about(pinned)
        _must_be_on_the_shelf(pinned)
        pinned.removed_at = at
        pinned.save(update_fields=["removed_at"])
    return pinned


def _lock(source_id: int, *, by: User) -> ShelfSource:
    rows = ShelfSource.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=source_id).first()
    if found is None:
        raise NotFound
    return found


def _must_be_on_the_shelf(pinned: ShelfSource) -> None:
    if pinned.removed_at is not None:
        raise InvalidTransition("This was taken off the shelf already.")


def checked(said: Pinned) -> Pinned:
    """The same, tidied. Raises `Invalid` on the field at fault."""
    values = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    for name, longest in LONGEST.items():
        must_fit(values.get(name, ""), name, longest=longest)
    if "title" in values:
        must_say(values["title"], "title", "title_missing", "Say what the source is called.")
    if "url" in values:
        values["url"] = clean_url(values["url"])
    if values.get("search_url"):
        values["search_url"] = _searchable(values["search_url"])
    if not 0 < values.get("order", 1) <= LAST_PLACE:
        raise Invalid.field("order", "order_out_of_range", f"The order counts from 1 to {LAST_PLACE:,}.")
    return values


def _searchable(url: str) -> str:
    """A search address with a place for words, behind its host."""
    before, hole, _ = url.partition(WORDS)
    clean_url(url.replace(WORDS, "words"), field="search_url")
    if not hole or before.count("/") < 3:
        sentence = f"Put {WORDS} where the words of a claim go, for example https://example.org/search?q={WORDS}"
        raise Invalid.field("search_url", "no_place_for_words", sentence)
    return url
