"""What is typed to ask a claimant and to note how it ended."""

from datetime import datetime

from django import forms

from claims.states import UNDER_WORK
from factcheck.accounts.models import User
from factcheck.web.forms import CleanCharField, PlainSelect
from reviews.contacts.closing import LONGEST_ANSWER
from reviews.contacts.letters import BLANKS, LONGEST_ADDRESS, LONGEST_BODY, LONGEST_SUBJECT, Proposed, usual_place
from reviews.contacts.writing import LONGEST_HOW
from reviews.models import ClaimantContact, LetterTemplate
from reviews.states import AnswersTo, ContactStatus, ReplyOutcome
from reviews.typed import LONGEST_REASON

DEADLINE = "Left empty: three working days from now."


def moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def text_box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "reading", "rows": rows})


class ContactForm(forms.Form):
    """A form of the page; its fields have ids of their own, for several stand beside each other."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id=f"id_{self.__class__.__name__.lower()}_%s", **kwargs)

    def again(self, version: int) -> None:
        """Sending it once more is a choice made with the present state in view."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["version"] = version


class AskForm(ContactForm):
    to = CleanCharField(label="To", max_length=LONGEST_ADDRESS, help_text="One mail address.")
    subject = CleanCharField(label="Subject", max_length=LONGEST_SUBJECT, strip=False)
    body = CleanCharField(
        label="Letter", max_length=LONGEST_BODY, widget=text_box(16), help_text="{deadline} becomes the moment below."
    )
    deadline_at = forms.DateTimeField(label="To be answered by", required=False, widget=moment(), help_text=DEADLINE)
    replies_to = forms.ChoiceField(label="Answers go to", choices=AnswersTo.choices)


class RemindForm(AskForm):
    deadline_at = forms.DateTimeField(
        label="To be answered by",
        required=False,
        widget=moment(),
        help_text="Left empty: the deadline stays; one that has passed becomes three working days from now.",
    )


class NoteForm(ContactForm):
    how = CleanCharField(
        label="How", max_length=LONGEST_HOW, help_text="By telephone, by a form on their page, in person."
    )
    to = CleanCharField(label="Whom", max_length=LONGEST_ADDRESS)
    body = CleanCharField(label="What was asked", max_length=LONGEST_BODY, required=False, widget=text_box(3))
    deadline_at = forms.DateTimeField(label="To be answered by", required=False, widget=moment(), help_text=DEADLINE)


class AgainForm(ContactForm):
    letter_id = forms.IntegerField(widget=forms.HiddenInput)
    to = CleanCharField(label="To", max_length=LONGEST_ADDRESS, help_text="One mail address.")


class DeadlineForm(ContactForm):
    deadline_at = forms.DateTimeField(label="To be answered by", widget=moment())


class CloseForm(ContactForm):
    outcome = forms.ChoiceField(label="How it ended", choices=ReplyOutcome.choices, widget=forms.RadioSelect)
    answer = CleanCharField(
        label="Their words",
        max_length=LONGEST_ANSWER,
        required=False,
        widget=text_box(5),
        help_text="If they answered, or said something when they declined. Readers may read them.",
    )
    answered_on = forms.DateField(
        label="Day of their answer",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Left empty: today.",
    )
    because = CleanCharField(
        label="Why",
        max_length=LONGEST_REASON,
        required=False,
        help_text="If the deadline has not passed, for the desk alone.",
    )


class NotAskedForm(ContactForm):
    outcome = CleanCharField(widget=forms.HiddenInput, initial=ReplyOutcome.NOT_ASKED)
    because = CleanCharField(
        label="They are not asked, because", max_length=LONGEST_REASON, help_text="Readers may read this."
    )


class ReopenForm(ContactForm):
    deadline_at = forms.DateTimeField(label="To be answered by", required=False, widget=moment(), help_text=DEADLINE)


class OwnerForm(ContactForm):
    owner_id = forms.TypedChoiceField(label="Who asks", coerce=int, empty_value=None, widget=PlainSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).order_by("name", "pk")
        self.fields["owner_id"].choices = [(one.pk, str(one)) for one in people]


class LetterForm(forms.Form):
    """A letter of the desk."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = CleanCharField(label="Name", max_length=100)
    subject = CleanCharField(label="Subject", max_length=LONGEST_SUBJECT, strip=False)
    body = CleanCharField(
        label="Letter",
        max_length=LONGEST_BODY,
        widget=text_box(18),
        help_text="Filled in: " + ", ".join(f"{{{blank}}}" for blank in BLANKS) + ".",
    )

    def __init__(self, *args, letter: LetterTemplate, **kwargs):
        names = ("version", "name", "subject", "body")
        super().__init__(*args, initial={name: getattr(letter, name) for name in names}, **kwargs)


def forms_for(
    contact: ClaimantContact,
    user: User,
    *,
    letters: list[Proposed],
    chosen: str,
    last_to: str,
    deadline_at: datetime,
) -> dict[str, ContactForm]:
    """The forms that fit how it stands, filled in. `letters`: what may be written next; `chosen`: the one wanted."""
    known = {"version": contact.version}
    letter = next((one for one in letters if one.key == chosen), letters[0] if letters else None)
    written = {"subject": letter.subject, "body": letter.body} if letter else {}
    writing = {**known, **written, "to": last_to, "replies_to": usual_place(user)}
    found: dict[str, ContactForm] = {}
    if contact.status == ContactStatus.TO_ASK:
        found["ask"] = AskForm(initial={**writing, "deadline_at": deadline_at})
        found["note"] = NoteForm(initial={**known, "deadline_at": deadline_at})
        found["not_asked"] = NotAskedForm(initial=known)
    elif contact.status == ContactStatus.ASKED:
        found["close"] = CloseForm(initial=known)
        found["remind"] = RemindForm(initial=writing)
        found["deadline"] = DeadlineForm(initial={**known, "deadline_at": contact.deadline_at})
    elif contact.claim.status in UNDER_WORK:
        found["reopen"] = ReopenForm(initial=known)
    if user.is_admin:
        found["owner"] = OwnerForm(initial={**known, "owner_id": contact.owner_id})
    return found
