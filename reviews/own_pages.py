"""What the desk says about itself, in versions: readers can look up what it promised at the time."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, NotFound
from factcheck.core.text import as_stored
from factcheck.ledger import acts as ledger
from reviews.models import PublicPage, PublicPageVersion
from reviews.policies.own_pages import may_edit_pages
from reviews.publication.bumping import bump
from reviews.typed import must_be_present, must_fit, must_say

LONGEST_TITLE = 120  # characters
LONGEST_PAGE = 50_000
LONGEST_NOTE = 300


def publish_page(
    *, slug: str, title: str, text: str, note: str, version: int, by: User, at: datetime
) -> PublicPageVersion:
    """Publish the next version of a page; `note` tells readers what is different.

    Raises `NotAllowed`, `NotFound`, `Conflict` when somebody published another version since, `Invalid` on the fields:
    nothing_changed when it reads as before.
    """
    with ledger.act("publish_page", by=by, at=at) as act:
        may_edit_pages(by).or_refuse()
        page = PublicPage.objects.select_for_update(no_key=True).filter(slug=slug).first()
        if page is None:
            raise NotFound
        act.about(page)
        must_be_present(page, version, "Somebody published another version of it meanwhile.")
        title, text, note = _usable(title, text, note)
        if (title, text) == (page.title, page.text):
            raise Invalid.field("text", "nothing_changed", "The page reads as it did. Change it, or leave it.")
        published = _publish(page, title=title, text=text, note=note, at=at)
        act.note(version=published.number)
        bump(at=at)
    return published


def _usable(title: str, text: str, note: str) -> tuple[str, str, str]:
    must_say(title, "title", "title_missing", "Give the page a title.")
    must_fit(title, "title", longest=LONGEST_TITLE)
    must_say(text, "text", "text_missing", "A page needs a text.")
    must_fit(text, "text", longest=LONGEST_PAGE)
    must_say(note, "note", "note_missing", "Tell readers in a sentence what is different.")
    must_fit(note, "note", longest=LONGEST_NOTE)
    return " ".join(title.split()), as_stored(text).strip(), " ".join(note.split())


def _publish(page: PublicPage, *, title: str, text: str, note: str, at: datetime) -> PublicPageVersion:
    page.title, page.text, page.changed_at = title, text, at
    page.version += 1
    page.save(update_fields=["title", "text", "changed_at", "version"])
    return keep_version(page, note=note)


def keep_version(page: PublicPage, *, note: str = "") -> PublicPageVersion:
    """Keep a page as it reads now under its present number."""
    return PublicPageVersion.objects.create(
        page=page, number=page.version, title=page.title, text=page.text, note=note, published_at=page.changed_at
    )
