"""What an editor types to change how a claim is checked."""

from django import forms

from claims.models import Topic
from claims.states import ClaimType, Risk
from factcheck.accounts.models import User
from factcheck.web.forms import CleanCharField
from reviews.assignment.choosing import HARM, TWICE
from reviews.changing.plans import PlanText
from reviews.changing.rounds import MOST_REVIEWS
from reviews.models import ReviewPlan, Round
from reviews.states import ClosedBecause

RISKS = [*Risk.choices, (HARM, "Accepted as one that could do harm"), (TWICE, "Settled by somebody else twice")]


class ReasonForm(forms.Form):
    because = CleanCharField(label="Why", max_length=500, required=False)

    def __init__(self, *args, round: Round, **kwargs):
        super().__init__(*args, auto_id=f"id_{self.__class__.__name__.lower()}_%s", **kwargs)
        self.about(round)

    def about(self, round: Round) -> None:
        """Fill the choices that depend on the round."""


class PlanForm(ReasonForm):
    plan = forms.ModelChoiceField(ReviewPlan.objects.none(), to_field_name="key", empty_label=None, label="Plan")

    field_order = ("plan", "because")

    def about(self, round: Round) -> None:
        self.fields["plan"].queryset = ReviewPlan.objects.exclude(pk=round.plan_id)


class NumberForm(ReasonForm):
    number = forms.IntegerField(label="Reviews", min_value=1, max_value=MOST_REVIEWS)

    field_order = ("number", "because")

    def about(self, round: Round) -> None:
        self.initial.setdefault("number", round.reviews_wanted)


class AdjudicatorForm(ReasonForm):
    adjudicator = forms.TypedChoiceField(label="Who settles it", coerce=int, empty_value=None, required=False)

    field_order = ("adjudicator", "because")

    def about(self, round: Round) -> None:
        people = User.objects.filter(is_active=True).order_by("name", "pk")
        self.fields["adjudicator"].choices = [("", "Anybody who may"), *((one.pk, str(one)) for one in people)]
        self.initial.setdefault("adjudicator", round.adjudicator_id)


class CloseForm(ReasonForm):
    """The reason for the desk, and the kind of reason for readers."""

    kind = forms.ChoiceField(label="What readers are told", choices=ClosedBecause.choices, required=False)

    field_order = ("kind", "because")

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or ClosedBecause.OTHER


class ReplaceForm(ReasonForm):
    assignment = forms.IntegerField(widget=forms.HiddenInput)
    reviewers = forms.TypedChoiceField(label="Give it to", coerce=int, empty_value=None, required=False)

    field_order = ("assignment", "reviewers", "because")

    def about(self, round: Round) -> None:
        people = User.objects.filter(is_active=True).order_by("name", "pk")
        self.fields["reviewers"].choices = [("", "The queue"), *((one.pk, str(one)) for one in people)]


class RisksForm(forms.Form):
    risks = forms.MultipleChoiceField(
        label="What decides how carefully it is checked",
        choices=Risk.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


CHECK_FOR = [("truth", "Whether it is true"), ("said", "Whether they said it")]


def chosen_for_words(plan: ReviewPlan, topics: dict[str, str]) -> list[str]:
    """What a plan is chosen for, as its form calls it. `topics`: {slug: name} of the desk."""
    known = dict([*RISKS, *ClaimType.choices, *CHECK_FOR]) | topics
    return [known.get(value) or value.replace("-", " ") for values in plan.chosen_for.values() for value in values]


class EditPlanForm(forms.Form):
    """A plan, with everything it may be chosen for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = CleanCharField(max_length=80, required=False)
    description = CleanCharField(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reviewers = forms.IntegerField(label="Reviews", min_value=1, max_value=MOST_REVIEWS)
    lead_points = forms.IntegerField(label="Points the lead's review takes", min_value=1, max_value=20)
    points = forms.IntegerField(label="Points every other review takes", min_value=1, max_value=20)
    risks = forms.MultipleChoiceField(
        label="Chosen for", choices=RISKS, required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(label="Topics", required=False, widget=forms.CheckboxSelectMultiple)
    types = forms.MultipleChoiceField(
        label="Types of claim", choices=ClaimType.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    check_for = forms.MultipleChoiceField(
        label="What is checked",
        choices=CHECK_FOR,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    TRAITS = ("risks", "topics", "types", "check_for")

    def __init__(self, *args, plan: ReviewPlan, **kwargs):
        super().__init__(*args, initial=self.as_it_is(plan), **kwargs)
        topics = dict(Topic.objects.values_list("slug", "name"))
        # A topic the plan names stays on offer, though the desk does not have it (yet).
        known = {slug: slug.replace("-", " ").capitalize() for slug in plan.chosen_for.get("topics", [])}
        self.fields["topics"].choices = sorted({**known, **topics}.items(), key=lambda one: one[1])

    def as_it_is(self, plan: ReviewPlan) -> dict:
        plain = ("version", "name", "description", "reviewers", "lead_points", "points")
        return {name: getattr(plan, name) for name in plain} | plan.chosen_for

    def text(self) -> PlanText:
        """What was typed, as the verb takes it."""
        typed = self.cleaned_data
        plain = ("name", "description", "reviewers", "lead_points", "points")
        chosen_for = {trait: typed[trait] for trait in self.TRAITS}
        return PlanText(**{name: typed[name] for name in plain}, chosen_for=chosen_for)
