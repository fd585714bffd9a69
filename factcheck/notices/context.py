"""What every desk page knows of one's notices."""

from django.http import HttpRequest

from factcheck.notices.models import Notice


def notices(request: HttpRequest) -> dict[str, object]:
    """`count_unseen_notices`: asked only by pages that show it, and only for people of the desk."""
    user = getattr(request, "user", None)

    def count() -> int:
        return Notice.objects.visible_to(user).unseen().count() if user and user.is_authenticated else 0

    return {"count_unseen_notices": count}
