"""The source shelf: what is pinned to each topic. Everyone reads it; editors keep it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Topic
from claims.policies import may_keep_topics
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.desk.forms import ShelfForm, TopicForm
from reviews.policies.shelf import may_keep_shelf
from reviews.selectors.rows import find
from reviews.selectors.shelf import shelves
from reviews.shelf import change_pinned, pin_source, unpin_source


@require_safe
@desk_member
def shelf(request: HttpRequest) -> HttpResponse:
    return show(request)


def show(
    request: HttpRequest,
    *,
    form: ShelfForm | None = None,
    topic_id: int | None = None,
    source_id: int | None = None,
    topic_form: TopicForm | None = None,
    rename_form: TopicForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Every topic with what is pinned to it; a form that was refused stands open where it belongs."""
    context = {
        "section": "shelf",
        "topics": shelves(request.user),
        "may_keep": may_keep_shelf(request.user),
        "new_form": ShelfForm(),
        "may_keep_topics": may_keep_topics(request.user),
        "topic_form": topic_form or TopicForm(auto_id="id_new_topic_%s"),
        "rename_form": rename_form,
        "refused": form,
        "refused_topic": topic_id,
        "refused_source": source_id,
    }
    return render(request, "reviews/shelf.html", context, status=status)


@require_POST
@desk_member
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin a source to topic `pk`."""
    find(Topic.objects.all(), pk)
    form = ShelfForm(request.POST, auto_id=f"id_topic{pk}_%s")

    def verb() -> object:
        return pin_source(topic_id=pk, by=request.user, at=timezone.now(), **form.said())

    return _act(request, form, verb, done="Pinned.", topic_id=pk)


@require_POST
@desk_member
def change(request: HttpRequest, pk: int) -> HttpResponse:
    form = ShelfForm(request.POST, auto_id=f"id_source{pk}_%s")
    version = request.POST.get("version", "")
    version_seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0

    def verb() -> object:
        said = form.said()
        return change_pinned(source_id=pk, version=version_seen, by=request.user, at=timezone.now(), **said)

    return _act(request, form, verb, done="Saved.", source_id=pk)


def _act(request: HttpRequest, form: ShelfForm, verb: Callable[[], object], *, done: str, **place: int) -> HttpResponse:
    status = run_form(form, lambda **_: verb())
    if status:
        return show(request, form=form, status=status, **place)
    messages.success(request, done)
    return see_other("shelf")


@require_POST
@desk_member
def unpin(request: HttpRequest, pk: int) -> HttpResponse:
    unpin_source(source_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Off the shelf.")
    return see_other("shelf")
