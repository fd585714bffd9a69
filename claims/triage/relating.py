"""How two passages of an article relate: suggested by the splitter, confirmed, refused or added by a person."""

from datetime import datetime

from claims.models import Passage, PassageRelation
from claims.policies import may_triage
from claims.states import RelationKind, Suggestion
from claims.triage import typed
from claims.triage.locking import NOTHING_HERE, lock_article
from claims.triage.remembering import remember
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, NotFound
from factcheck.ledger import acts as ledger


def relate(*, article_id: int, source_id: int, target_id: int, kind: str, by: User, at: datetime) -> PassageRelation:
    """Say how one passage relates to another of the same run; replaces what was said or suggested of the two.

    Raises `NotAllowed`, `NotFound`, `Invalid` on `kind` or `target`.
    """
    may_triage(by).or_refuse()
    typed.one_of("kind", kind, RelationKind)
    if source_id == target_id:
        raise Invalid.field("target", "same_passage", "Choose another passage.")
    with ledger.act("relate", by=by, at=at, kind=kind) as act:
        article = lock_article(article_id, by=by)
        act.about(article)
        known = Passage.objects.filter(run=article.current_run_id, pk__in=[source_id, target_id]).count()
        if known < 2:
            raise NotFound(NOTHING_HERE)
        relation = PassageRelation.objects.filter(source=source_id, target=target_id).first()
        before = _state_of(relation)
        if relation is None:
            relation = PassageRelation(run_id=article.current_run_id, source_id=source_id, target_id=target_id)
        _decide(relation, kind=kind, state=Suggestion.CONFIRMED, by=by)
        act.note(relation=relation.pk)
        before["relation"] = relation.pk
        remember("relate", article=article, reason=kind, before=before, by=by, at=at)
    return relation


def confirm_relation(*, relation_id: int, by: User, at: datetime) -> PassageRelation:
    """Two passages do relate as suggested. Raises `NotAllowed`, `NotFound`."""
    return _answer(relation_id, Suggestion.CONFIRMED, "confirm_relation", by=by, at=at)


def refuse_relation(*, relation_id: int, by: User, at: datetime) -> PassageRelation:
    """Two passages do not relate. Raises `NotAllowed`, `NotFound`."""
    return _answer(relation_id, Suggestion.REFUSED, "refuse_relation", by=by, at=at)


def _answer(relation_id: int, state: str, verb: str, *, by: User, at: datetime) -> PassageRelation:
    may_triage(by).or_refuse()
    home = PassageRelation.objects.filter(pk=relation_id).values_list("run__article", flat=True).first()
    if home is None:
        raise NotFound(NOTHING_HERE)
    with ledger.act(verb, by=by, at=at, relation=relation_id) as act:
        article = lock_article(home, by=by)
        act.about(article)
        relation = PassageRelation.objects.select_for_update().get(pk=relation_id)
        before = {**_state_of(relation), "relation": relation.pk}
        _decide(relation, kind=relation.kind, state=state, by=by)
        remember(verb, article=article, reason=relation.kind, before=before, by=by, at=at)
    return relation


def _state_of(relation: PassageRelation | None) -> dict[str, object]:
    if relation is None:
        return {"state": None}
    return {"state": relation.state, "kind": relation.kind, "decided_by": relation.decided_by_id}


def _decide(relation: PassageRelation, *, kind: str, state: str, by: User) -> None:
    relation.kind, relation.state, relation.decided_by = kind, state, by
    if relation.pk:
        relation.save(update_fields=["kind", "state", "decided_by"])
    else:
        relation.save(force_insert=True)


def bring_back_relation(before: dict) -> None:
    """The way back from any verb here."""
    relation = PassageRelation.objects.select_for_update().filter(pk=before["relation"])
    if before["state"] is None:
        relation.delete()
    else:
        relation.update(state=before["state"], kind=before["kind"], decided_by=before["decided_by"])
