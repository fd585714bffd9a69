"""What an editor types when asking people, and when changing who is asked, until when, and how soon."""

from datetime import datetime

from django import forms

from claims.models import Claim
from claims.priorities import MOST_BOOST
from claims.triage.priorities import MOST_REACH
from factcheck.web.forms import CleanCharField, PlainSelect
from reviews.assignment.by_hand import LONGEST_OVERRIDE, MOST_REVIEWS
from reviews.assignment.due_dates import due_for
from reviews.assignment.rounds import plan_for
from reviews.models import ReviewPlan
from reviews.selectors.board_pages import Wanted
from reviews.typed import LONGEST_REASON

MOMENT = "%Y-%m-%dT%H:%M"
LARGEST_KEY = 2**63 - 1


def moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)


class Ids(forms.TypedMultipleChoiceField):
    """Ids of rows the page draws by itself; whether they exist is the verb's business."""

    def __init__(self, **kwargs) -> None:
        super().__init__(coerce=int, required=False, **kwargs)

    def valid_value(self, value: str) -> bool:
        return value.isascii() and value.isdigit() and int(value) <= LARGEST_KEY


class PeopleForm(forms.Form):
    """Whom to ask. `lead` comes first; `reviewers` are the others. The page draws both beside each person's load."""

    due_at = forms.DateTimeField(
        label="Due", required=False, widget=moment(), help_text="Left empty: by the desk's policy."
    )
    note = CleanCharField(required=False, max_length=LONGEST_REASON, label="Note to those you ask")
    override = CleanCharField(
        required=False,
        max_length=LONGEST_OVERRIDE,
        label="Why ask somebody in spite of load, topic or language",
    )
    lead = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    reviewers = Ids(label="Whom to ask")

    def reviewer_ids(self) -> list[int]:
        """The chosen people, the lead first, nobody twice."""
        chosen = [self.cleaned_data.get("lead"), *self.cleaned_data.get("reviewers", [])]
        return list(dict.fromkeys(person for person in chosen if person is not None))


class AssignForm(PeopleForm):
    """One claim: its plan and how many reviews it gets too."""

    plan = forms.ModelChoiceField(ReviewPlan.objects.all(), to_field_name="key", empty_label=None, required=False)
    reviews_wanted = forms.IntegerField(
        label="Reviews",
        required=False,
        widget=forms.NumberInput(attrs={"min": 1, "max": MOST_REVIEWS}),
        help_text="Left empty: as many as the plan asks for.",
    )

    @classmethod
    def fresh(cls, claim: Claim, *, at: datetime) -> "AssignForm":
        """With the plan and the due date the desk's rules give this claim."""
        return cls(initial={"due_at": due_for(claim, at=at), "plan": plan_for(claim).key})


class ManyForm(PeopleForm):
    """Many claims at once, each under the plan the desk's rules give it."""

    claims = Ids(label="Claims")


class BoostForm(forms.Form):
    points = forms.IntegerField(
        label="Points",
        widget=forms.NumberInput(attrs={"min": -MOST_BOOST, "max": MOST_BOOST, "step": 100}),
        help_text="More than 0: sooner. Less: later. 0: where it was. 100 are a day of waiting.",
    )
    because = CleanCharField(label="Why", required=False, max_length=LONGEST_REASON)


class ReachForm(forms.Form):
    people = forms.IntegerField(
        label="People who have seen it",
        required=False,
        min_value=0,
        max_value=MOST_REACH,
        help_text="As far as we know. Left empty: not known.",
    )


class DueForm(forms.Form):
    due_at = forms.DateTimeField(label="Due", widget=moment())
    because = CleanCharField(label="Why", required=False, max_length=LONGEST_REASON)


class ReassignForm(forms.Form):
    reviewer = forms.IntegerField(label="Give it to", min_value=1, max_value=LARGEST_KEY)
    because = CleanCharField(label="Why", required=False, max_length=LONGEST_REASON)
    override = CleanCharField(label="In spite of load, topic or language", required=False, max_length=LONGEST_OVERRIDE)


class BoardFilter(forms.Form):
    """What the board shows. A value that makes no sense is left out."""

    q = CleanCharField(
        label="Words or claimant", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    show = forms.ChoiceField(label="Group", required=False, widget=PlainSelect)
    language = forms.ChoiceField(label="Language", required=False, widget=PlainSelect)
    topic = forms.ChoiceField(label="Topic", required=False, widget=PlainSelect)
    plan = forms.ChoiceField(label="Plan", required=False, widget=PlainSelect)
    reviewer = forms.ChoiceField(label="Held by", required=False, widget=PlainSelect)
    overdue = forms.BooleanField(label="Only overdue", required=False)
    who = CleanCharField(label="People named", required=False, max_length=100)

    def __init__(self, *args, groups, languages, topics, plans, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.topics = {topic.slug: topic.pk for topic in topics}
        self.fields["show"].choices = [("", "Any"), *((one.key, one.many.capitalize()) for one in groups)]
        self.fields["language"].choices = [("", "Any"), *((one, one) for one in languages)]
        self.fields["topic"].choices = [("", "Any"), *((one.slug, one.name) for one in topics)]
        self.fields["plan"].choices = [("", "Any"), *((one.key, one.name) for one in plans)]
        self.fields["reviewer"].choices = [("", "Anybody"), *((str(one.person.pk), one.person) for one in people)]

    @property
    def wanted(self) -> Wanted:
        """What to look for."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(
            words=said.get("q", ""),
            language=said.get("language", ""),
            topic=self.topics.get(said.get("topic")),
            plan=said.get("plan", ""),
            reviewer=int(said["reviewer"]) if "reviewer" in said else None,
            overdue="overdue" in said,
        )
