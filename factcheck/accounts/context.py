"""What every desk page knows of the desk."""

from django.http import HttpRequest

from factcheck.accounts.middleware import load_desk


def desk(request: HttpRequest) -> dict[str, object]:
    """`desk`: its name, time zone and contact. Defaults until someone has set them."""
    return {"desk": getattr(request, "desk", None) or load_desk()}
