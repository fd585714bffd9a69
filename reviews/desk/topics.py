"""The desk's topics, on the page that lists them with their sources. Editors add and rename them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.models import Topic
from claims.topics import add_topic, rename_topic
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.desk.forms import TopicForm
from reviews.desk.shelf import show
from reviews.selectors.rows import find


@require_POST
@desk_member
def add(request: HttpRequest) -> HttpResponse:
    form = TopicForm(request.POST, auto_id="id_new_topic_%s")
    return _act(request, form, lambda **said: add_topic(**said, by=request.user, at=timezone.now()), topic_form=form)


@require_POST
@desk_member
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    find(Topic.objects.all(), pk)
    form = TopicForm(request.POST, auto_id=f"id_name{pk}_%s")

    def verb(**said: str) -> object:
        return rename_topic(topic_id=pk, **said, by=request.user, at=timezone.now())

    return _act(request, form, verb, rename_form=form, topic_id=pk)


def _act(request: HttpRequest, form: TopicForm, verb: Callable[..., object], **place) -> HttpResponse:
    status = run_form(form, verb)
    if status:
        return show(request, status=status, **place)
    messages.success(request, "Saved.")
    return see_other("shelf")
