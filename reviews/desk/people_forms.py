"""What people type about themselves as reviewers. What it allows is the verbs' business."""

from collections.abc import Sequence

from django import forms

from claims.models import Topic
from factcheck.accounts.desk_settings import languages as languages_of_the_world
from factcheck.web.forms import CleanCharField
from reviews.models import InterestKind, Level
from reviews.people.cards import Card
from reviews.people.interests import LONGEST_NAME
from reviews.people.profiles import MOST_CAPACITY

DAYS = [
    (0, "Monday"),
    (1, "Tuesday"),
    (2, "Wednesday"),
    (3, "Thursday"),
    (4, "Friday"),
    (5, "Saturday"),
    (6, "Sunday"),
]
TOPIC = "topic-"


class Codes(forms.MultipleChoiceField):
    """Boxes to tick, of which the verb says whether it knows them."""

    def valid_value(self, value: str) -> bool:
        return len(value) <= 20


class WorkForm(forms.Form):
    """Languages, working days and, for an editor, capacity."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    languages = Codes(label="Languages", required=False, widget=forms.CheckboxSelectMultiple)
    another = CleanCharField(
        label="Another language",
        required=False,
        max_length=20,
        help_text="Its code, such as en or pt-br.",
        widget=forms.TextInput(attrs={"list": "languages-known", "autocomplete": "off"}),
    )
    working_days = forms.TypedMultipleChoiceField(
        label="Working days",
        required=False,
        coerce=int,
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: the desk's own. Due dates count these days.",
    )
    capacity = forms.IntegerField(
        label="Capacity",
        min_value=0,
        max_value=MOST_CAPACITY,
        help_text=f"Points of open work, 0 to {MOST_CAPACITY}. With 0 nothing comes from the queue.",
    )

    def __init__(self, *args, card: Card, may_set_capacity: bool, offered: Sequence[str] = (), **kwargs):
        kept = ("version", "languages", "working_days", "capacity")
        super().__init__(*args, initial={name: getattr(card, name) for name in kept}, **kwargs)
        names = dict(languages_of_the_world())
        codes = sorted({*card.languages, *offered})
        self.fields["languages"].choices = [(code, names.get(code, code)) for code in codes]
        self.fields["languages"].help_text = "None ticked: every language."
        if not may_set_capacity:
            del self.fields["capacity"]

    def facts(self) -> dict[str, object]:
        """What the verb takes."""
        data = self.cleaned_data
        return {
            "version": data["version"],
            "languages": [*data["languages"], *filter(None, [data["another"]])],
            "working_days": data["working_days"],
            "capacity": data.get("capacity"),
        }


class TopicsForm(forms.Form):
    """One choice for each topic of the desk: not one's own, learning, able, expert."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, card: Card, may_give_all: bool, **kwargs):
        super().__init__(*args, initial={"version": card.version}, **kwargs)
        held = {one.topic.slug: one.level for one in card.topics}
        for topic in Topic.objects.order_by("name"):
            level = held.get(topic.slug, "")
            allowed = [one for one in Level.choices if may_give_all or one[0] in (Level.LEARNING, level)]
            self.fields[TOPIC + topic.slug] = forms.ChoiceField(
                label=topic.name, required=False, initial=level, choices=[("", "no"), *allowed]
            )

    def topics(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(TOPIC)]

    def levels(self) -> dict[str, str]:
        """{slug: level} of those that have one."""
        named = self.cleaned_data.items()
        return {name.removeprefix(TOPIC): value for name, value in named if name.startswith(TOPIC) and value}


class AwayForm(forms.Form):
    from_on = forms.DateField(label="First day away", widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label="Last day away", widget=forms.DateInput(attrs={"type": "date"}))


class InterestForm(forms.Form):
    kind = forms.ChoiceField(label="Kind", choices=InterestKind.choices)
    name = CleanCharField(
        label="Name", max_length=LONGEST_NAME, help_text="As it stands in articles; capitals do not matter."
    )
