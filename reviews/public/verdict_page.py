"""What the page of one verdict shows: text, rating in the reader's language, notices, and what machines read."""

from dataclasses import replace

from factcheck.accounts.models import Desk
from reviews.claimreview import UNNAMED
from reviews.markup import article_context, claim_review_of, ld_json
from reviews.models import PublicRevision, PublicScale
from reviews.public.change_words import names_of
from reviews.public.changed import changes_of, told_on_top
from reviews.public.words import how_it_was_checked
from reviews.published import Published, PublishedRating
from reviews.selectors.listings import claimant_path
from reviews.selectors.own_pages import version_then
from reviews.selectors.published import Shown
from reviews.states import RevisionKind

METHOD = "method"


def context_of(shown: Shown, *, desk: Desk, language: str) -> dict[str, object]:
    """Everything that templates/public/verdict.html needs beside the shell."""
    markup = claim_review_of(shown, desk=desk)
    changes = changes_of(shown)
    newest, notice = changes[0], told_on_top(changes)
    return {
        **article_context(shown.seen),
        **rating_in(shown.seen, shown.current.scale, language),
        "shown": shown,
        "changes": changes,
        "notice": notice,
        "markup": ld_json(markup) if markup else "",
        "how": how_it_was_checked(shown.seen, language),
        "told_below": None if newest.is_first or newest is notice else newest,
        "is_unnamed": shown.seen.claimant_kind in UNNAMED,
        **_pages_beside(shown),
        **method_of(shown.current),
    }


def _pages_beside(shown: Shown) -> dict[str, object]:
    """Who said it and what it is about, where there are pages of them."""
    listing = shown.listing
    if listing is None:
        return {}
    return {"claimant_page": claimant_path(listing.claimant) if listing.claimant else "", "topic": listing.topic}


def method_of(revision: PublicRevision) -> dict[str, object]:
    """The version of the page on our method that held when this was published."""
    return {"method_version": version_then(METHOD, at=revision.published_at)}


def rating_in(seen: Published, scale: PublicScale, language: str) -> dict[str, object]:
    """The rating and the steps of its scale, called as that language calls them where the scale says so."""
    names = names_of(scale, language)
    rating: PublishedRating = replace(seen.rating, name=names.get(seen.rating.name) or seen.rating.name)
    return {"rating": rating, "steps": tuple(names.get(step) or step for step in seen.steps)}


def retracted_context(shown: Shown) -> dict[str, object]:
    """What templates/public/retracted.html needs beside the shell: why it was taken back, and nothing of the rating."""
    changes = changes_of(shown)
    retraction = next((one for one in changes if one.revision.kind == RevisionKind.RETRACTION), None)
    since = retraction.number if retraction else 0
    return {
        "shown": shown,
        "seen": shown.seen,
        "changes": changes,
        "retraction": retraction,
        "redactions": [one for one in changes if one.revision.removed and one.number > since],
    }
