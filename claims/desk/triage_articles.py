"""What triage's keys and buttons do to a whole article, and to the relations in it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims import triage
from claims.desk.looking import Look, sight_of, typed_spans
from claims.desk.triage import answer, done, refused
from claims.desk.triage_forms import RelateForm
from claims.models import PassageRelation
from claims.selectors.articles import see_article
from claims.selectors.cards import passage_of, passages_to_relate
from claims.selectors.proposals import propose
from claims.triage.selecting import find_words
from factcheck.core.errors import DomainError, NotFound
from factcheck.web.access import desk_member


@desk_member
@require_POST
def select(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a claim of the selected words; without JavaScript, of words that were typed or pasted."""
    look = Look.of(request)
    try:
        spans = typed_spans(request.POST)
        if not spans and request.POST.get("words"):
            spans = find_words(see_article(request.user, pk), request.POST["words"])
        claim = triage.claim_words(
            article_id=pk, spans=spans, shown=sight_of(request), by=request.user, at=timezone.now()
        )
    except DomainError as refusal:
        return refused(request, pk, look.but(current=look.came_from), refusal)
    return done(request, pk, look.but(current=claim.pk), touched=[claim.pk], selected=True)


@desk_member
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass over the rest."""
    look = Look.of(request)
    try:
        counts = triage.finish_article(article_id=pk, shown=sight_of(request), by=request.user, at=timezone.now())
    except DomainError as refusal:
        return refused(request, pk, look.but(current=look.came_from), refusal)
    messages.success(request, f"Finished: {counts}.")
    return done(request, pk, look.but(current=None, came_from=None, marked=(), redraw=True))


@desk_member
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own last decision here."""
    look = Look.of(request)
    try:
        undone = triage.undo(article_id=pk, by=request.user, at=timezone.now())
    except DomainError as refusal:
        return refused(request, pk, look.but(current=look.came_from), refusal)
    whole = undone.claim_id is None
    return done(request, pk, look.but(current=undone.claim_id or look.came_from, redraw=whole or look.redraw))


@desk_member
@require_POST
def decide_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or dismiss all marked claims for one reason."""
    look = Look.of(request)
    who = {"claim_ids": look.marked, "shown": sight_of(request), "by": request.user, "at": timezone.now()}
    try:
        if "because" in request.POST:
            triage.accept_claims(because=request.POST["because"], **who)
        else:
            triage.dismiss_claims(reason=request.POST.get("reason", ""), **who)
    except DomainError as refusal:
        return refused(request, pk, look.but(current=look.came_from), refusal)
    return done(request, pk, look.but(current=look.came_from, marked=()), onward=True, touched=look.marked)


@desk_member
@require_POST
def relate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the current claim's passage relates to another one."""
    article = see_article(request.user, pk)
    look = Look.of(request)
    look = look.but(current=look.came_from, panel="relation", redraw=True)
    proposals = propose(article, request.user)
    current = proposals.by_claim.get(look.current or 0)
    here = passage_of(article, current) if current else None
    if current is None or here is None:
        raise NotFound("There is no such passage in this article.")
    form = RelateForm(request.POST, passages=passages_to_relate(article, current, proposals.all))
    if not form.is_valid():
        return answer(request, article, look, form=form, status=400)
    try:
        triage.relate(
            article_id=pk,
            source_id=here.pk,
            target_id=form.cleaned_data["target"],
            kind=form.cleaned_data["kind"],
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return refused(request, pk, look, refusal, form=form)
    return done(request, pk, look)


@desk_member
@require_POST
def confirm_relation(request: HttpRequest, pk: int) -> HttpResponse:
    """The suggested relation holds."""
    return _judge_relation(request, pk, triage.confirm_relation)


@desk_member
@require_POST
def refuse_relation(request: HttpRequest, pk: int) -> HttpResponse:
    """The suggested relation does not hold."""
    return _judge_relation(request, pk, triage.refuse_relation)


def _judge_relation(request: HttpRequest, pk: int, verb: Callable[..., PassageRelation]) -> HttpResponse:
    relation = verb(relation_id=pk, by=request.user, at=timezone.now())
    look = Look.of(request)
    return done(request, relation.run.article_id, look.but(current=look.came_from, panel="relation", redraw=True))
