"""What the desk said about itself, and on which scale it rated, in versions."""

from datetime import datetime

from reviews.models import PublicPage, PublicPageVersion, PublicScale


def versions_of(page: PublicPage) -> list[PublicPageVersion]:
    """Newest first, without their texts."""
    return list(PublicPageVersion.objects.filter(page=page).defer("text").order_by("-number"))


def version_then(slug: str, *, at: datetime) -> int | None:
    """The number of the version of a page that held at a time; None before the first."""
    rows = PublicPageVersion.objects.filter(page__slug=slug, published_at__lte=at)
    return rows.order_by("-number").values_list("number", flat=True).first()


def list_scales() -> list[PublicScale]:
    """Every version of the scale that was ever in use, newest first."""
    return list(PublicScale.objects.order_by("-version", "-pk"))
