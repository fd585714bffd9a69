"""The languages this desk works in."""

from django.db.models import CharField, F, Func

from reviews.models import Reviewer


def languages_of_reviewers() -> list[str]:
    """The codes that any reviewer gave, each once. Read from the people, who are few, not from the claims."""
    spoken = Reviewer.objects.order_by().annotate(
        code=Func(F("languages"), function="unnest", output_field=CharField())
    )
    return sorted(spoken.values_list("code", flat=True).distinct())
