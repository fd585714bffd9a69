"""Tips: what readers want checked, and what the desk makes of it."""

from datetime import timedelta

import pytest
from django.core import mail

from claims.models import Article, Claim, Tip
from claims.priorities import demand_for
from claims.selectors.tips import claims_like, tips_of_group, whole_tip
from claims.tips import answer_with_check, leave_tip, look_at_tip_again, take_tip
from claims.triage.merging import merge_claims
from claims.triage.undoing import undo
from factcheck.core.errors import DomainError, Invalid, InvalidTransition, NotAllowed
from factcheck.ledger.models import Entry
from tests.factories.claims import AcceptedClaimFactory, CandidateFactory, ClaimFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.readers import make_tip, make_writer
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import make_published
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db
LATER = timedelta(days=1)


@pytest.fixture
def editor():
    return AdminFactory()


class TestComingIn:
    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"words": ""}, "words"),
            ({"words": " \u200b", "url": " "}, "words"),
            ({"words": "x" * 4_001}, "words"),
            ({"words": "a\x00b"}, "words"),
            ({"url": "javascript:alert(1)"}, "url"),
            ({"url": "https://u:p@example.org/"}, "url"),
            ({"url": "https://example.org/\n"}, None),
            ({"seen_where": "x" * 301}, "seen_where"),
            ({"why": "\ud800"}, "why"),
        ],
    )
    def test_what_cannot_be_kept_is_refused(self, now, told, field):
        if field is None:
            assert make_tip(at=now, **told).url == "https://example.org/"
            return
        with pytest.raises(Invalid) as refused:
            make_tip(at=now, **told)
        assert [fault.field for fault in refused.value.errors] == [field]
        assert not Tip.objects.exists()

    def test_a_receipt_holds_none_of_their_words(self, now):
        make_tip(at=now, words="canary", why="canary", sender=make_writer(code="s3cret", email="ada@example.org"))
        run_waiting_jobs("mail_sender")
        [message] = mail.outbox
        assert "/status/s3cret/" in message.body
        assert "canary" not in message.body + str(list(Entry.objects.values_list("payload", flat=True)))

    def test_a_reviewer_reads_it_and_not_who_sent_it(self, now):
        make_tip(at=now, sender=make_writer(name="Ada"))
        reviewer = PersonFactory()
        assert whole_tip(reviewer).get().words
        assert "sender_id" in whole_tip(reviewer).get().get_deferred_fields()


class TestTakingOn:
    def take(self, tip, editor, now, **how):
        return take_tip(tip_id=tip.pk, by=editor, at=now + LATER, **how)

    def test_words_become_an_article(self, editor, now):
        tip = self.take(make_tip(at=now, words="Rents rose by 9 per cent in 2023."), editor, now, way="article")
        assert (tip.status, tip.article.text) == ("taken", "Rents rose by 9 per cent in 2023.")
        assert tip.article.submissions.get().by == editor

    def test_an_address_is_fetched_later_by_a_worker(self, editor, now):
        tip = self.take(make_tip(at=now, url="https://news.example/a"), editor, now, way="article")
        assert (tip.article.status, tip.article.submissions.get().url) == ("received", "https://news.example/a")

    def test_an_address_inside_our_house_is_not_fetched_for_a_stranger(self, editor, now):
        with pytest.raises(Invalid) as refused:
            self.take(make_tip(at=now, url="http://127.0.0.1/admin"), editor, now, way="article")
        assert refused.value.code == "address_blocked"
        assert (Tip.objects.get().status, Article.objects.count()) == ("received", 0)

    def test_words_become_a_claim_because_readers_asked(self, editor, now):
        tip = self.take(make_tip(at=now), editor, now, way="claim", words="The tunnel carries 40,000 cars.")
        assert (tip.claim.status, tip.claim.accepted_because) == ("accepted", "readers_asked")
        assert tip.claim.wording.text == "The tunnel carries 40,000 cars."

    def test_each_one_more_who_asks_moves_a_claim_up(self, editor, now):
        claim = AcceptedClaimFactory()
        before = demand_for(claim)
        for _ in range(2):
            self.take(make_tip(at=now), editor, now, way="existing", claim_id=claim.pk)
        run_waiting_jobs("prioritise")
        claim.refresh_from_db()
        assert demand_for(claim) == before + 2
        assert claim.priority_parts["demand"] == 50 * (before + 2)

    @pytest.mark.parametrize("status", ["duplicate", "divided"])
    def test_a_claim_that_became_another_is_not_joined(self, editor, now, status):
        claim = ClaimFactory(status=status, canonical=AcceptedClaimFactory() if status == "duplicate" else None)
        with pytest.raises(Invalid) as refused:
            self.take(make_tip(at=now), editor, now, way="existing", claim_id=claim.pk)
        assert refused.value.code == "not_this_claim"

    @pytest.mark.parametrize("how", [{"way": "existing", "claim_id": 10**12}, {"way": "existing"}, {"way": "burn"}])
    def test_ways_that_lead_nowhere_are_refused_and_nothing_is_made(self, editor, now, how):
        with pytest.raises(Invalid):
            self.take(make_tip(at=now), editor, now, **how)
        assert (Tip.objects.get().status, Claim.objects.count()) == ("received", 0)

    def test_a_tip_is_taken_once(self, editor, now):
        tip = make_tip(at=now)
        self.take(tip, editor, now, way="claim")
        with pytest.raises(InvalidTransition):
            self.take(tip, editor, now, way="claim")
        with pytest.raises(InvalidTransition):
            look_at_tip_again(tip_id=tip.pk, by=editor, at=now)
        assert Claim.objects.count() == 1

    def test_only_editors_decide(self, now):
        tip, reviewer = make_tip(at=now), PersonFactory()
        for verb, told in (
            (take_tip, {"way": "claim"}),
            (leave_tip, {"answer": "No"}),
            (answer_with_check, {"number": 1}),
            (look_at_tip_again, {}),
        ):
            with pytest.raises(NotAllowed):
                verb(tip_id=tip.pk, by=reviewer, at=now, **told)


class TestOfAClaimThatIsMerged:
    def test_goes_with_it_and_comes_back_when_that_is_undone(self, editor, now):
        claim, canonical = CandidateFactory(), AcceptedClaimFactory()
        tip = take_tip(tip_id=make_tip(at=now).pk, way="existing", claim_id=claim.pk, by=editor, at=now)
        merge_claims(claim_id=claim.pk, canonical_id=canonical.pk, by=editor, at=now)
        tip.refresh_from_db()
        assert tip.claim == canonical
        undo(article_id=claim.article_id, by=editor, at=now)
        tip.refresh_from_db()
        assert tip.claim == claim


class TestPublication:
    def test_is_told_once_to_whoever_asked_and_left_an_address(self, editor, now):
        claim = make_settled_claim()
        for sender in (make_writer(email="ada@example.org", language="de"), make_writer()):
            tip = make_tip(at=now, sender=sender)
            take_tip(tip_id=tip.pk, way="existing", claim_id=claim.pk, by=editor, at=now)
        run_waiting_jobs("mail_sender")
        mail.outbox.clear()
        number = make_published(claim=claim).verdict.number
        run_waiting_jobs("mail_sender")
        [message] = mail.outbox
        assert message.to == ["ada@example.org"]
        assert f"/de/verdicts/{number}/" in message.body


class TestAnswering:
    def test_whoever_sent_it_is_told_and_forgotten_in_time(self, editor, now):
        tip = make_tip(at=now, sender=make_writer(email="ada@example.org"))
        leave_tip(tip_id=tip.pk, answer="It is a matter of taste.", by=editor, at=now + LATER)
        run_waiting_jobs("mail_sender")
        assert "It is a matter of taste." in mail.outbox[-1].body
        tip.refresh_from_db()
        assert (tip.status, tip.sender.answered_at) == ("left", now + LATER)

    def test_leaving_it_needs_a_reason(self, editor, now):
        with pytest.raises(Invalid) as refused:
            leave_tip(tip_id=make_tip(at=now).pk, answer=" ", by=editor, at=now)
        assert refused.value.code == "answer_missing"

    def test_an_answer_can_be_taken_back(self, editor, now):
        tip = make_tip(at=now)
        answer_with_check(tip_id=tip.pk, number=4, by=editor, at=now)
        look_at_tip_again(tip_id=tip.pk, by=editor, at=now)
        tip.refresh_from_db()
        assert (tip.status, tip.verdict_number, tip.answered_at, tip.sender.answered_at) == (
            "received",
            None,
            None,
            None,
        )

    def test_what_was_sent_and_what_came_of_it_stand_in_their_groups(self, editor, now):
        left, taken, waits = make_tip(at=now), make_tip(at=now), make_tip(at=now)
        leave_tip(tip_id=left.pk, answer="No", by=editor, at=now)
        take_tip(tip_id=taken.pk, way="claim", by=editor, at=now)
        groups = [list(tips_of_group(group, user=editor)) for group in ("open", "taken", "answered")]
        assert groups == [[waits], [taken], [left]]


def test_claims_like_a_tip_are_found_by_words_that_are_not_all_theirs(editor):
    claim = AcceptedClaimFactory(text="The harbour tunnel carries 40,000 cars a day.")
    AcceptedClaimFactory(text="Rents rose.")
    assert claims_like("is it so that this tunnel by the harbour is full of cars", user=editor) == [claim]
    assert claims_like("' OR 1=1; --", user=editor) == []


def test_a_refusal_leaves_no_trace(editor, now):
    tip = make_tip(at=now)
    entries = Entry.objects.count()
    with pytest.raises(DomainError):
        take_tip(tip_id=tip.pk, way="claim", words="x" * 3_000, by=editor, at=now)
    assert (Claim.objects.count(), Entry.objects.count()) == (0, entries)
