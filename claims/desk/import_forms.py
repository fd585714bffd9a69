"""What an editor types about a feed."""

from django import forms

from claims.imports.typed import LONGEST, SaidOfFeed
from claims.models import ImportFeed
from claims.states import FeedKind
from factcheck.web.forms import CleanCharField

ADDRESS = "Of a search: its beginning is enough. Of a ClaimReview feed: the address of the JSON file."
KEY = "If the site wants one. It is sent with each request and never shown again."


class FeedForm(forms.Form):
    """Fields named as `SaidOfFeed` has them. `version` is that of the feed that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    name = CleanCharField(max_length=LONGEST["name"], label="What the desk calls it", required=False)
    kind = forms.ChoiceField(choices=FeedKind.choices, label="Kind", widget=forms.RadioSelect)
    url = CleanCharField(max_length=LONGEST["url"], label="Address", help_text=ADDRESS, required=False)
    query = CleanCharField(
        max_length=LONGEST["query"], label="Words to search for", required=False, help_text="Of a search only."
    )
    publisher = CleanCharField(
        max_length=LONGEST["publisher"],
        label="Publisher",
        required=False,
        help_text="Of a search only: the site of one publisher, such as checks.example. Without words, all its checks.",
    )
    language = CleanCharField(max_length=LONGEST["language"], label="Language", required=False, help_text="Such as en.")
    max_age_days = forms.IntegerField(
        label="Not older than (days)", required=False, min_value=1, max_value=36_500, help_text="Of a search only."
    )
    every_hours = forms.IntegerField(label="Pull it every (hours)", min_value=1, max_value=720, initial=24)
    secret_key = CleanCharField(
        max_length=LONGEST["secret_key"],
        label="Key",
        required=False,
        help_text=KEY,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    forget_key = forms.BooleanField(label="Forget the key that is kept", required=False)

    def __init__(self, *args, feed: ImportFeed | None = None, **kwargs):
        names = ("version", "name", "kind", "url", "query", "publisher", "language", "max_age_days", "every_hours")
        initial = {name: getattr(feed, name) for name in names} if feed else {"kind": FeedKind.FACT_CHECK_TOOLS}
        super().__init__(*args, initial=initial, **kwargs)
        if feed is None or not feed.secret_key:
            del self.fields["forget_key"]
        else:
            self.fields["secret_key"].help_text = "A key is kept. Leave this empty to keep it, or type another one."


def said_in(typed: dict[str, object]) -> SaidOfFeed:
    """The form's words as the verbs take them; an empty key keeps the one there is."""
    about = {name: value for name, value in typed.items() if name not in ("version", "forget_key", "secret_key")}
    key = typed["secret_key"] or ("" if typed.get("forget_key") else None)
    return SaidOfFeed(**about, secret_key=key)
