"""The page of a draft: the writer's desk, or for everyone else what readers will see and what may be done about it."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, DomainError
from factcheck.web.forms import number_in
from reviews.composing import compose
from reviews.desk import draft_notes
from reviews.desk.forms import STANCES
from reviews.desk.gate_parts import gate_panel
from reviews.desk.marking import marked_article, pieces_to_note
from reviews.desk.writing_forms import DraftForm, NoteForm, rows_of
from reviews.draft_text import COMFORTABLE, MOST_WORDS, PARTS, count_words
from reviews.draft_versions import changed_since, look, versions_of
from reviews.models import DraftEvidence, Evidence, PublicVerdict, VerdictDraft
from reviews.policies import writing as policy
from reviews.policies.settling import may_confirm_reasons
from reviews.published import Published
from reviews.selectors import comparing
from reviews.selectors.contacts import answer_to_take_over
from reviews.selectors.published import path_of
from reviews.states import DraftStatus

Context = dict[str, Any]
NOT_TYPED = ("version", "no_interests")


@dataclass(frozen=True)
class Typed:
    """What came with a request that was refused: the forms as they were sent, and the refusal itself."""

    form: DraftForm | None = None
    note_form: NoteForm | None = None
    conflict: Conflict | None = None
    refusal: DomainError | None = None


def show(
    request: HttpRequest,
    found: VerdictDraft,
    *,
    form: DraftForm | None = None,
    note_form: NoteForm | None = None,
    conflict: Conflict | None = None,
    refusal: DomainError | None = None,
    panels: dict[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it stands, or with what was typed and refused; `panels` are other forms of it, by name."""
    typed = Typed(form, note_form, conflict, refusal)
    is_writing = bool(policy.may_change(request.user, found)) and not found.is_over
    context = {
        **_about(request, found, typed),
        **_settled_round(found, request.user),
        **_what_readers_see(request, found),
        **_what_may_be_done(request.user, found),
        **(panels or {}),
    }
    if is_writing:
        context |= _text(found, typed, context["notes"])
        return render(request, "reviews/draft.html", context, status=status)
    context |= _a_note(request, found, typed, context["seen"])
    return render(request, "reviews/draft_reading.html", context, status=status)


def _about(request: HttpRequest, found: VerdictDraft, typed: Typed) -> Context:
    return {
        "section": "writing",
        "draft": found,
        "claim": found.claim,
        "is_published": found.status == DraftStatus.PUBLISHED,
        "conflict": typed.conflict,
        "refusal": typed.refusal,
        "note": request.POST.get("note", ""),
        "changed": found.changes if found.is_change else None,
    }


def _text(found: VerdictDraft, typed: Typed, notes: draft_notes.Notes) -> Context:
    form = typed.form or DraftForm(found)
    placed = {row.evidence_id: (row.stance, row.weight) for row in DraftEvidence.objects.filter(draft=found)}
    rows = rows_of(file_of(found), form=form, placed=placed, notes=notes.by_part)
    return {
        "form": form,
        "rows": rows,
        "places": [str(place) for place in range(1, max([len(rows), *(weight for _, weight in placed.values())]) + 1)],
        "stances": STANCES,
        "answer": answer_to_take_over(found),
        "saved_meanwhile": _saved_meanwhile(found, form) if typed.conflict else [],
    }


def _saved_meanwhile(found: VerdictDraft, form: DraftForm) -> list[tuple[str, str, str]]:
    """(name, label, text) of the fields that were saved with other words than were typed here."""
    saved = DraftForm(found)
    typed = [name for name in form.fields if name not in NOT_TYPED]
    pairs = [(name, str(saved[name].value() or ""), str(form[name].value() or "")) for name in typed]
    return [
        (name, str(saved.fields[name].label), before)
        for name, before, now in pairs
        if before and before.split() != now.split() and name not in ("reply_outcome", "asked_by", "severity")
    ]


def _a_note(request: HttpRequest, found: VerdictDraft, typed: Typed, seen: Published) -> Context:
    if not policy.may_note(request.user, found) or found.is_over:
        return {"note_form": None}
    form = typed.note_form or NoteForm(found, part=request.GET.get("part", ""))
    seen = pieces_to_note(seen, draft_notes.pieces_of(found))
    return {"seen": seen, "noting": PARTS, "note_form": form, "notes_open": form.is_bound or "part" in request.GET}


def _settled_round(found: VerdictDraft, user: User) -> Context:
    reviews = comparing.standing(comparing.reviews_of(found.round, user))
    adjudicated = getattr(found.round, "adjudication", None)
    unanswered = found.round.reasons_agree is None and adjudicated is None and len(reviews) > 1
    return {
        "round": found.round,
        "reviews": reviews,
        "adjudicated": adjudicated,
        "may_confirm": unanswered and may_confirm_reasons(user, found.round),
    }


def _what_readers_see(request: HttpRequest, found: VerdictDraft) -> Context:
    """The article with the notes' words marked; the hash is of the text without them."""
    seen = compose(found)
    rows = draft_notes.rows_on(found, request.user)
    article, marked = marked_article(seen, draft_notes.quoted_in(rows))
    verdict = PublicVerdict.objects.filter(claim_id=found.claim_id).first()
    return {
        **article,
        **gate_context(found, seen, request.user),
        **_what_changed(request, found, seen),
        "notes": draft_notes.shown(found, request.user, rows, marked=marked, typed=request.POST),
        "draft_hash": seen.digest,
        "claim_words": seen.claim,
        "public_path": path_of(verdict) if verdict else "",
    }


def _what_changed(request: HttpRequest, found: VerdictDraft, seen: Published) -> Context:
    """Against the version the person saw last, or the one asked for. Opening the page is looking at it."""
    asked = number_in(request.GET, "since")
    if request.method == "GET":
        look(found, request.user)
    difference = changed_since(found, request.user, number=asked, seen=seen)
    return {
        "compared_with": difference[0] if difference else None,
        "difference": difference[1] if difference else None,
        "asked_since": asked is not None,
        "versions": versions_of(found),
    }


def gate_context(found: VerdictDraft, seen: Published, user: User) -> Context:
    """The gate, the advice and the counters: all that is asked for again while somebody types."""
    return {
        **gate_panel(found, seen, user),
        "found_words": count_words(found.found),
        "most_words": MOST_WORDS,
        "short_length": len(found.short_claim),
        "comfortable": COMFORTABLE,
    }


def _what_may_be_done(user: User, found: VerdictDraft) -> Context:
    return {
        "may_sign_off": policy.may_sign_off(user, found),
        "may_publish": policy.may_publish(user),
        "may_send_back": policy.may_send_back(user, found),
        "may_take_over": policy.may_take_over(user, found),
        "is_ready": found.status == DraftStatus.READY,
        "is_signed_off": found.status == DraftStatus.SIGNED_OFF,
        "is_scheduled": found.status == DraftStatus.SCHEDULED,
        "is_dropped": found.status == DraftStatus.DROPPED,
    }


def file_of(found: VerdictDraft) -> list[Evidence]:
    """The pieces of the claim's file, each of which may be placed."""
    return list(Evidence.objects.in_file().filter(claim=found.claim).select_related("source").order_by("pk"))
