"""What every desk page knows of the desk."""

from django.http import HttpRequest

from factcheck.accounts.models import Desk


def desk(request: HttpRequest) -> dict[str, object]:
    """`desk`: its name, time zone and contact. Defaults until someone has set them."""
    return {"desk": Desk.objects.filter(pk=1).first() or Desk(pk=1)}
