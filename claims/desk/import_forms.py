"""What an editor types about a feed."""

from django import forms

from claims.imports.typed import LONGEST, SaidOfFeed
from claims.models import ImportFeed
from claims.states import FeedKind
from factcheck.web.forms import CleanCharField

ADDRESS = "Of a search: its beginning is enough. Of a ClaimReview feed: the address of the JSON file."
HOURS = "A feed is pulled every 1 to 720 hours."
DAYS = "Between 1 day and 36,500 days."
KEY_AGAIN = "Type the key again: it was not kept, and is never sent back to this page."
KEY = "If the site wants one. It is sent with each request and never shown again."


class FeedForm(forms.Form):
    """Fields named as `SaidOfFeed` has them. `version` is that of the feed that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    name = CleanCharField(max_length=LONGEST["name"], label="Name", required=False)
    kind = forms.ChoiceField(
        choices=FeedKind.choices,
        label="Kind",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what kind of feed it is."),
    )
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
    language = CleanCharField(
        max_length=LONGEST["language"], label="Language", required=False, help_text="Of a search only, such as en."
    )
    max_age_days = forms.IntegerField(
        label="Not older than (days)",
        required=False,
        min_value=1,
        max_value=36_500,
        help_text="Of a search only.",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), DAYS),
    )
    every_hours = forms.IntegerField(
        label="Pull it every (hours)",
        min_value=1,
        max_value=720,
        initial=24,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), HOURS),
    )
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

    def say_that_the_key_is_gone(self) -> None:
        """Of a form that was refused: what was typed stands in it again, except a key."""
        if self["secret_key"].data:
            self.add_error("secret_key", KEY_AGAIN)


class RemovalForm(forms.Form):
    """`version` is that of the feed whose numbers were looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def said_in(typed: dict[str, object]) -> SaidOfFeed:
    """The form's words as the verbs take them; an empty key keeps the one there is."""
    about = {name: value for name, value in typed.items() if name not in ("version", "forget_key", "secret_key")}
    key = typed["secret_key"] or ("" if typed.get("forget_key") else None)
    return SaidOfFeed(**about, secret_key=key)
