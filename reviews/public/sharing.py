"""What the page of a check says of itself to those who share it, and the code that shows it elsewhere."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from factcheck.accounts.models import Desk
from factcheck.web.languages import prefix_of
from reviews.cards.drawing import HEIGHT, WIDTH
from reviews.cards.typefaces import clusters
from reviews.public.card_words import card_of, words_of
from reviews.public.cards import card_path
from reviews.public.verdict_page import rating_in
from reviews.selectors.published import Shown

LONGEST_TITLE = 120  # characters of what we found, before the rating
LONGEST_WORDS = 420  # characters that describe a picture
EMBED_WIDTH = 600
SHORTEST, TALLEST = 280, 900  # pixels
AROUND = 250  # pixels that are neither words nor changes
CHANGE = 60  # pixels of a change, if its note is short
LETTER, LINE = 8.0, 25  # pixels, on average
FRAME = (
    '<iframe src="{url}" width="{width}" height="{height}" title="{about}" loading="lazy" '
    'style="max-width: 100%" '
    'sandbox="allow-popups allow-popups-to-escape-sandbox" frameborder="0"></iframe>'
)


@dataclass(frozen=True)
class Share:
    """A check for those who pass it on. Every address is whole and in the language of the page."""

    shown: Shown
    language: str
    desk_name: str
    title: str  # with the rating
    picture_words: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def site(self) -> str:
        return settings.PUBLIC_ORIGIN + prefix_of(self.language)

    @property
    def url(self) -> str:
        return self.site + self.shown.path

    @property
    def picture(self) -> str:
        return self.site + card_path(self.shown)

    @property
    def embed_url(self) -> str:
        return f"{self.site}/embed/{self.shown.number}/"

    @property
    def oembed(self) -> dict[str, str]:
        """Where the description of the embed is, in both formats."""
        return {form: f"{self.site}/oembed?{urlencode({'url': self.url, 'format': form})}" for form in ("json", "xml")}

    def embed_code(self, width: int = EMBED_WIDTH, height: int | None = None) -> str:
        """The frame for another's page. It holds no word of the check: nothing in it can become wrong."""
        with translation.override(self.language):
            about = gettext("Check %(number)s by %(desk)s") % {"number": self.shown.number, "desk": self.desk_name}
        high = height or embed_height(self.shown, width)
        # Plain text on purpose: on our own page it is shown, not framed.
        return FRAME.format(url=escape(self.embed_url), width=width, height=high, about=escape(about))


def share_of(shown: Shown, *, desk: Desk, language: str) -> Share:
    """Of a check that is not withheld."""
    with translation.override(language):
        card = card_of(shown, desk=desk, language=language)
        return Share(
            shown=shown,
            language=language,
            desk_name=desk.name,
            title=_title(shown, language),
            picture_words=_cut(words_of(card), LONGEST_WORDS),
        )


def embed_height(shown: Shown, width: int) -> int:
    """About as many pixels as the frame needs at this width; what does not fit can be scrolled."""
    seen = shown.seen
    texts = [seen.title, seen.short_claim or seen.claim, "" if shown.is_retracted else seen.found]
    changes = [one.note + one.why for one in shown.revisions[:-1]]
    lines = sum(len(text) * LETTER // (width - 40) + 1 for text in [*texts, *changes])
    whole = AROUND + lines * LINE + len(changes) * CHANGE
    return max(SHORTEST, min(int(whole), TALLEST)) // 10 * 10


def _title(shown: Shown, language: str) -> str:
    if shown.is_retracted:
        return gettext("We retracted this check")
    title = _cut(shown.seen.title, LONGEST_TITLE)
    if not shown.seen.is_rated:
        return title
    rating = rating_in(shown.seen, shown.current.scale, language)["rating"]
    return gettext("%(title)s (our rating of the claim: %(rating)s)") % {"title": title, "rating": rating.name}


def _cut(text: str, most: int) -> str:
    """At most so many characters, cut between two letters and never between a letter and its accents."""
    if len(text) <= most:
        return text
    kept = ""
    for one in clusters(text):
        if len(kept) + len(one) >= most:
            break
        kept += one
    return kept.rstrip() + "…"
