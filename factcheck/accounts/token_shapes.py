"""How tokens go in and out of the API."""

from rest_framework import serializers

from factcheck.accounts.models import DeskToken
from factcheck.accounts.scopes import Scope
from factcheck.accounts.tokens import LIFETIMES, LONGEST_NAME, USUAL_DAYS
from factcheck.web.serializers import CleanCharField, StrictSerializer


class TokenIn(StrictSerializer):
    name = CleanCharField(max_length=LONGEST_NAME, help_text="What you tell it apart by.")
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), allow_empty=False, max_length=len(Scope) * 2
    )
    days = serializers.ChoiceField(
        choices=LIFETIMES, required=False, help_text=f"Until it ends; {USUAL_DAYS} when left out."
    )


class TokenOut(serializers.ModelSerializer):
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))

    class Meta:
        model = DeskToken
        fields = ["token_key", "name", "scopes", "created", "expiry", "last_used_on"]


class NewTokenOut(TokenOut):
    token = serializers.CharField(help_text="The secret. It is told only this once.")

    class Meta(TokenOut.Meta):
        fields = ["token", *TokenOut.Meta.fields]


class TeamTokenOut(TokenOut):
    person = serializers.IntegerField(source="user_id", help_text="Whose it is.")

    class Meta(TokenOut.Meta):
        fields = ["person", *TokenOut.Meta.fields]
