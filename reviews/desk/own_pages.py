"""What the desk says about itself: the list, and one page with its versions, its form and its look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from factcheck.core.errors import Conflict, Invalid, NotFound
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from reviews import own_pages
from reviews.desk.own_page_forms import PageForm
from reviews.markdown import to_html
from reviews.models import PublicPage
from reviews.selectors.published import list_pages
from reviews.word_diff import compare_texts


@require_safe
@admin_only
def pages(request: HttpRequest) -> HttpResponse:
    return render(request, "reviews/pages.html", {"section": "team", "pages": list_pages()})


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the next version; look at it first with the button for that, which changes nothing."""
    found = PublicPage.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound
    form = PageForm(request.POST if request.method == "POST" else None, page=found)
    if not form.is_bound:
        return _show(request, found, form)
    if not form.is_valid():
        return _show(request, found, form, status=400)
    if "look" in request.POST:
        return _show(request, found, form, looks=True)
    try:
        own_pages.publish_page(slug=slug, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Conflict as refusal:
        found.refresh_from_db()
        form.again(found.version)
        show_refusal(form, refusal)
        return _show(request, found, form, status=refusal.status, looks=True)
    except Invalid as refusal:
        show_refusal(form, refusal)
        return _show(request, found, form, status=refusal.status)
    messages.success(request, "Published. The version before stays readable at its own address.")
    return see_other("pages")


def _show(
    request: HttpRequest, found: PublicPage, form: PageForm, *, looks: bool = False, status: int = 200
) -> HttpResponse:
    text = form["text"].value() or ""
    context = {
        "section": "team",
        "page": found,
        "form": form,
        "versions": found.versions.defer("text"),
        "look": mark_safe(to_html(text, top=2, own_links=True)) if looks else "",
        "difference": compare_texts(found.text, text) if looks else None,
    }
    return render(request, "reviews/page_edit.html", context, status=status)
