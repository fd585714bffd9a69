"""The pages where articles come in and are seen on their way to triage."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from claims import by_address, extraction, intake
from claims.desk.forms import ArticleFilter, ArticleForm
from claims.desk.triage import show_triage
from claims.models import Article, Submission
from claims.selectors.articles import count_claims, find_articles, see_article
from claims.states import TAKEN_ON, ArticleStatus, ClaimStatus
from factcheck.core.errors import Invalid
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from factcheck.web.paging import page_by_key, page_links

UNDER_WAY = {
    ArticleStatus.RECEIVED: "A worker takes it up in a moment.",
    ArticleStatus.FETCHING: "The page is fetched from its address, then its text is read.",
    ArticleStatus.READING: "The text is read out of the file.",
    ArticleStatus.SPLITTING: "Passages and the claims in them are looked for.",
}


@desk_member
@require_GET
def list_articles(request: HttpRequest) -> HttpResponse:
    """Articles, newest first, searched by title and outlet."""
    form = ArticleFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    asked = {name: value for name, value in chosen.items() if value}
    articles = find_articles(request.user, words=asked.get("q", ""), status=asked.get("status", ""))
    page = page_by_key(articles, request)
    counts = count_claims(page)
    rows = [
        {
            "article": one,
            "edition": next(iter(one.editions.all()), None),
            "proposed": counts[one.pk][ClaimStatus.CANDIDATE],
            "taken_on": sum(counts[one.pk][status] for status in TAKEN_ON),
        }
        for one in page
    ]
    return render(
        request,
        "claims/article_list.html",
        {
            "section": "articles",
            "form": form,
            "asked": asked,
            "rows": rows,
            **page_links(page, request),
        },
    )


@desk_member
@require_http_methods(["GET", "POST"])
def new_article(request: HttpRequest) -> HttpResponse:
    """Hand in an article: its address alone, pasted or as a file."""
    if request.method == "POST":
        form = ArticleForm(request.POST or None, request.FILES or None)
    else:
        form = ArticleForm(initial=_known_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            submission = _submit(request, form)
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            _say_what_happened(request, submission)
            return see_other("article", submission.article_id)
    status = 400 if form.errors else 200
    return render(request, "claims/article_new.html", {"section": "articles", "form": form}, status=status)


def _known_of(request: HttpRequest) -> dict[str, object]:
    """What was said of an article that could not be taken in, so that nobody types it again."""
    number = request.GET.get("instead_of", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return {}
    article = see_article(request.user, int(number))
    submission = article.submissions.select_related("edition").defer("received").first()
    edition = submission and submission.edition
    known = (
        {name: getattr(edition, name) for name in ("title", "outlet", "url", "author", "published_on")}
        if edition
        else {}
    )
    return {**known, "language": article.language, "note": submission.note if submission else ""}


def _submit(request: HttpRequest, form: ArticleForm) -> Submission:
    sender = {"by": request.user, "via": "desk", "at": timezone.now()}
    about = dict(form.cleaned_data)
    text, file = about.pop("text"), about.pop("file")
    if form.is_address_alone():
        return by_address.submit_url(**sender, **about)
    if file is None:
        return intake.submit_text(text=text, **sender, **about)
    return intake.submit_file(
        received=file.read(),
        filename=file.name,
        media_type=file.content_type or "",
        declared_encoding=file.charset,
        **sender,
        **about,
    )


def _say_what_happened(request: HttpRequest, submission: Submission) -> None:
    if submission.article.submissions.filter(pk__lt=submission.pk).exists():
        messages.info(request, "The desk has this text already. What you sent is noted with it as another submission.")
    else:
        messages.success(request, "Taken in.")


@desk_member
@require_GET
def show_article(request: HttpRequest, pk: int) -> HttpResponse:
    """An article: its progress until it is split, then its triage."""
    article = see_article(request.user, pk)
    if article.status == ArticleStatus.SAME:
        return redirect("article", article.same_as_id)
    if article.status == ArticleStatus.SPLIT:
        return show_triage(request, article)
    return render(request, "claims/article_progress.html", {"section": "articles", **_progress_of(article)})


@desk_member
@require_GET
def show_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that says how far the work is; asked for each second while it goes on."""
    article = see_article(request.user, pk)
    if article.status in UNDER_WAY and request.htmx:
        return render(request, "claims/article_progress_part.html", _progress_of(article))
    address = reverse("article", args=[pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@desk_member
@require_POST
def retry_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed article again."""
    extraction.retry_article(article_id=pk, by=request.user, at=timezone.now())
    return see_other("article", pk)


def _progress_of(article: Article) -> dict[str, object]:
    words = UNDER_WAY.get(article.status, "It could not be taken in.")
    submission = article.submissions.select_related("by").defer("received").first()
    return {
        "article": article,
        "heading": article.title or (submission and (submission.filename or submission.url)) or str(article),
        "edition": next(iter(article.editions.all()), None),
        "submission": submission,
        "progress": {"words": words, "under_way": article.status in UNDER_WAY},
        "poll_url": reverse("article_progress", args=[article.pk]),
        "retry_url": reverse("article_retry", args=[article.pk]),
        "instead_url": f"{reverse('article_new')}?instead_of={article.pk}",
    }
