"""Moments in the answers of the public API."""

from datetime import datetime

from rest_framework import serializers

from factcheck.core.moments import to_the_second


class MomentField(serializers.DateTimeField):
    """A moment as webhooks, feeds and files tell it too, so that programs may compare them as texts."""

    def to_representation(self, value: datetime) -> str:
        return to_the_second(value)
