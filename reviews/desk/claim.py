"""Everything about one claim: its words, where it was said, who checks it, the file, what happened."""

from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Appearance, Claim, ClaimWording
from factcheck.accounts.models import User
from factcheck.web.access import desk_member
from factcheck.web.forms import number_in
from reviews.desk.asking import panel
from reviews.desk.changes_panel import Refused, changes_panel
from reviews.desk.evidence_forms import EvidenceForm, empty_form
from reviews.desk.plans import plan_panel
from reviews.evidence.linking import FILE_IS_OPEN
from reviews.models import Assignment, PublicVerdict, Recheck, Round, VerdictDraft
from reviews.policies.file import may_link_evidence
from reviews.selectors.comparing import who_is_asked
from reviews.selectors.contacts import contact_on
from reviews.selectors.file import file_of, taken_out
from reviews.selectors.history import history_of
from reviews.selectors.passages import in_its_article
from reviews.selectors.rows import find


def find_claim(user: User, pk: int) -> Claim:
    appearances = Appearance.objects.select_related("article", "edition").defer("article__text")
    rows = Claim.objects.visible_to(user).with_words().select_related("article", "canonical__wording")
    rows = rows.defer("article__text").prefetch_related(
        Prefetch("appearances", appearances.prefetch_related("claimants")),
        Prefetch("wordings", ClaimWording.objects.select_related("by").order_by("-number")),
    )
    return find(rows, pk)


def way_back(user: User, claim_id: int) -> str:
    """Where somebody goes on after changing the file: reviewers in their workspace, others on the claim's page."""
    asked = Assignment.objects.of(user).open().filter(round__claim=claim_id).first()
    return reverse("assignment", args=[asked.pk]) if asked else reverse("claim", args=[claim_id])


def claim_at_hand(request: HttpRequest) -> Claim | None:
    """The claim somebody came from, sent along as `claim`; None when there is none, or not for them."""
    number = number_in(request.POST, "claim") or number_in(request.GET, "claim")
    rows = Claim.objects.visible_to(request.user).with_words()
    return rows.filter(pk=number).first() if number else None


@require_safe
@desk_member
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_claim(request.user, pk))


def show(
    request: HttpRequest,
    found: Claim,
    *,
    evidence_form: EvidenceForm | None = None,
    piece_form: Form | None = None,
    piece_id: int | None = None,
    refused: Refused | None = None,
    status: int = 200,
    **asking: Form,
) -> HttpResponse:
    """The page as it stands, or with a form that was refused; `asking` are those of `asking.panel`.

    `piece_form` is one about a single piece of the file, `piece_id`: its refusal stands there.
    """
    rounds = [(one, who_is_asked(one, request.user)) for one in _rounds(found)]
    file = file_of(found, request.user)
    context = {
        "section": "claims",
        "claim": found,
        "here": in_its_article(found),
        "rounds": rounds,
        "mine": next((one for _, asked in rounds for one in asked if one.reviewer_id == request.user.pk), None),
        "file": file,
        "taken_out": taken_out(found, request.user),
        "file_is_open": found.status in FILE_IS_OPEN,
        "may_add": (may_add := may_link_evidence(request.user, found)),
        "may_change": found.status in FILE_IS_OPEN and bool(may_add),
        "evidence_form": evidence_form or empty_form(found.pk, request.user, request.GET),
        "piece_form": piece_form,
        "piece_id": piece_id,
        "draft": VerdictDraft.objects.under_way().filter(claim=found).first(),
        "published_number": PublicVerdict.objects.filter(claim_id=found.pk).values_list("number", flat=True).first(),
        "history": history_of(found, request.user),
        "rechecks": Recheck.objects.visible_to(request.user).filter(claim=found, done_at=None).order_by("pk"),
        "contact": contact_on(found, request.user, at=timezone.now()),
        **panel(request.user, found, [one for one, _ in rounds], **asking),
        **changes_panel(found, request.user, at=timezone.now(), refused=refused),
        **plan_panel(request, found, rounds[0][0] if rounds else None),
    }
    return render(request, "reviews/claim.html", context, status=status)


def _rounds(found: Claim) -> list[Round]:
    return list(found.rounds.select_related("plan", "rating", "wording").order_by("-number"))
