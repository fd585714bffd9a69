"""What editors do with feeds: add one, change it, stop and start it, pull it now, remove it."""

from datetime import datetime
from urllib.parse import urlsplit

from claims import kinds
from claims.imports import runs
from claims.imports.typed import SaidOfFeed
from claims.models import ImportFeed, ImportRun
from claims.policies import may_keep_imports
from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotFound
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger

MOST_FEEDS = 200
COLUMNS = ("name", "kind", "url", "query", "publisher", "language", "max_age_days", "every_hours")
ASKED = ("kind", "url", "query", "publisher", "language", "max_age_days")  # another answer comes when one changes
ENDED = "Ended: the feed was stopped or changed meanwhile."
REMOVED = "Ended: the feed was removed."


def add_feed(*, said: SaidOfFeed, by: User, at: datetime) -> ImportFeed:
    """A new feed; it is pulled as soon as a worker is free. Nobody is asked before this is committed.

    Raises `NotAllowed`, `Invalid` naming every field at fault: also the desk's own address, and hosts that its operator
    has not named.
    """
    may_keep_imports(by).or_refuse()
    said = said.tidied()
    with ledger.act("add_feed", by=by, at=at, kind=said.kind) as act:
        if ImportFeed.objects.count() >= MOST_FEEDS:
            raise Invalid.field("name", "too_many", f"A desk has at most {MOST_FEEDS} feeds.")
        columns = {name: getattr(said, name) for name in COLUMNS}
        about = {"secret_key": said.secret_key or "", "due_at": at, "created_at": at, "created_by": by}
        feed = ImportFeed.objects.create(**columns, **about)
        act.about(feed)
        queue.enqueue(kinds.PULL, subject_id=feed.pk)
    return feed


def change_feed(*, feed_id: int, said: SaidOfFeed, version: int, by: User, at: datetime) -> ImportFeed:
    """What the feed is to be from now on. What other words or another address bring is pulled at once.

    A kept key goes to no other site than the one it was given for: with another host it is forgotten unless given anew.
    Raises as `add_feed`, and `NotFound`, `Conflict` when somebody changed it meanwhile.
    """
    may_keep_imports(by).or_refuse()
    said = said.tidied()
    with ledger.act("change_feed", by=by, at=at) as act:
        feed = _lock(feed_id, by=by)
        act.about(feed)
        _check_version(feed, version)
        changed = [name for name in COLUMNS if getattr(feed, name) != getattr(said, name)]
        key = _key_after(feed, said)
        act.note(changed=sorted([*changed, *(["secret_key"] if key != feed.secret_key else [])]))
        _write(feed, said, key=key)
        if not {*changed}.isdisjoint(ASKED):
            _begin_anew(feed, at=at)
    return feed


def _key_after(feed: ImportFeed, said: SaidOfFeed) -> str:
    if said.secret_key is not None:
        return said.secret_key
    before, after = urlsplit(feed.url), urlsplit(said.url)
    is_same_site = (before.scheme, before.netloc.lower()) == (after.scheme, after.netloc.lower())
    return feed.secret_key if is_same_site else ""


def _write(feed: ImportFeed, said: SaidOfFeed, *, key: str) -> None:
    for name in COLUMNS:
        setattr(feed, name, getattr(said, name))
    feed.secret_key, feed.version = key, feed.version + 1
    feed.save(update_fields=[*COLUMNS, "secret_key", "version"])


def _begin_anew(feed: ImportFeed, *, at: datetime) -> None:
    """What was known of the old answer says nothing of the new one."""
    runs.end_run(feed, why=ENDED, at=at)
    feed.etag = feed.last_modified = feed.fault = ""
    feed.failures, feed.due_at = 0, at
    feed.save(update_fields=["etag", "last_modified", "fault", "failures", "due_at"])
    if feed.is_on:
        queue.enqueue(kinds.PULL, subject_id=feed.pk)


def stop_feed(*, feed_id: int, by: User, at: datetime) -> ImportFeed:
    """It is no longer pulled by itself, and a pull under way ends. What came stays. Stopping twice changes nothing.

    Raises `NotAllowed`, `NotFound`.
    """
    may_keep_imports(by).or_refuse()
    with ledger.act("stop_feed", by=by, at=at) as act:
        feed = _lock(feed_id, by=by)
        act.about(feed)
        runs.end_run(feed, why=ENDED, at=at)
        _turn(feed, on=False)
    return feed


def start_feed(*, feed_id: int, by: User, at: datetime) -> ImportFeed:
    """It is pulled by itself again, from now on. Starting twice changes nothing. Raises `NotAllowed`, `NotFound`."""
    may_keep_imports(by).or_refuse()
    with ledger.act("start_feed", by=by, at=at) as act:
        feed = _lock(feed_id, by=by)
        act.about(feed)
        if not feed.is_on:
            feed.due_at = at
            feed.save(update_fields=["due_at"])
            _turn(feed, on=True)
            queue.enqueue(kinds.PULL, subject_id=feed.pk)
    return feed


def _turn(feed: ImportFeed, *, on: bool) -> None:
    if feed.is_on != on:
        feed.is_on, feed.version = on, feed.version + 1
        feed.save(update_fields=["is_on", "version"])


def remove_feed(*, feed_id: int, version: int, by: User, at: datetime) -> ImportFeed:
    """It asks nobody from now on, its key is forgotten, and its checks are suggested no more.

    A job then removes those checks and the feed itself; what decisions rest on stays (`claims.imports.leaving`).
    There is no way back. Raises `NotAllowed`, `NotFound`, `Conflict` when somebody changed it meanwhile,
    `InvalidTransition` when it is being removed already.
    """
    may_keep_imports(by).or_refuse()
    with ledger.act("remove_feed", by=by, at=at) as act:
        feed = _lock(feed_id, by=by)
        act.about(feed)
        _check_version(feed, version)
        runs.end_run(feed, why=REMOVED, at=at)
        feed.is_on, feed.secret_key, feed.leaving_at, feed.version = False, "", at, feed.version + 1
        feed.save(update_fields=["is_on", "secret_key", "leaving_at", "version"])
        queue.enqueue(kinds.LEAVE, subject_id=feed.pk)
    return feed


def pull_now(*, feed_id: int, by: User, at: datetime) -> ImportRun:
    """Pull it now, a stopped one too; a worker does it.

    Raises `NotAllowed`, `NotFound`, `InvalidTransition` when it is being pulled already.
    """
    may_keep_imports(by).or_refuse()
    with ledger.act("pull_now", by=by, at=at) as act:
        feed = _lock(feed_id, by=by)
        act.about(feed)
        if runs.open_run(feed) is not None:
            raise InvalidTransition("It is being pulled already.", extra={"status_now": "running"})
        run = runs.start_run(feed, by=by, at=at)
        queue.enqueue(kinds.PULL, subject_id=feed.pk)
    return run


def _lock(feed_id: int, *, by: User) -> ImportFeed:
    """Raises `NotFound`, and `InvalidTransition` for one that is being removed: nothing more is done with it."""
    rows = ImportFeed.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    feed = rows.filter(pk=feed_id).first()
    if feed is None:
        raise NotFound("There is no such feed, or it is not visible to you.")
    if feed.leaving_at is not None:
        raise InvalidTransition("This feed is being removed.", extra={"status_now": "leaving"})
    return feed


def _check_version(feed: ImportFeed, version: int) -> None:
    if feed.version != version:
        detail = "Somebody else has changed this feed meanwhile. Look at it as it is now, then change it again."
        raise Conflict(detail, extra={"version": feed.version})
