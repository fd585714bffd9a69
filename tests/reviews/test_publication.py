"""Publishing copies everything readers see into tables that cannot hold a draft."""

from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from factcheck.core.errors import Conflict, DomainError, GateNotMet, InvalidTransition, NotAllowed
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from reviews.models import Hold, PublicRevision, PublicScale, PublicSlug, PublicVerdict, SignOff, VerdictDraft
from reviews.publication.publishing import publish_verdict, sign_off_and_publish, slug_of
from reviews.published import Published
from tests.factories.claims import AppearanceFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import (
    TEXT,
    WRITTEN_AT,
    hash_of,
    make_draft,
    make_published,
    make_ready_draft,
    make_signed_draft,
)


@pytest.mark.django_db
class TestPublishing:
    def test_is_one_act_that_reaches_every_table(self):
        draft = make_signed_draft()

        revision = publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)

        draft.refresh_from_db()
        draft.claim.refresh_from_db()
        verdict = PublicVerdict.objects.get()
        assert (verdict.number, verdict.current, verdict.state) == (1, revision, "live")
        assert (revision.kind, revision.number, revision.published_at) == ("first", 1, WRITTEN_AT)
        assert (draft.status, draft.claim.status) == ("published", "published")
        assert draft.claim.outcome_rating == "Mostly false"
        assert draft.claim.outcome_url == f"/verdicts/1-{slug_of(TEXT['title'])}/"
        assert PublicSlug.objects.get().slug == verdict.slug
        assert [label["name"] for label in PublicScale.objects.get().labels][:2] == ["True", "Mostly true"]
        assert first_break(Entry.objects.order_by("seq")) is None
        assert Entry.objects.filter(verb="publish_verdict", subject_id=verdict.pk).count() == 1

    def test_readers_get_exactly_what_was_signed_and_the_name_of_who_signed(self):
        editor = AdminFactory(byline="E. D. Itor")
        draft = make_signed_draft(signer=editor)
        signed = SignOff.objects.get().draft_hash

        revision = publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)

        seen = Published.from_json(revision.content)
        assert seen.signed_off_by == "E. D. Itor"
        assert seen.digest == revision.content_hash
        assert Published.from_json({**revision.content, "signed_off_by": ""}).digest == signed

    def test_numbers_have_no_gaps_when_one_is_refused(self):
        make_published()
        refused = make_signed_draft(explanation="")
        with pytest.raises(GateNotMet):
            publish_verdict(draft_id=refused.pk, by=AdminFactory(), at=WRITTEN_AT)
        make_published()

        assert list(PublicVerdict.objects.order_by("number").values_list("number", flat=True)) == [1, 2]

    def test_takes_the_scale_as_it_was_once_per_version(self):
        make_published()
        make_published()

        assert PublicScale.objects.count() == 1

    @pytest.mark.parametrize("make", [make_draft, make_ready_draft])
    def test_what_is_not_signed_off_is_not_published(self, make):
        draft = make()

        with pytest.raises(InvalidTransition):
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
        assert not PublicVerdict.objects.exists()

    def test_a_text_changed_after_its_sign_off_is_not_published(self):
        draft = make_signed_draft()
        VerdictDraft.objects.filter(pk=draft.pk).update(title="Slipped in")

        with pytest.raises(GateNotMet) as refused:
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)

        assert [fault.field for fault in refused.value.errors] == ["sign_off"]
        assert not PublicRevision.objects.exists()

    def test_a_hold_stops_it(self):
        draft = make_signed_draft()
        Hold.objects.create(
            claim=draft.claim, kind="safety", reason="A witness", placed_by=draft.writer, placed_at=WRITTEN_AT
        )

        with pytest.raises(GateNotMet):
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)

    def test_is_an_editors_to_do(self):
        draft = make_signed_draft()

        with pytest.raises(NotAllowed):
            publish_verdict(draft_id=draft.pk, by=PersonFactory(), at=WRITTEN_AT)

    def test_twice_is_refused(self):
        revision = make_published()
        draft = VerdictDraft.objects.get()

        with pytest.raises(InvalidTransition):
            publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
        assert PublicRevision.objects.get() == revision

    def test_what_is_published_is_never_edited_or_deleted(self):
        revision = make_published()

        with pytest.raises(DatabaseError), transaction.atomic():
            PublicRevision.objects.filter(pk=revision.pk).update(rating_key="true")
        with pytest.raises(DatabaseError), transaction.atomic():
            PublicRevision.objects.filter(pk=revision.pk).delete()

    def test_a_private_person_is_not_named_and_their_own_post_not_linked(self):
        claim = make_settled_claim()
        claim.claimant.__class__.objects.filter(pk=claim.claimant_id).update(kind="private_person")
        claim.appearances.create(found_as="entered", url="https://social.example/@her/1")
        claim.refresh_from_db()

        revision = make_published(claim=claim)

        assert revision.claimant == "a private person"
        assert claim.claimant.name not in str(revision.content)
        assert "social.example" not in str(revision.content)

    def test_an_address_with_another_scheme_reaches_no_reader(self):
        claim = make_settled_claim()
        AppearanceFactory(claim=claim)
        claim.article.editions.update(url="javascript:alert(1)")

        assert "javascript" not in str(make_published(claim=claim).content)


@pytest.mark.django_db
class TestSigningOffAndPublishing:
    def test_is_one_act(self):
        draft = make_ready_draft()

        sign_off_and_publish(draft_id=draft.pk, draft_hash=hash_of(draft), by=AdminFactory(), at=WRITTEN_AT)

        assert (SignOff.objects.count(), PublicVerdict.objects.count()) == (1, 1)

    def test_leaves_no_sign_off_behind_when_the_gate_is_not_met(self):
        draft = make_ready_draft(found="")

        with pytest.raises(GateNotMet):
            sign_off_and_publish(draft_id=draft.pk, draft_hash=hash_of(draft), by=AdminFactory(), at=WRITTEN_AT)

        draft.refresh_from_db()
        assert (draft.status, SignOff.objects.count()) == ("ready", 0)

    def test_refuses_a_stale_hash(self):
        draft = make_ready_draft()

        with pytest.raises(Conflict):
            sign_off_and_publish(draft_id=draft.pk, draft_hash="0" * 64, by=AdminFactory(), at=WRITTEN_AT)


def run_at_once(*verbs):
    """Each verb in a thread of its own, all released together; what each gave or was refused with."""
    outcomes, start = [], Barrier(len(verbs))

    def run(verb):
        start.wait()
        try:
            outcomes.append(verb())
        except DomainError as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[verb]) for verb in verbs]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return outcomes


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_publishing_twice_at_once_has_one_winner(self):
        draft = make_signed_draft()
        editors = [AdminFactory() for _ in range(4)]

        outcomes = run_at_once(
            *[lambda by=by: publish_verdict(draft_id=draft.pk, by=by, at=WRITTEN_AT) for by in editors]
        )

        refusals = [outcome for outcome in outcomes if isinstance(outcome, DomainError)]
        assert PublicRevision.objects.count() == 1
        assert {(refusal.status, refusal.code) for refusal in refusals} == {(409, "invalid_transition")}
        assert len(refusals) == 3

    def test_different_verdicts_published_at_once_get_numbers_without_gaps(self):
        drafts = [make_signed_draft() for _ in range(3)]
        ready = [make_ready_draft() for _ in range(3)]
        editor = AdminFactory()
        hashes = {draft.pk: hash_of(draft) for draft in ready}

        outcomes = run_at_once(
            *[lambda pk=d.pk: publish_verdict(draft_id=pk, by=editor, at=WRITTEN_AT) for d in drafts],
            *[
                lambda pk=d.pk: sign_off_and_publish(draft_id=pk, draft_hash=hashes[pk], by=editor, at=WRITTEN_AT)
                for d in ready
            ],
        )

        assert not [outcome for outcome in outcomes if isinstance(outcome, DomainError)]
        assert sorted(PublicVerdict.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
        assert first_break(Entry.objects.order_by("seq")) is None

    def test_a_text_reworked_while_it_is_published_is_either_published_as_signed_or_not_at_all(self):
        from reviews.drafting import write_draft

        draft = make_signed_draft()
        signed = hash_of(draft)
        editor = AdminFactory()

        run_at_once(
            lambda: publish_verdict(draft_id=draft.pk, by=editor, at=WRITTEN_AT),
            lambda: write_draft(
                draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, title="Reworked"
            ),
        )

        draft.refresh_from_db()
        published = PublicRevision.objects.first()
        if published is None:
            assert (draft.status, draft.title) == ("drafting", "Reworked")
        else:
            assert Published.from_json({**published.content, "signed_off_by": ""}).digest == signed


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The tunnel carries 17,000 cars a day, not 40,000", "the-tunnel-carries-17000-cars-a-day-not-40000"),
        ("Тоннель", "fact-check"),
        ("", "fact-check"),
        ("a" * 200, "a" * 80),
        ("word " * 40, ("word-" * 16)[:-1]),
        ("</script><script>alert(1)</script>", "scriptscriptalert1script"),
    ],
)
def test_the_slug_is_short_and_made_of_the_title(title, slug):
    assert slug_of(title) == slug
