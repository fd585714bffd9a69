"""What a redaction reaches beyond the text itself: topics, hashes, copies, later changes, other checks."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage

from claims.models import Topic
from claims.reading import text_hash
from claims.redacting import cut
from factcheck.core.errors import Invalid, NotAllowed
from factcheck.ledger.chain import commitment, first_break
from factcheck.ledger.models import Entry
from factcheck.readers.models import Sender, SenderLetter
from reviews.composing import compose
from reviews.drafting import write_draft
from reviews.evidence.quotations import check_evidence_of
from reviews.evidence.storing import keep_bytes
from reviews.gate import GateItem, check_gate
from reviews.models import (
    DraftVersion,
    Evidence,
    PublicListing,
    PublicRevision,
    PublicTopic,
    PublicVerdict,
    Round,
    SignOff,
    SourceAddress,
    SourceWatch,
    VerdictDraft,
)
from reviews.publication.changes import start_change
from reviews.publication.removals import agree_to_removal, preview
from reviews.published import Published
from reviews.selectors.drafts import find_draft
from reviews.selectors.removed_words import RemovedWords, marks_of
from tests.factories.copies import make_captured
from tests.factories.people import AdminFactory
from tests.factories.removals import ask, remove
from tests.factories.reviews import SourceFactory, make_settled_claim
from tests.factories.writing import WRITTEN_AT, make_published

NAME = "Ada Marrow"
LATER = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def redacted(verdict: PublicVerdict) -> PublicVerdict:
    remove(verdict, "redaction", words=[NAME], what="name", at=LATER)
    verdict.refresh_from_db()
    return verdict


def change_of(verdict: PublicVerdict, **text) -> tuple[VerdictDraft, GateItem]:
    """A change somebody writes afterwards, and how the gate finds it."""
    draft = start_change(claim_id=verdict.claim_id, kind="update", by=AdminFactory(), at=LATER)
    write_draft(draft_id=draft.pk, version=draft.version, by=draft.writer, at=LATER, **text)
    draft = find_draft(draft.pk, user=draft.writer)
    return draft, next(one for one in check_gate(draft) if one.key == "removed")


class TestTopics:
    def test_a_topic_called_by_the_words_is_called_by_what_is_left_everywhere(self):
        topic = Topic.objects.create(name=f"{NAME} affair", slug="ada-marrow-affair")
        claims = [make_settled_claim(), make_settled_claim()]
        for claim in claims:
            claim.topic = topic
            claim.save(update_fields=["topic"])
        verdict, other = (make_published(claim=claim).verdict for claim in claims)
        places = {one.what: one.count for one in preview(verdict, [NAME]).places}
        assert places["the topic"] == 1

        redacted(verdict)

        topic.refresh_from_db()
        assert (topic.name, topic.slug) == ("█" * 10 + " affair", f"topic-{topic.pk}")
        assert list(PublicTopic.objects.values_list("name", "slug")) == [(topic.name, topic.slug)]
        assert PublicListing.objects.get(verdict=verdict).topic.name == topic.name
        assert PublicRevision.objects.get(verdict=verdict, number=1).topic == topic.name
        assert PublicListing.objects.get(verdict=other).topic.slug == topic.slug

    def test_a_topic_that_gets_the_words_again_is_not_shown_with_the_check(self):
        claim = make_settled_claim()
        claim.topic = Topic.objects.create(name=f"{NAME} affair", slug="ada-marrow-affair")
        claim.save(update_fields=["topic"])
        verdict = make_published(claim=claim).verdict
        redacted(verdict)
        Topic.objects.filter(pk=claim.topic_id).update(name="The Ada-Marrow affair", slug="ada-marrow")

        remove(verdict, "withholding")
        remove(verdict, "return")
        assert PublicListing.objects.get(verdict=verdict).topic is None


def test_no_hash_of_the_whole_text_is_left_and_the_ledger_never_had_one():
    verdict = make_published(found=f"{NAME} counted 17,310 vehicles.").verdict
    draft = VerdictDraft.objects.get(claim=verdict.claim_id)
    before = {PublicRevision.objects.get().content_hash, SignOff.objects.get().draft_hash}
    before |= set(DraftVersion.objects.values_list("digest", flat=True))
    told = json.dumps(list(Entry.objects.values_list("payload", flat=True)))
    assert not any(one in told for one in before)
    assert commitment(SignOff.objects.get().draft_hash, salt=draft.salt) in told

    redacted(verdict)

    after = {*PublicRevision.objects.values_list("content_hash", flat=True), SignOff.objects.get().draft_hash}
    assert before.isdisjoint({*after, *DraftVersion.objects.values_list("digest", flat=True)})
    for revision in PublicRevision.objects.all():
        assert revision.content_hash == Published.from_json(revision.content).digest
    assert all(one.digest == Published.from_json(one.content).digest for one in DraftVersion.objects.all())
    assert VerdictDraft.objects.get(pk=draft.pk).salt not in ("", draft.salt)
    assert first_break(Entry.objects.order_by("seq")) is None


def test_each_draft_has_a_salt_of_its_own():
    first, second = (make_published().verdict.claim_id for _ in range(2))
    salts = set(VerdictDraft.objects.filter(claim__in=[first, second]).values_list("salt", flat=True))
    assert len(salts) == 2


class TestLaterChanges:
    def test_names_of_our_own_people_stay_away(self):
        claim = make_settled_claim()
        reviewer = Round.objects.get(claim=claim).reviews.first().reviewer
        type(reviewer).objects.filter(pk=reviewer.pk).update(byline=NAME)
        verdict = make_published(claim=claim).verdict
        assert NAME in PublicRevision.objects.get().content["reviewers"]

        draft, item = change_of(redacted(verdict), change_note="More was counted.")

        assert NAME not in compose(draft).reviewers
        assert "█" * len(NAME) in compose(draft).reviewers
        assert item.state == "met"

    @pytest.mark.parametrize("typed", [NAME, "ADA-MARROW’s", "**Ada** [Marrow](https://x.example/)", "#AdaMarrow"])
    def test_words_that_are_typed_again_stop_it_and_nobody_overrides_that(self, typed):
        verdict = redacted(make_published(found=f"{NAME} counted 17,310 vehicles.").verdict)
        _, item = change_of(verdict, explanation=f"We asked {typed} again.")

        assert (item.state, item.overridable) == ("not_met", False)
        assert "The check in full" in item.detail
        assert "marrow" not in item.detail.lower()

    def test_longer_words_and_other_words_may_stand(self):
        verdict = redacted(make_published(found=f"{NAME} counted 17,310 vehicles.").verdict)
        _, item = change_of(verdict, explanation="Ada grew a marrow. Granada Marrows.")
        assert item.state == "met"


@pytest.mark.parametrize(
    ("words", "text", "stands"),
    [
        ("Jose\u0301 Ruiz", "JOSÉ  RUIZ", True),
        ("李明", "昨天李明说", True),
        ("O'Brien", "o’brien", True),
        ("Ann Lee", "Ann&nbsp;Lee", True),
        ("Ann Lee", "Joann Lee", False),
        ("Ann Lee", "Ann and Lee", False),
    ],
)
def test_removed_words_are_known_again(words, text, stands):
    removed = RemovedWords(frozenset(marks_of([words])))
    assert removed.stand_in(text) is stands
    assert words not in str(removed)


class TestCopies:
    def test_our_copies_and_addresses_of_sources_lose_the_words(self, django_capture_on_commit_callbacks):
        url, body = "https://paper.example/people/ada-marrow", f"<p>{NAME} spoke.</p>".encode()
        source = SourceFactory(url=url, canonical_url=url)
        hashed = SourceAddress.objects.get(source=source).url_hash
        about = {"url": url, "final_url": url, "redirects": [url], "text": f"{NAME} said 17,310.", "text_hash": "x"}
        copy = make_captured(source, body=body, title=NAME, filename="ada-marrow.html", **about)
        claim = make_settled_claim()
        Evidence.objects.filter(claim=claim).update(source=source, excerpt=f"{NAME} said 17,3", quotation="exact")
        verdict = make_published(claim=claim, found=f"{NAME} counted 17,310 vehicles.").verdict
        SourceWatch.objects.update_or_create(source=source, defaults={"look_at": LATER, "state_detail": url})
        Evidence.objects.filter(claim=claim).update(quotation="not_found")
        sender = Sender.objects.create(code_hash="c", sent_at=LATER)
        SenderLetter.objects.create(sender=sender, why="receipt", subject="Hi", body=f"{NAME}, hi", written_at=LATER)
        name = copy.kept.file.name
        places = {one.what: one.count for one in preview(verdict, [NAME]).places}
        assert places["our copies of sources"] >= 6

        with django_capture_on_commit_callbacks(execute=True):
            redacted(verdict)

        for row in (copy, source, source.watch, copy.kept):
            row.refresh_from_db()
        assert copy.text == "█" * 10 + " said 17,310."
        assert copy.text_hash == text_hash(copy.text)
        assert (copy.title, copy.url, copy.final_url) == ("█" * 10, "", "")
        assert "marrow" not in (copy.filename + str(copy.redirects)).lower()
        assert (source.url, source.canonical_url) == ("https://paper.example/█", "")
        known = SourceAddress.objects.get(source=source)
        assert (known.url, known.url_hash == hashed) == ("https://paper.example/█", False)
        assert (source.watch.look_at, "marrow" in source.watch.state_detail.lower()) == (None, False)
        assert "Ada" not in SenderLetter.objects.get(sender=sender).body
        assert (copy.kept.file.name, default_storage.exists(name)) == ("", False)
        assert copy.kept.sha256
        assert keep_bytes(body, LATER) == copy.kept
        assert not default_storage.exists(name)

        make_captured(source, body=b"anew", text=f"{NAME} said 17,310 again.")
        check_evidence_of(source.pk, at=LATER)
        assert NAME not in "".join(Evidence.objects.values_list("nearest", flat=True))


def test_other_checks_that_hold_the_words_anywhere_are_named():
    verdict = make_published(found=f"{NAME} counted 17,310 vehicles.").verdict
    other = make_published(explanation=f"Nobody asked **Ada** Marrow but us. {NAME} said so.").verdict
    make_published()
    assert preview(verdict, [NAME]).others == (other.number,)


def test_too_many_claims_of_the_same_texts_are_refused_instead_of_left(monkeypatch):
    verdict = make_published(found=f"{NAME} counted 17,310 vehicles.").verdict
    part = make_settled_claim()
    part.split_from_id = verdict.claim_id
    part.save(update_fields=["split_from"])
    monkeypatch.setattr(cut, "MOST_RELATED", 1)
    with pytest.raises(Invalid) as refused:
        ask(verdict, "redaction", words=[NAME])
    assert [(fault.field, fault.code) for fault in refused.value.errors] == [("words", "too_many_claims")]


def test_what_somebody_asked_who_is_no_editor_any_more_is_not_agreed_to():
    verdict = make_published().verdict
    ana = AdminFactory()
    removal = ask(verdict, "withholding", by=ana)
    ana.is_active = False
    ana.save(update_fields=["is_active"])
    with pytest.raises(NotAllowed, match="no longer an editor"):
        agree_to_removal(removal_id=removal.pk, by=AdminFactory(), at=LATER)


def test_a_scheduled_change_that_a_retraction_gives_up_has_no_time_any_more():
    verdict = make_published().verdict
    editor = AdminFactory()
    draft = start_change(claim_id=verdict.claim_id, kind="update", by=editor, at=LATER)
    at = WRITTEN_AT + timedelta(days=9)
    VerdictDraft.objects.filter(pk=draft.pk).update(status="scheduled", publish_at=at, scheduled_by=editor)

    remove(verdict, "retraction")

    draft.refresh_from_db()
    assert (draft.status, draft.publish_at, draft.scheduled_by) == ("dropped", None, None)
