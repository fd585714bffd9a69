"""One text, many printings: which edition a submission is about."""

from datetime import datetime

from claims.models import Article, Edition
from claims.typed import Particulars


def edition_for(article: Article, about: Particulars, *, at: datetime) -> Edition:
    """The edition that `about` describes: one already known, completed by what is new, or another one.

    A submission that names neither outlet nor address is about the first edition. Call with the article locked.
    """
    known = list(article.editions.order_by("pk"))
    for edition in known:
        if _is_same(edition, about):
            return complete_edition(edition, about)
    return Edition.objects.create(
        article=article,
        outlet=about.outlet,
        url=about.url,
        title=about.title,
        author=about.author,
        published_on=about.published_on,
        seen_at=at,
    )


def _is_same(edition: Edition, about: Particulars) -> bool:
    if not about.outlet and not about.url:
        return True
    return edition.outlet.casefold() == about.outlet.casefold() and edition.url == about.url


def complete_edition(edition: Edition, about: Particulars) -> Edition:
    """Fill what nobody has said yet; what somebody said stays."""
    news = {
        name: getattr(about, name)
        for name in ("title", "author", "published_on")
        if getattr(about, name) and not getattr(edition, name)
    }
    for name, value in news.items():
        setattr(edition, name, value)
    if news:
        edition.save(update_fields=list(news))
    return edition
