"""Who may open a page at all. What they may do there is the verbs' and policies' business."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from factcheck.core.errors import NotAllowed

View = Callable[..., HttpResponse]


def desk_member(view: View) -> View:
    """Only for people of the desk; others are asked to sign in and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def admin_only(view: View) -> View:
    """Only for editors; a reviewer gets 403 `not_allowed`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_admin:
            raise NotAllowed("This page is for editors.")
        return view(request, *args, **kwargs)

    return desk_member(guarded)
