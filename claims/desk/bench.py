"""Laying out the triage page: the article on one side, one card on the other."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from claims.desk.looking import Look
from claims.desk.triage_forms import ParticularsForm, RelateForm, WordingForm
from claims.models import Article
from claims.policies import may_triage
from claims.selectors.cards import Card, claimants_in, deal_card, passages_to_relate
from claims.selectors.decisions import foresee_finish, last_decision, next_untriaged, who_else_triages
from claims.selectors.lines import Part, part_of, part_starts, read_part
from claims.selectors.margin import write_margins
from claims.selectors.proposals import Proposal, Proposals, propose
from claims.states import AcceptReason, ClaimType, DismissReason, SpanChange
from factcheck.core.errors import DomainError
from factcheck.ledger.status import Stateful

Context = dict[str, Any]
FORMS = {"who": ParticularsForm.about, "wording": WordingForm.about}
ACCEPT_KEYS = [(str(key), *choice) for key, choice in enumerate(AcceptReason.choices, start=1)]
DISMISS_KEYS = [(str(key), *choice) for key, choice in enumerate(DismissReason.choices, start=1)]
TYPE_KEYS = [(str(key), *choice) for key, choice in enumerate(ClaimType.choices, start=1)]
SPAN_KEYS = [(str(key), *choice) for key, choice in enumerate(SpanChange.choices, start=1)]
DONE_WORDS = {
    "accept": "accepting",
    "dismiss": "dismissing",
    "merge": "“same claim”",
    "reconsider": "taking up again",
    "edit_wording": "the new wording",
    "set_particulars": "who and when",
    "correct_span": "the sentences of the claim",
    "correct_type": "the type",
    "claim_words": "the claim from selected words",
    "finish_triage": "finishing",
    "relate": "the relation",
    "confirm_relation": "the relation",
    "refuse_relation": "refusing the relation",
    "confirm_match": "“already checked”",
    "refuse_match": "“not the same”",
}


def lay_out(
    request: HttpRequest,
    article: Article,
    look: Look,
    *,
    onward: bool = False,
    problem: DomainError | None = None,
    form: Any = None,
    touched: Sequence[int] = (),
    selected: bool = False,
) -> Context:
    """Everything the page or its fragment needs. `onward`: go on to the next open proposal after the current one.

    `problem` is a verb's refusal and `form` the panel's form with what was typed; `touched` are claims whose lines
    changed; after words were `selected`, the form for them is empty again. A fixed number of queries for any number
    of candidates.
    """
    proposals = propose(article, request.user)
    starts = part_starts(article)
    if look.everything:
        write_margins(article, proposals)
    walk = proposals.in_order(everything=look.everything, by_worth=look.by_worth)
    current = _current(article, proposals, walk, look, starts, onward=onward)
    regular = {one.claim for one in walk}
    drawn = [*walk, current] if current and current.claim not in regular else walk
    number = part_of(starts, current.position) if current else look.part or look.part_shown or 1
    part = read_part(article, drawn, number=number, starts=starts)
    changed = {*touched, look.came_from, look.current, current.claim if current else None}
    came_from = {look.came_from} - {None}
    now_look = look.but(current=current.claim if current else None, part=None, part_shown=part.number)
    card = deal_card(request.user, current.claim, article=article, proposals=proposals) if current else None
    return {
        "section": "articles",
        "article": article,
        "edition": next(iter(article.editions.all()), None),
        "look": now_look,
        "part": part,
        "changed_lines": [line for line in part.lines if line.claims & changed],
        "redraw": look.redraw or look.part_shown != part.number or not came_from <= regular or drawn is not walk,
        "problem": problem,
        "selected": selected,
        **_header(request, article, proposals, now_look),
        **_foot(request, article, proposals),
        **_card_context(card, walk, now_look, part),
        **_panel(article, card, drawn, now_look, form=form),
        "speakers": _other_speakers(article, card),
    }


def _current(
    article: Article, proposals: Proposals, walk: list[Proposal], look: Look, starts: list[int], *, onward: bool
) -> Proposal | None:
    """The claim for the card: the one asked for, or the next that waits for a decision; None when all is done."""
    asked = proposals.by_claim.get(look.current or 0)
    if asked and not onward:
        return asked
    if look.part and not asked:
        here = [one for one in walk if part_of(starts, one.position) == look.part]
        return next((one for one in here if one.is_open), next(iter(here), None))
    place = walk.index(asked) if asked in walk else -1
    waiting = [one for one in [*walk[place + 1 :], *walk[: place + 1]] if one.is_open]
    return waiting[0] if waiting and not (article.triage_finished_at and asked is None) else None


def _header(request: HttpRequest, article: Article, proposals: Proposals, look: Look) -> Context:
    shown = proposals.shown(everything=False)
    decided = sum(not one.is_open for one in shown)
    return {
        "picked": proposals.picked,
        "further_down": proposals.further_down,
        "sentences": proposals.sentences,
        "decided": decided,
        "shown_count": len(shown),
        "colleague": who_else_triages(article, request.user, at=timezone.now()),
        "all_link": look.link(everything=not look.everything),
        "order_link": look.link(by_worth=not look.by_worth),
    }


def _foot(request: HttpRequest, article: Article, proposals: Proposals) -> Context:
    undoable = last_decision(article, by=request.user)
    return {
        "may": bool(may_triage(request.user)),
        "counts": foresee_finish(proposals),
        "left": sum(one.is_open for one in proposals.all),
        "undo_words": DONE_WORDS.get(undoable.verb, undoable.verb) if undoable else "",
        "next_article": next_untriaged(request.user, after=article) if article.triage_finished_at else None,
    }


def _card_context(card: Card | None, walk: list[Proposal], look: Look, part: Part) -> Context:
    if card is None:
        return {"card": None, "first_link": look.link(current=walk[0].claim) if walk else ""}
    current = card.proposal
    place = walk.index(current) if current in walk else None
    before = walk[place - 1] if place else None
    after = walk[place + 1] if place is not None and place + 1 < len(walk) else None
    return {
        "card": card,
        "claim": card.claim,
        "place": None if place is None else place + 1,
        "total": len(walk),
        "since": int(timezone.now().timestamp()),
        "previous_link": look.link(current=before.claim) if before else "",
        "next_link": look.link(current=after.claim) if after else "",
        "mark_link": look.link(marked=look.toggled(card.claim.pk)),
        "is_marked": card.claim.pk in look.marked,
        "plain_link": look.link(),
        **deciding(card.claim),
    }


def deciding(claim: Stateful) -> Context:
    """What may be done with a claim now, and the reasons offered."""
    return {
        "may_accept": claim.may("accept"),
        "may_dismiss": claim.may("dismiss"),
        "may_merge": claim.may("merge"),
        "may_reconsider": claim.may("reconsider"),
        "accept_keys": ACCEPT_KEYS,
        "dismiss_keys": DISMISS_KEYS,
        "type_keys": TYPE_KEYS,
        "span_keys": SPAN_KEYS,
    }


def _other_speakers(article: Article, card: Card | None) -> list[str]:
    """Up to nine people the article names as saying something, for a choice by one digit."""
    if card is None:
        return []
    said_by = str(card.claim.claimant) if card.claim.claimant else ""
    return [name for name in claimants_in(article) if name != said_by][:9]


def _panel(article: Article, card: Card | None, drawn: list[Proposal], look: Look, *, form: Any) -> Context:
    """The open part of the card: who, wording, relation. A form that was refused keeps what was typed."""
    if card is None:
        return {}
    links = {f"{name}_link": _panel_link(look, name) for name in ("who", "wording", "relation")}
    match look.panel:
        case "who":
            return {**links, "form": form or ParticularsForm.about(card.claim), "names": claimants_in(article)}
        case "wording":
            return {**links, "form": form or WordingForm.about(card.claim)}
        case "relation":
            passages = passages_to_relate(article, card.proposal, drawn) if card.proposal else []
            return {**links, "form": form or RelateForm(passages=passages)}
    return links


def _panel_link(look: Look, name: str) -> str:
    return f"{look.link()}&panel={name}"


def lay_out_alone(
    request: HttpRequest, card: Card, *, problem: DomainError | None = None, form: Any = None, panel: str = ""
) -> Context:
    """The card of a claim without an article."""
    look = Look(current=card.claim.pk, panel=panel)
    return {
        "section": "claims",
        "problem": problem,
        "look": look,
        "card": card,
        "claim": card.claim,
        "may": bool(may_triage(request.user)),
        "since": int(timezone.now().timestamp()),
        "plain_link": "?",
        **deciding(card.claim),
        **{f"{name}_link": f"?panel={name}" for name in ("who", "wording")},
        **({"form": form or FORMS[panel](card.claim)} if panel in FORMS else {}),
    }


def address(article: Article, look: Look) -> str:
    """The page's own address, with the current claim in sight."""
    query = f"?{urlencode(look.values)}" if look.values else ""
    place = f"#p-{look.current}-0" if look.current else ""
    return reverse("article", args=[article.pk]) + query + place
