"""What is pulled from other publishers: the list, one feed with its pulls, and what editors do with it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from claims.desk.import_forms import FeedForm, RemovalForm, said_in
from claims.imports import feeds
from claims.imports.leaving import count_leaving
from claims.models import ImportFeed
from claims.selectors.imports import find_feeds, runs_of, see_feed
from factcheck.core.errors import InvalidTransition
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import page_by_key, page_links

SECTION = {"section": "team"}


@require_GET
@admin_only
def list_feeds(request: HttpRequest) -> HttpResponse:
    """Every feed, newest first, with how it stands."""
    page = page_by_key(find_feeds(request.user), request)
    return render(request, "claims/imports.html", {**SECTION, "rows": page.rows, **page_links(page, request)})


@require_http_methods(["GET", "POST"])
@admin_only
def new_feed(request: HttpRequest) -> HttpResponse:
    """A feed to be pulled from now on."""
    form = FeedForm(request.POST or None)
    if request.method == "POST":
        status = run_form(form, lambda **typed: _add(request, typed))
        if not status:
            messages.success(request, "Added. It is pulled in a moment.")
            return see_other("import", form.made.pk)
        return _show_form(request, form, status=status)
    return _show_form(request, form)


def _add(request: HttpRequest, typed: dict[str, object]) -> ImportFeed:
    return feeds.add_feed(said=said_in(typed), by=request.user, at=timezone.now())


@require_http_methods(["GET", "POST"])
@admin_only
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is pulled, or how often."""
    feed = see_feed(request.user, pk)
    form = FeedForm(request.POST or None, feed=feed)
    if request.method == "POST":
        status = run_form(form, lambda **typed: _change(request, feed, typed))
        if not status:
            messages.success(request, "Changed.")
            return see_other("import", pk)
        return _show_form(request, form, feed=feed, status=status)
    return _show_form(request, form, feed=feed)


def _change(request: HttpRequest, feed: ImportFeed, typed: dict[str, object]) -> ImportFeed:
    sent = {"version": typed["version"] or 0, "by": request.user, "at": timezone.now()}
    return feeds.change_feed(feed_id=feed.pk, said=said_in(typed), **sent)


def _show_form(
    request: HttpRequest, form: FeedForm, *, feed: ImportFeed | None = None, status: int = 200
) -> HttpResponse:
    if form.is_bound:
        form.say_that_the_key_is_gone()
    return render(request, "claims/import_form.html", {**SECTION, "form": form, "feed": feed}, status=status)


@require_GET
@admin_only
def show_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """One feed: how it stands, what its pulls did, what can be done."""
    feed = see_feed(request.user, pk)
    page = page_by_key(runs_of(request.user, feed), request)
    context = {**_progress_of(request, feed), "rows": page.rows, **page_links(page, request)}
    return render(request, "claims/import.html", context)


@require_GET
@admin_only
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that says how far a pull is; asked for every two seconds while it goes on."""
    feed = see_feed(request.user, pk)
    if feed.is_running and request.htmx:
        return render(request, "claims/import_progress.html", _progress_of(request, feed))
    address = reverse("import", args=[pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _progress_of(request: HttpRequest, feed: ImportFeed) -> dict[str, object]:
    run = runs_of(request.user, feed).filter(ended_at=None).first() if feed.is_running else None
    return {**SECTION, "feed": feed, "run": run, "poll_url": reverse("import_progress", args=[feed.pk])}


@require_POST
@admin_only
def pull(request: HttpRequest, pk: int) -> HttpResponse:
    """Pull it now."""
    return _do(request, pk, feeds.pull_now, "It is pulled in a moment.")


@require_POST
@admin_only
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Pull it no longer by itself."""
    return _do(request, pk, feeds.stop_feed, "Stopped. What came stays, and is matched with.")


@require_POST
@admin_only
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Pull it by itself again."""
    return _do(request, pk, feeds.start_feed, "It is pulled by itself again.")


@require_http_methods(["GET", "POST"])
@admin_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what goes and what stays; then remove the feed."""
    feed = see_feed(request.user, pk)
    form = RemovalForm(request.POST or None, initial={"version": feed.version})
    status = 200
    if request.method == "POST":
        status = run_form(form, lambda version: _remove(request, pk, version))
        if not status:
            messages.success(request, f"{feed.name} is being removed. Its checks are suggested no more.")
            return see_other("imports")
    context = {**SECTION, "feed": feed, "form": form, "leaving": count_leaving(feed)}
    return render(request, "claims/import_remove.html", context, status=status)


def _remove(request: HttpRequest, pk: int, version: int) -> ImportFeed:
    return feeds.remove_feed(feed_id=pk, version=version, by=request.user, at=timezone.now())


def _do(request: HttpRequest, pk: int, verb: Callable[..., object], done: str) -> HttpResponse:
    try:
        verb(feed_id=pk, by=request.user, at=timezone.now())
    except InvalidTransition as refusal:
        # Somebody else was faster: the page says how it stands now.
        messages.error(request, refusal.detail)
    else:
        messages.success(request, done)
    return see_other("import", pk)
