"""Strict input for the API: unknown keys are refused, texts are clean."""

from rest_framework import serializers
from rest_framework.request import Request

from factcheck.core.text import is_blank, problem_with
from factcheck.web.parameters import PAGING


class CleanCharField(serializers.CharField):
    """A text that PostgreSQL can store and a person can see. Codes: nul_character, bad_unicode, blank, invalid."""

    def run_validation(self, data=serializers.empty):
        if isinstance(data, str):
            problem = problem_with(data)
            if problem:
                code, detail = problem
                raise serializers.ValidationError(detail, code=code)
            if data and not self.allow_blank and is_blank(data):
                self.fail("blank")
        elif data is not serializers.empty and data is not None:
            self.fail("invalid")  # DRF would take the number 1e400 for the text "inf"
        return super().run_validation(data)


class StrictSerializer(serializers.Serializer):
    """Refuses keys it does not know with code `unknown_field`, so that a typo is never taken for a change."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                known = ", ".join(name for name, one in self.fields.items() if not one.read_only)
                told = f"Known here: {known}." if known else "None is known here."
                detail = serializers.ErrorDetail(f"There is no such field. {told}", code="unknown_field")
                raise serializers.ValidationError({str(name)[:100]: [detail] for name in unknown})
        return super().to_internal_value(data)

    @classmethod
    def parse(cls, data, **kwargs) -> dict:
        """The validated data, or `ValidationError`."""
        serializer = cls(data=data, **kwargs)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


class StrictQuery(StrictSerializer):
    """The parameters that a view reads itself. The place in a list is not among them: the pager reads it."""

    @classmethod
    def read(cls, request: Request) -> dict:
        """What the address asks for, or `ValidationError`."""
        return cls.parse({name: value for name, value in request.query_params.items() if name not in PAGING})
