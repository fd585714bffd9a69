"""Random people do random things to a desk; after every act all promises of promises.py hold.

A verb may refuse with a DomainError, and then not one row has changed. Any other exception is a defect.
"""

import os
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from claims import triage
from claims.models import Claim
from factcheck.accounts.membership import deactivate, reactivate
from factcheck.accounts.models import User
from reviews.adjudication import adjudicate, confirm_reasons_agree, move_rating, send_to_adjudication
from reviews.assignment.by_hand import assign_claim, decline_assignment, reassign, take_back_assignment
from reviews.assignment.lapsing import lapse_pulled
from reviews.assignment.pulling import pull_next
from reviews.assignment.skipping import skip_claim
from reviews.assignment.waiting import resume, wait_for
from reviews.assignment.waking import wake_waiting
from reviews.changing.holds import place_hold, release_hold
from reviews.changing.later_evidence import confirm_rating, points_against, reopen_round
from reviews.changing.merging import merge_under_work
from reviews.changing.rewording import reword
from reviews.changing.rounds import change_number, change_plan, close_with_one, name_adjudicator, replace_late_second
from reviews.changing.shelving import shelve, unshelve
from reviews.changing.splitting import split_claim
from reviews.drafting import start_draft
from reviews.evidence.linking import link_evidence, remove_evidence
from reviews.models import Assignment, AwayPeriod, DeclaredInterest, Evidence, Hold, ReviewDraft
from reviews.people.absences import end_away, set_away
from reviews.people.interests import declare_interest, withdraw_interest
from reviews.reviewing import open_assignment, save_draft, submit_review, take_back_review
from tests.reviews.driven_desk import DrivenDesk, picks, profiles

BECAUSE = "A reason in a few words"
DAY = timedelta(days=1)
LABELS = ["true", "mostly-true", "false", "unproven"]  # the same, neighbours, far apart, outside the order
PLANS = [None, None, "single", "double", "panel", "fast"]

mostly = st.sampled_from([True, True, True, True, False])  # the right person; now and then anybody
seldom = st.integers(0, 3).map(lambda drawn: drawn == 3)  # what ends work is rare, or no round would ever close
labels = st.sampled_from(LABELS)
plans = st.sampled_from(PLANS)


class RandomDesk(DrivenDesk):
    """What people may do to it, the right people mostly. Two claims are under way from the beginning."""

    @initialize(known=st.lists(profiles, min_size=4, max_size=4))
    def a_desk_at_work(self, known):
        self.a_desk(known)
        for place, claim in enumerate(Claim.objects.order_by("pk")[:2]):
            for who in (self.person(2 + place), self.person(3 + place)):
                how = {"claim_id": claim.pk, "reviewer_ids": [who.pk], "override": BECAUSE}
                self.do(assign_claim, by=self.editor(0), due_at=self.at + DAY, **how)

    # --- the desk gets and gives work ---------------------------------------------------------------------------------

    @rule(pick=picks, who=picks, right=mostly)
    def take_on(self, pick, who, right):
        """Enter a claim, accept one, or think better of it."""
        proposed = self.one(Claim.objects.filter(status="candidate"), pick)
        by = self.editor(who) if right else self.person(who)
        if proposed:
            self.do(triage.accept_claim, by=by, claim_id=proposed.pk, because="reach")
        elif pick % 3 == 0:
            self.do(triage.reconsider_claim, by=by, claim_id=self.claim(pick).pk)
        elif Claim.objects.count() < 8:
            words = f"The bridge carries {pick} lorries a minute, claim {self.counter}."
            self.do(triage.enter_claim, by=by, text=words, accept_because="reach" if pick % 2 else "")

    @rule(pick=picks, editor=picks, who=st.lists(picks, min_size=1, max_size=3), plan=plans, right=mostly)
    def assign(self, pick, editor, who, plan, right):
        asked = [self.person(one).pk for one in who]
        how = {"claim_id": self.claim(pick).pk, "reviewer_ids": asked, "plan_key": plan}
        how["override"] = BECAUSE if right else ""
        how["due_at"] = self.at + timedelta(days=1 if right else -1)
        self.do(assign_claim, by=self.editor(editor) if right else self.person(editor), may_be_away=False, **how)

    @rule(who=picks)
    def skip_time_and_pull(self, who):
        self.at += timedelta(minutes=20)
        self.pull(who)

    @rule(who=picks)
    def pull(self, who):
        self.do(pull_next, by=self.person(who), may_be_away=False)

    @rule(who=picks, pick=picks)
    def skip(self, who, pick):
        self.do(skip_claim, by=self.person(who), claim_id=self.claim(pick).pk)

    # --- a reviewer works -------------------------------------------------------------------------------------------

    @rule(pick=picks, right=mostly, who=picks)
    def open(self, pick, right, who):
        asked = self.work(pick)
        if asked:
            self.do(open_assignment, by=self.reviewer_of(asked, right, who), assignment_id=asked.pk)

    @rule(pick=picks, right=mostly, who=picks, label=st.sampled_from([None, *LABELS]), stale=mostly)
    def save(self, pick, right, who, label, stale):
        asked = self.work(pick)
        if asked is None:
            return
        draft = ReviewDraft.objects.filter(assignment=asked).first()
        version = (draft.version if draft else 0) + (0 if stale else 1)
        said = {"rationale": self.words(), "note_to_self": self.words(), "version": version, "rating_key": label}
        by = self.reviewer_of(asked, right, who)
        self.do_typing(save_draft, asked, said["rationale"], by=by, assignment_id=asked.pk, **said)

    @rule(pick=picks, right=mostly, who=picks, label=labels, any_status=mostly)
    def submit(self, pick, right, who, label, any_status):
        asked = self.work(pick, **({"status__in": ["assigned", "in_progress", "waiting"]} if any_status else {}))
        if asked is None:
            return
        self._hand_in(asked, label, by=self.reviewer_of(asked, right, who))

    def _hand_in(self, asked, label, *, by):
        file = Evidence.objects.filter(claim=asked.round.claim_id, removed_at=None)
        readings = {one.pk: {"stance": "refutes", "note": self.words()} for one in file}
        said = {"rating_key": label, "rationale": self.words(), "readings": readings}
        self.do_typing(submit_review, asked, said["rationale"], by=by, assignment_id=asked.pk, **said)

    @rule(pick=picks, said=st.lists(labels, min_size=3, max_size=3))
    def everybody_hands_in(self, pick, said):
        self.hand_in_all(pick, said)

    def hand_in_all(self, pick, said):
        """Whoever is asked in a round hands in, so that it closes if its seats are taken."""
        round_ = self.round(pick, status="open")
        asked = Assignment.objects.open().filter(round=round_).order_by("pk") if round_ else []
        for one, label in zip(list(asked.select_related("reviewer")) if round_ else [], said, strict=False):
            self._hand_in(one, label, by=self.reviewer_of(one, True, 0))

    @rule(pick=picks, one=labels, other=labels)
    def everybody_hands_in_again(self, pick, one, other):
        self.hand_in_all(pick, [one, other, one])

    @rule(pick=picks, right=mostly, who=picks)
    def take_back_own(self, pick, right, who):
        asked = self.work(pick, status="submitted")
        if asked:
            self.do(take_back_review, by=self.reviewer_of(asked, right, who), assignment_id=asked.pk)

    @rule(pick=picks, right=mostly, who=picks)
    def decline(self, pick, right, who):
        asked = self.work(pick)
        if asked:
            by = self.reviewer_of(asked, right, who)
            self.do(decline_assignment, by=by, assignment_id=asked.pk, because=BECAUSE)

    @rule(pick=picks, right=mostly, who=picks, out=st.booleans())
    def change_the_file(self, pick, right, who, out):
        asked, piece = self.work(pick), self.one(Evidence.objects.all(), pick)
        if out and piece:
            by = User.objects.get(pk=piece.added_by_id) if right else self.person(who)
            self.do(remove_evidence, by=by, evidence_id=piece.pk, because=BECAUSE)
        elif asked:
            how = {"url": f"https://roads.example/{who}", "excerpt": f"Table {who % 4}"}
            self.do(link_evidence, by=self.reviewer_of(asked, right, who), claim_id=asked.round.claim_id, **how)

    # --- editors steer ------------------------------------------------------------------------------------------------

    @rule(pick=picks, editor=picks, to=picks)
    def give_to_another(self, pick, editor, to):
        asked = self.work(pick)
        if asked:
            how = {"assignment_id": asked.pk, "reviewer_id": self.person(to).pk, "because": BECAUSE}
            self.do(reassign, by=self.editor(editor), may_be_away=False, **how)

    @rule(pick=picks, editor=picks, right=mostly)
    def take_away(self, pick, editor, right):
        asked = self.work(pick)
        if asked:
            by = self.editor(editor) if right else self.person(editor)
            self.do(take_back_assignment, by=by, assignment_id=asked.pk, because=BECAUSE)

    # --- what reviewers see differently -------------------------------------------------------------------------------

    @rule(pick=picks, who=picks, label=labels)
    def settle(self, pick, who, label):
        round_ = self.round(pick, status="adjudication") or self.round(pick)
        if round_:
            how = {"round_id": round_.pk, "rating_key": label, "note": BECAUSE}
            self.do(adjudicate, by=self.person(who), **how)

    @rule(pick=picks, who=picks)
    def move(self, pick, who):
        round_ = self.round(pick, status="comparing") or self.round(pick)
        if round_:
            self.do(move_rating, by=self.person(who), round_id=round_.pk, note=BECAUSE)

    @rule(pick=picks, who=picks, agree=st.booleans())
    def compare_reasons(self, pick, who, agree):
        round_ = self.round(pick, closed_at__isnull=False)
        if round_ and agree:
            self.do(confirm_reasons_agree, by=self.person(who), round_id=round_.pk)
        elif round_:
            self.do(send_to_adjudication, by=self.person(who), round_id=round_.pk, because=BECAUSE)

    @rule(pick=picks, who=picks, stay=st.booleans())
    def look_again(self, pick, who, stay):
        """Evidence came after the reviews; somebody says it points against them, somebody stays or does not."""
        round_ = self.round(pick, status="settled")
        if round_ is None:
            return
        asked = round_.reviews.filter(taken_back_at=None).order_by("pk").first()
        late = {"url": f"https://late.example/{self.counter}", "excerpt": "A later count"}
        self.counter += 1
        piece = self.do(link_evidence, by=self.editor(who), claim_id=round_.claim_id, **late)
        if piece:
            self.do(points_against, by=self.editor(who), evidence_id=piece.pk, because=BECAUSE)
        if stay:
            self.do(confirm_rating, by=asked.reviewer, round_id=round_.pk)
        else:
            self.do(reopen_round, by=asked.reviewer, may_be_away=False, round_id=round_.pk, because=BECAUSE)

    # --- changes while work is under way ------------------------------------------------------------------------------

    @rule(pick=picks, editor=picks, plan=plans, number=st.integers(0, 6))
    def change_how(self, pick, editor, plan, number):
        round_ = self.round(pick, status="open") or self.round(pick)
        if round_ is None:
            return
        by, how = self.editor(editor), {"round_id": round_.pk, "because": BECAUSE}
        if plan:
            self.do(change_plan, by=by, plan_key=plan, **how)
        else:
            self.do(change_number, by=by, number=number, **how)

    @rule(pick=picks, editor=picks, who=picks)
    def name_one_to_settle(self, pick, editor, who):
        round_ = self.round(pick)
        if round_:
            how = {"round_id": round_.pk, "adjudicator_id": self.person(who).pk, "because": BECAUSE}
            self.do(name_adjudicator, by=self.editor(editor), **how)

    @rule(pick=picks, editor=picks, to=picks)
    def replace_late(self, pick, editor, to):
        late = self.work(pick, due_at__lt=self.at)
        if late:
            how = {"round_id": late.round_id, "assignment_id": late.pk, "because": BECAUSE}
            to = self.person(to).pk if to % 3 else None
            self.do(replace_late_second, by=self.editor(editor), may_be_away=False, reviewer_id=to, **how)

    @rule(pick=picks, editor=picks)
    def close_early(self, pick, editor):
        handed_in = self.work(pick, status="submitted", round__status="open")
        if handed_in:
            self.do(close_with_one, by=self.editor(editor), round_id=handed_in.round_id, because=BECAUSE)

    @rule(pick=picks, editor=picks, meaning=seldom, stale=mostly)
    def change_words(self, pick, editor, meaning, stale):
        claim = self.claim(pick)
        words = f"{claim.wording.text} {self.counter}" if meaning else claim.wording.text.replace("bridge", "brigde")
        how = {"kind": "meaning" if meaning else "spelling", "version": claim.version + (0 if stale else 1)}
        self.counter += 1
        self.do(reword, by=self.editor(editor), may_be_away=False, claim_id=claim.pk, text=words, **how)

    @rule(pick=picks, editor=picks, first=picks, now=seldom)
    def split(self, pick, editor, first, now):
        if not now or Claim.objects.count() > 10:
            return
        claim = self.claim(pick)
        asked = Assignment.objects.live().filter(round__claim=claim, round__status="open").order_by("pk")
        follows = {one.pk: (first + place) % 3 for place, one in enumerate(asked) if (first + place) % 3 < 2}
        parts = [f"One half of it {self.counter}", f"The other half of it {self.counter}"]
        self.counter += 1
        self.do(split_claim, by=self.editor(editor), may_be_away=False, claim_id=claim.pk, parts=parts, follows=follows)

    @rule(pick=picks, into=picks, editor=picks, move=st.booleans())
    def merge(self, pick, into, editor, move):
        claim, canonical = self.claim(pick), self.claim(into)
        asked = Assignment.objects.live().filter(round__claim=claim, round__status="open").order_by("pk")
        moved = [one.pk for one in asked][:1] if move else []
        how = {"claim_id": claim.pk, "canonical_id": canonical.pk, "because": BECAUSE, "move": moved}
        self.do(merge_under_work, by=self.editor(editor), **how)

    @rule(pick=picks, editor=picks, now=seldom)
    def put_aside_or_take_up(self, pick, editor, now):
        claim = self.claim(pick)
        if claim.status == "shelved":
            self.do(unshelve, by=self.editor(editor), claim_id=claim.pk)
        elif now:
            self.do(shelve, by=self.editor(editor), claim_id=claim.pk, because="overtaken", note=BECAUSE)

    @rule(pick=picks, who=picks, kind=st.sampled_from(["legal", "reply", None]))
    def hold_or_let_go(self, pick, who, kind):
        held = self.one(Hold.objects.all(), pick)
        if kind:
            self.do(place_hold, by=self.editor(who), claim_id=self.claim(pick).pk, kind=kind, reason=BECAUSE)
        elif held:
            self.do(release_hold, by=self.person(who), hold_id=held.pk, because=BECAUSE)

    @rule(pick=picks, who=picks)
    def write_up(self, pick, who):
        settled = self.one(Claim.objects.filter(status="settled"), pick)
        if settled:
            self.do(start_draft, by=self.person(who), claim_id=settled.pk)

    # --- people and time ----------------------------------------------------------------------------------------------

    @rule(pick=picks, right=mostly, who=picks, hours=st.sampled_from([-1, 3, 50]))
    def wait_or_go_on(self, pick, right, who, hours):
        asked = self.work(pick, status__in=["assigned", "in_progress", "waiting"])
        if asked is None:
            return
        by, how = self.reviewer_of(asked, right, who), {"assignment_id": asked.pk}
        if asked.status == "waiting":
            self.do(resume, by=by, **how)
        else:
            self.do(wait_for, by=by, waiting_for="reply", wake_at=self.at + timedelta(hours=hours), **how)

    @rule(pick=picks)
    def wake(self, pick):
        """The wake date of somebody who waits has come, by the database's clock."""
        self._by_itself(wake_waiting, self.work(pick, status="waiting"), "wake_at")

    @rule(hours=st.sampled_from([1, 5, 26, 80]))
    def time_passes(self, hours):
        self.at += timedelta(hours=hours)

    @rule(pick=picks)
    def lapse(self, pick):
        """Half an hour goes by for one who pulled a claim: the lease is the database's, so it is moved there."""
        self._by_itself(lapse_pulled, self.work(pick, pulled_until__isnull=False), "pulled_until")

    def _by_itself(self, job, row, column):
        if row:
            Assignment.objects.filter(pk=row.pk).update(**{column: Now() - timedelta(seconds=1)})
            job(at=self.at)
            self._look(job.__name__, away=set())

    @rule(who=picks, editor=picks, now=seldom)
    def close_or_open_an_account(self, who, editor, now):
        person = self.person(who)
        if now or not person.is_active:
            self.do(deactivate if person.is_active else reactivate, by=self.editor(editor), user_id=person.pk)

    @rule(who=picks, right=mostly, by=picks, days=st.integers(-1, 2))
    def go_away_or_come_back(self, who, right, by, days):
        person, day = self.person(who), self.at.date()
        by = person if right else self.person(by)
        away = AwayPeriod.objects.filter(reviewer__user=person).first()
        if away:
            self.do(end_away, by=by, away_id=away.pk)
        else:
            how = {"user_id": person.pk, "from_on": day, "until_on": day + timedelta(days=days)}
            self.do(set_away, by=by, **how)

    @rule(who=picks, about=st.sampled_from(["claimant", "topic", "outlet"]), taken_back=st.booleans())
    def declare_or_withdraw(self, who, about, taken_back):
        person = self.person(who)
        declared = DeclaredInterest.objects.filter(reviewer__user=person).first()
        if declared and taken_back:
            self.do(withdraw_interest, by=person, interest_id=declared.pk)
        else:
            self.do(declare_interest, by=person, **self.interest(about))


MANY = 60 if "RANDOM_DESK" in os.environ else 12  # the same walks again and again find nothing more


def driven(examples: int, steps: int) -> settings:
    """So many walks of so many steps, however long they take."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.django_db
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("examples", "steps"), [(4, 25), pytest.param(MANY, 40, marks=pytest.mark.slow)], ids=["some", "many"]
)
def test_whatever_people_do_the_desk_keeps_its_promises(examples, steps):
    run_state_machine_as_test(RandomDesk, settings=driven(examples, steps))
