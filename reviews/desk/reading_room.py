"""The reading room: the text of our copy beside the claim. Words selected there become the excerpt."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import CleanCharField, run_form
from reviews.desk import claim as claim_page
from reviews.desk.evidence import lead_to
from reviews.evidence.linking import FILE_IS_OPEN, link_evidence
from reviews.finding_words import Searched
from reviews.models import Evidence, Snapshot
from reviews.policies.file import may_link_evidence
from reviews.selectors.copies import copy_to_read
from reviews.selectors.file import Piece, file_of, is_sealed, piece_for, with_copies
from reviews.selectors.quotations import found_words, page_of
from reviews.selectors.reading import Mark, Part, part_around, part_from
from reviews.selectors.rows import find
from reviews.states import VERIFIED, SnapshotStatus

MOST_HITS = 100  # of a search within the copy
AROUND = 60  # characters shown on either side of a hit
MOST_ASKED = 200  # characters of a search
FAR = 10**9  # no text is longer


class ExcerptForm(forms.Form):
    excerpt = CleanCharField(
        label="Exact words",
        widget=forms.Textarea(attrs={"rows": 3, "class": "reading", "dir": "auto", "data-excerpt": ""}),
        required=False,
    )
    location = CleanCharField(
        label="Where in it", help_text="Page, table, minute.", max_length=200, required=False,
        widget=forms.TextInput(attrs={"data-location": ""}),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@desk_member
def read(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    """Copy `copy` beside claim `pk`; a POST links the words as evidence of the claim."""
    claim = find(Claim.objects.visible_to(request.user).with_words().select_related("claimant"), pk)
    found = find(Snapshot.objects.visible_to(request.user).select_related("source").defer("headers"), copy)
    if found.status != SnapshotStatus.CAPTURED:
        return _wait(request, claim, found)
    if request.method == "POST":
        return _link(request, claim, found)
    if request.htmx:  # the page that waited asks
        return lead_to(request, request.path)
    return _show(request, claim, found, ExcerptForm())


def _wait(request: HttpRequest, claim: Claim, asked: Snapshot) -> HttpResponse:
    """The page on which a copy is awaited. One that was handed in or made meanwhile is gone to."""
    newest = copy_to_read(asked.source_id, request.user)
    if newest is not None and newest.pk > asked.pk:
        return lead_to(request, reverse("reading_room", args=[claim.pk, newest.pk]))
    if request.htmx:
        return HttpResponse(status=204)
    back = claim_page.way_back(request.user, claim.pk)
    context = {"section": "claims", "claim": claim, "copy": asked, "source": asked.source, "back": back}
    return render(request, "reviews/reading_waits.html", context)


def _link(request: HttpRequest, claim: Claim, copy: Snapshot) -> HttpResponse:
    form = ExcerptForm(request.POST)

    def link(*, excerpt: str, location: str) -> Evidence:
        where = location or _page_words(copy, excerpt)
        said = {"excerpt": excerpt, "location": where, "by": request.user, "at": timezone.now()}
        return link_evidence(claim_id=claim.pk, source_id=copy.source_id, **said)

    refused = run_form(form, link)
    if refused:
        return _show(request, claim, copy, form, status=refused)
    evidence = form.made
    if evidence.quotation in VERIFIED:
        messages.success(request, f"Added to the file. {evidence.get_quotation_display()}.")
    else:
        messages.warning(request, f"Added to the file. {evidence.get_quotation_display()}.")
    place = reverse("reading_room", args=[claim.pk, copy.pk])
    return see_other(f"{place}?evidence={evidence.pk}#words-{evidence.pk}")


def _page_words(copy: Snapshot, excerpt: str) -> str:
    """The page of a PDF, in words; nothing where there are no pages or the words are not found."""
    found = Searched(copy.text).find(excerpt) if copy.pages else None
    return f"page {page_of(copy, found.start)}" if found else ""


def _show(request: HttpRequest, claim: Claim, copy: Snapshot, form: ExcerptForm, *, status: int = 200) -> HttpResponse:
    pieces = file_of(claim, request.user, source_id=copy.source_id)
    may_add, back = may_link_evidence(request.user, claim), claim_page.way_back(request.user, claim.pk)
    asked = request.GET.get("q", "")[:MOST_ASKED].strip()
    newest = copy_to_read(copy.source_id, request.user)
    came_from = _number(request.GET, "evidence")
    context = {
        "section": "claims",
        "claim": claim,
        "copy": copy,
        "source": copy.source,
        "newest": newest if newest is not None and newest.pk != copy.pk else None,
        "pieces": pieces,
        "part": _part(request.GET, copy, pieces),
        "asked": asked,
        "hits": _hits(copy.text, asked),
        "most_hits": MOST_HITS,
        "form": form,
        "may_add": may_add,
        "file_is_open": claim.status in FILE_IS_OPEN,
        "may_change": claim.status in FILE_IS_OPEN and bool(may_add),
        "back": f"{back}#piece-{came_from}" if came_from else back,
    }
    return render(request, "reviews/reading_room.html", context, status=status)


def _part(asked: QueryDict, copy: Snapshot, pieces: list[Piece]) -> Part:
    """What is shown: from an offset on (`from`), around a place (`at`), or around a piece of evidence (`evidence`)."""
    number = _number(asked, "evidence")
    marks = [mark for one in pieces if (mark := _mark(one.evidence, copy, nearest=one.evidence.pk == number))]
    show = partial(part_around, copy.text, pages=copy.pages, marks=marks)
    if number is not None:
        return show(next((one.start for one in marks if one.anchor == f"words-{number}"), 0))
    place = _number(asked, "at")
    if place is not None:
        end = max(place, _number(asked, "to") or place)
        return show(place, marks=[*marks, Mark(place, end, "here", "Found: ")])
    return part_from(copy.text, _number(asked, "from") or 0, pages=copy.pages, marks=marks)


def _mark(evidence: Evidence, copy: Snapshot, *, nearest: bool) -> Mark | None:
    """Where the words stand in this copy; of words that are not there, if asked for, the nearest passage."""
    anchor = f"words-{evidence.pk}"
    if evidence.snapshot_id != copy.pk:
        return None
    found = found_words(evidence)
    if found is not None:
        return Mark(found.start, found.end, anchor, "In the file: ")
    start = copy.text.find(evidence.nearest) if nearest and evidence.nearest else -1
    return Mark(start, start + len(evidence.nearest), anchor, "Nearest words: ") if start >= 0 else None


def _number(asked: QueryDict, name: str) -> int | None:
    said = asked.get(name, "")
    return min(int(said), FAR) if said.isascii() and said.isdigit() and len(said) < 12 else None


def _hits(text: str, asked: str) -> list[dict[str, object]]:
    places = Searched(text).places(asked, most=MOST_HITS) if asked else []
    return [
        {
            "start": one.start,
            "end": one.end,
            "before": " ".join(text[max(0, one.start - AROUND) : one.start].split()),
            "words": text[one.start : one.end],
            "after": " ".join(text[one.end : one.end + AROUND].split()),
        }
        for one in places
    ]


@require_safe
@desk_member
def quotation(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the words of a piece stand in our copy: the part of a page that is asked for again when a copy comes."""
    evidence = find(with_copies(Evidence.objects.visible_to(request.user)), pk)
    sealed = is_sealed(evidence.claim) and not request.user.is_admin
    if request.htmx:
        piece = piece_for(evidence, request.user, sealed=sealed)
        context = {"piece": piece, "claim": evidence.claim, "may_change": _may_change(request.user, evidence)}
        return render(request, "reviews/_quotation.html", context)
    return see_other(claim_page.way_back(request.user, evidence.claim_id))


def _may_change(user: User, evidence: Evidence) -> bool:
    is_open = evidence.removed_at is None and evidence.claim.status in FILE_IS_OPEN
    return is_open and bool(may_link_evidence(user, evidence.claim))
