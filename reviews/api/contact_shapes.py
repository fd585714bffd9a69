"""What the API takes and gives about asking the claimant."""

from rest_framework import serializers

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.contacts.closing import LONGEST_ANSWER
from reviews.contacts.letters import LONGEST_ADDRESS, LONGEST_BODY, LONGEST_SUBJECT
from reviews.contacts.writing import LONGEST_HOW
from reviews.models import ClaimantContact, ContactLetter, LetterTemplate
from reviews.states import AnswersTo, ReplyOutcome
from reviews.typed import LONGEST_REASON


class ContactIn(StrictSerializer):
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class LetterIn(ContactIn):
    subject = CleanCharField(max_length=LONGEST_SUBJECT, allow_blank=True)
    body = CleanCharField(max_length=LONGEST_BODY, allow_blank=True, trim_whitespace=False)
    replies_to = serializers.ChoiceField(choices=AnswersTo.choices, required=False)
    deadline_at = serializers.DateTimeField(required=False, allow_null=True)


class AskIn(LetterIn):
    to = CleanCharField(max_length=LONGEST_ADDRESS, allow_blank=True)


class RemindIn(LetterIn):
    to = CleanCharField(max_length=LONGEST_ADDRESS, required=False, allow_blank=True)


class AskedByHandIn(ContactIn):
    how = CleanCharField(max_length=LONGEST_HOW, allow_blank=True)
    to = CleanCharField(max_length=LONGEST_ADDRESS, allow_blank=True)
    body = CleanCharField(max_length=LONGEST_BODY, required=False, allow_blank=True)
    deadline_at = serializers.DateTimeField(required=False, allow_null=True)


class AgainIn(ContactIn):
    letter = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    to = CleanCharField(max_length=LONGEST_ADDRESS, allow_blank=True)


class DeadlineIn(ContactIn):
    deadline_at = serializers.DateTimeField()


class ReopenContactIn(ContactIn):
    deadline_at = serializers.DateTimeField(required=False, allow_null=True)


class CloseContactIn(ContactIn):
    outcome = serializers.ChoiceField(choices=ReplyOutcome.choices)
    answer = CleanCharField(max_length=LONGEST_ANSWER, required=False, allow_blank=True)
    answered_on = serializers.DateField(required=False, allow_null=True)
    because = CleanCharField(max_length=LONGEST_REASON, required=False, allow_blank=True)


class ContactOwnerIn(ContactIn):
    owner = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class TemplateIn(ContactIn):
    name = CleanCharField(max_length=100)
    subject = CleanCharField(max_length=LONGEST_SUBJECT)
    body = CleanCharField(max_length=LONGEST_BODY, trim_whitespace=False)


class ContactLetterOut(serializers.ModelSerializer):
    written_by = serializers.CharField()

    class Meta:
        model = ContactLetter
        fields = (
            *("id", "purpose", "to", "subject", "body", "reply_to", "state", "trouble"),
            *("written_by", "written_at", "sent_at"),
        )


class ContactOut(serializers.Serializer):
    """How asking the claimant stands, as `selectors.contacts` lets it be seen. `letters` are for those who ask."""

    claim = serializers.IntegerField(source="contact.claim_id")
    status = serializers.CharField(source="contact.status")
    owner = serializers.CharField(help_text="A name, “you”, or “the lead” while it may not be told who that is.")
    may_ask = serializers.BooleanField(source="decision.allowed")
    asked_at = serializers.DateTimeField(source="contact.asked_at", allow_null=True)
    how = serializers.CharField(source="contact.how")
    deadline_at = serializers.DateTimeField(source="contact.deadline_at", allow_null=True)
    is_overdue = serializers.BooleanField()
    outcome = serializers.CharField(source="contact.outcome")
    answer = serializers.CharField(source="contact.answer")
    answered_on = serializers.DateField(source="contact.answered_on", allow_null=True)
    closed_because = serializers.CharField(source="contact.closed_because")
    recorded_by = serializers.CharField()
    closed_at = serializers.DateTimeField(source="contact.closed_at", allow_null=True)
    version = serializers.IntegerField(source="contact.version")
    letters = ContactLetterOut(many=True)


class OpenContactOut(serializers.ModelSerializer):
    """One line of what is to be asked, or waits for an answer."""

    words = serializers.CharField(source="claim.wording.text")
    owner = serializers.CharField(allow_null=True)

    class Meta:
        model = ClaimantContact
        fields = ("claim", "words", "status", "owner", "begun_at", "asked_at", "deadline_at", "version")


class ProposedOut(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()
    subject = serializers.CharField()
    body = serializers.CharField()


class TemplateOut(serializers.ModelSerializer):
    class Meta:
        model = LetterTemplate
        fields = ("id", "key", "name", "purpose", "subject", "body", "version")
