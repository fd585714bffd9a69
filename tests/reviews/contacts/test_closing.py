"""How asking the claimant ends: each outcome with what it needs, and what others get to see of it."""

import json
from datetime import date, timedelta

import pytest

from claims.models import Claim
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from factcheck.ledger.chain import commitment
from factcheck.ledger.models import Entry
from factcheck.notices.models import Mail, Notice
from reviews.contacts.closing import hand_contact_over, reopen_contact
from reviews.contacts.letters import edit_letter
from reviews.contacts.reminding import remind_of_contacts
from reviews.contacts.taking_over import take_over_answer
from reviews.drafting import start_draft
from reviews.gate import check_gate
from reviews.models import ClaimantContact, DeclaredInterest, LetterTemplate
from reviews.selectors.contacts import answer_to_take_over, contact_on, own_contacts
from reviews.selectors.drafts import find_draft
from reviews.selectors.history import history_of
from tests.factories.claims import ClaimantFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import make_closed_round, make_open_round, make_settled_claim
from tests.factories.writing import WRITTEN_AT, make_draft
from tests.reviews.contacts.steps import ask, begin, close, remind, version_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def claim(people, now):
    opened = make_open_round(people.lead, people.second)
    begin(opened.claim, people.lead, at=now)
    return opened.claim


@pytest.fixture
def asked(claim, people, now):
    ask(claim, people.lead, now)  # until Thursday, 18:00
    return claim


def contact(claim) -> ClaimantContact:
    return ClaimantContact.objects.get(claim=claim)


def refused(claim, by, at, outcome, **changes) -> tuple[str, str]:
    with pytest.raises(Invalid) as refusal:
        close(claim, by, at, outcome, **changes)
    [fault] = refusal.value.errors
    return fault.field, fault.code


def test_an_answer_is_their_words_and_the_day(asked, people, now):
    assert refused(asked, people.lead, now, "answered", answer=" ") == ("answer", "answer_missing")
    assert refused(asked, people.lead, now, "answered", answer="a" * 10_001) == ("answer", "too_long")
    tomorrow = (now + DAY).date()
    assert refused(asked, people.lead, now, "answered", answered_on=tomorrow) == ("answered_on", "in_the_future")

    close(asked, people.lead, now, answer="We counted.", answered_on=date(2026, 5, 3))

    ended = contact(asked)
    assert (ended.status, ended.outcome, ended.answer, ended.answered_on) == (
        "closed", "answered", "We counted.", date(2026, 5, 3),
    )  # fmt: skip
    assert (ended.recorded_by, ended.closed_at) == (people.lead, now)


def test_who_declines_may_say_something(asked, people, now):
    close(asked, people.lead, now, "declined", answer="No comment.")
    assert (contact(asked).answer, contact(asked).answered_on) == ("No comment.", now.date())


def test_silence_ends_it_once_the_deadline_has_passed_or_with_a_reason(asked, people, now):
    before, after = now + DAY, now + 4 * DAY
    assert refused(asked, people.lead, before, "no_reply") == ("because", "reason_missing")
    assert refused(asked, people.lead, after, "no_reply", answer="Yes") == ("answer", "answer_without_reply")
    close(asked, people.lead, after, "no_reply")
    assert (contact(asked).outcome, contact(asked).answered_on) == ("no_reply", None)


def test_a_reason_not_to_wait_is_kept_for_the_desk(asked, people, now):
    close(asked, people.lead, now, "no_reply", because="It bounced twice")
    assert (contact(asked).closed_because, contact(asked).answer) == ("It bounced twice", "")


def test_they_are_not_asked_for_a_reason_and_only_if_nobody_did(claim, people, now):
    assert refused(claim, people.lead, now, "answered") == ("outcome", "not_asked_yet")
    assert refused(claim, people.lead, now, "not_asked") == ("because", "reason_missing")
    close(claim, people.lead, now, "not_asked", because="Dead since 1990")
    assert contact(claim).answer == "Dead since 1990"


def test_whoever_was_asked_cannot_be_not_asked(asked, people, now):
    assert refused(asked, people.lead, now, "not_asked", because="X") == ("outcome", "was_asked")
    assert refused(asked, people.lead, now, "forgotten") == ("outcome", "unknown_choice")


def test_only_who_asks_says_how_it_ended(asked, people, now):
    for person in (people.second, people.stranger):
        with pytest.raises(NotAllowed):
            close(asked, person, now)
    close(asked, people.admin, now)
    with pytest.raises(InvalidTransition):
        close(asked, people.admin, now)


def test_a_late_answer_opens_it_again(asked, people, now):
    close(asked, people.lead, now + 4 * DAY, "no_reply")

    late = now + 7 * DAY
    reopen_contact(claim_id=asked.pk, version=version_of(asked), by=people.lead, at=late)
    opened = contact(asked)
    assert (opened.status, opened.outcome, opened.closed_at, opened.told) == ("asked", "", None, 0)
    assert opened.deadline_at > late

    close(asked, people.lead, late)
    assert contact(asked).outcome == "answered"
    with pytest.raises(Conflict):
        reopen_contact(claim_id=asked.pk, version=1, by=people.lead, at=late)


def test_those_at_work_are_told_and_not_by_whom(asked, people, now):
    close(asked, people.lead, now)

    told = Notice.objects.get(kind="claimant_answered")
    assert told.to == people.second
    assert people.lead.name not in told.text
    assert "We counted" not in told.text


def test_the_ledger_has_ids_and_codes_alone(asked, people, now):
    close(asked, people.lead, now)
    reopen_contact(claim_id=asked.pk, version=version_of(asked), by=people.lead, at=now)
    entries = Entry.objects.filter(subject_type="claimantcontact")
    assert list(entries.order_by("seq").values_list("verb", flat=True)) == ["ask", "close", "reopen"]
    kept = " ".join(entries.values_list("payload", flat=True))
    assert "harbour.example" not in kept
    assert "counted" not in kept


def test_an_answer_written_anew_leaves_a_trace_in_the_ledger_and_no_words(asked, people, now):
    close(asked, people.lead, now, answer="We counted.")
    reopen_contact(claim_id=asked.pk, version=version_of(asked), by=people.lead, at=now)
    close(asked, people.lead, now, answer="We never said so.")

    facts = [json.loads(one.payload) for one in Entry.objects.filter(verb="close").order_by("seq")]
    salt = contact(asked).salt
    first, second = (commitment(words, salt=salt) for words in ("We counted.", "We never said so."))
    assert [(one.get("sealed"), one.get("replaced")) for one in facts] == [(first, None), (second, first)]


@pytest.mark.parametrize("status", ["published", "shelved"])
def test_how_it_ended_is_written_and_opened_only_while_the_claim_is_under_work(asked, people, now, status):
    Claim.objects.filter(pk=asked.pk).update(status=status)
    with pytest.raises(InvalidTransition):
        close(asked, people.admin, now)
    Claim.objects.filter(pk=asked.pk).update(status="in_review")
    close(asked, people.admin, now)
    Claim.objects.filter(pk=asked.pk).update(status=status)
    with pytest.raises(InvalidTransition):
        reopen_contact(claim_id=asked.pk, version=version_of(asked), by=people.admin, at=now)


def test_what_has_ended_is_handed_over_too(asked, people, now):
    close(asked, people.lead, now)
    hand_contact_over(
        claim_id=asked.pk, owner_id=people.stranger.pk, version=version_of(asked), by=people.admin, at=now
    )
    assert (contact(asked).owner, contact(asked).status) == (people.stranger, "closed")


# --- whose it is ------------------------------------------------------------------------------------------------------


def test_an_editor_hands_it_over_and_the_new_owner_is_told(claim, people, now):
    given = {"claim_id": claim.pk, "at": now}
    with pytest.raises(NotAllowed):
        hand_contact_over(owner_id=people.stranger.pk, version=1, by=people.lead, **given)

    hand_contact_over(owner_id=people.stranger.pk, version=1, by=people.admin, **given)

    assert contact(claim).owner == people.stranger
    assert Notice.objects.filter(to=people.stranger, kind="contact_handed").exists()
    with pytest.raises(Invalid):
        hand_contact_over(owner_id=people.stranger.pk, version=2, by=people.admin, **given)
    with pytest.raises(Invalid):
        hand_contact_over(owner_id=999_999, version=2, by=people.admin, **given)


def test_nobody_with_a_conflict_or_without_an_account_asks(claim, people, now):
    claim.claimant = ClaimantFactory(name="Ada Bell")
    claim.save(update_fields=["claimant"])
    DeclaredInterest.objects.create(reviewer=people.stranger.reviewer, kind="person", name="ada bell")
    people.second.is_active = False
    people.second.save(update_fields=["is_active"])
    for person in (people.stranger, people.second):
        with pytest.raises(Invalid) as refusal:
            hand_contact_over(claim_id=claim.pk, owner_id=person.pk, version=1, by=people.admin, at=now)
        assert refusal.value.errors[0].code == "cannot_be_asked"


# --- being reminded ---------------------------------------------------------------------------------------------------


def told() -> list[str]:
    return list(Notice.objects.filter(kind="contact_due").order_by("pk").values_list("to__name", flat=True))


def test_the_owner_is_told_once_before_and_once_after_the_deadline(asked, people, now):
    deadline = contact(asked).deadline_at
    steps = [(now + DAY, 0), (deadline - timedelta(hours=8), 1), (deadline - timedelta(hours=1), 1), (deadline, 2)]
    for at, so_far in [*steps, (deadline + 5 * DAY, 2)]:
        remind_of_contacts(at=at)
        assert told() == ["Ben Lind"] * so_far, at
    assert Mail.objects.filter(notice__kind="contact_due").count() == 2


def test_a_stage_that_has_passed_is_skipped(asked, people, now):
    assert remind_of_contacts(at=now + 30 * DAY) == 1
    assert remind_of_contacts(at=now + 31 * DAY) == 0


def test_a_new_deadline_is_told_of_anew(asked, people, now):
    remind_of_contacts(at=now + 4 * DAY)
    remind(asked, people.lead, now + 4 * DAY)
    assert remind_of_contacts(at=now + 30 * DAY) == 1


def test_what_is_nobodys_is_told_to_the_lead_and_else_to_editors(asked, people, now):
    ClaimantContact.objects.update(owner=None)
    remind_of_contacts(at=now + 4 * DAY)
    assert told() == ["Ben Lind"]
    asked.rounds.get().assignments.update(is_lead=False)
    ClaimantContact.objects.update(told=0)
    remind_of_contacts(at=now + 4 * DAY)
    assert "Ana Ruiz" in told()[1:]
    assert "Chi Okafor" not in told()


@pytest.mark.parametrize("status", ["shelved", "published", "divided"])
def test_nobody_is_reminded_of_a_claim_that_is_not_under_work(asked, now, status):
    type(asked).objects.filter(pk=asked.pk).update(status=status)
    assert remind_of_contacts(at=now + 30 * DAY) == 0


# --- what is seen -----------------------------------------------------------------------------------------------------


def test_the_other_reviewer_sees_the_answer_but_neither_letters_nor_names(asked, people, now):
    close(asked, people.lead, now)

    seen = contact_on(asked, people.second, at=now)

    assert seen.contact.answer == "We counted at the gate."
    assert (seen.owner, seen.recorded_by, seen.letters, bool(seen.decision)) == ("the lead", "a colleague", [], False)
    assert people.lead not in [line.by for line in history_of(asked, people.second)]


def test_who_asks_and_editors_see_the_letters(asked, people, now):
    for person, owner in ((people.lead, "you"), (people.admin, "Ben Lind")):
        seen = contact_on(asked, person, at=now)
        assert (seen.owner, len(seen.letters), bool(seen.decision)) == (owner, 1, True)


def test_everybody_sees_all_of_it_once_the_seal_is_lifted(people, now):
    claim = make_closed_round("true", "false", reviewers=(people.lead, people.second)).claim
    begin(claim, people.lead, at=now)
    ask(claim, people.lead, now)
    seen = contact_on(claim, people.second, at=now)
    assert (seen.owner, len(seen.letters)) == ("Ben Lind", 1)


# --- in the text ------------------------------------------------------------------------------------------------------


def test_a_text_begins_with_what_is_known_and_with_nothing_before(people):
    settled = make_settled_claim(reviewers=(people.lead, people.second))
    begin(settled, people.lead, at=WRITTEN_AT)
    ask(settled, people.lead, WRITTEN_AT)
    close(settled, people.lead, WRITTEN_AT)
    draft = start_draft(claim_id=settled.pk, by=people.lead, at=WRITTEN_AT)
    assert (draft.reply_outcome, draft.reply) == ("answered", "We counted at the gate.")
    assert answer_to_take_over(draft) is None


def test_an_answer_that_came_later_is_offered_and_taken_over(people):
    settled = make_settled_claim(reviewers=(people.lead, people.second))
    begin(settled, people.lead, at=WRITTEN_AT)
    ask(settled, people.lead, WRITTEN_AT)
    draft = make_draft(claim=settled, writer=people.lead, reply_outcome="", reply="")
    with pytest.raises(InvalidTransition):
        take_over_answer(draft_id=draft.pk, version=draft.version, by=people.lead, at=WRITTEN_AT)
    close(settled, people.lead, WRITTEN_AT + DAY)
    assert answer_to_take_over(draft).answer == "We counted at the gate."

    changed = take_over_answer(draft_id=draft.pk, version=draft.version, by=people.lead, at=WRITTEN_AT + DAY)

    assert (changed.reply_outcome, changed.reply) == ("answered", "We counted at the gate.")
    assert answer_to_take_over(changed) is None
    with pytest.raises(NotAllowed):
        take_over_answer(draft_id=draft.pk, version=changed.version, by=people.admin, at=WRITTEN_AT + DAY)


def test_a_text_is_not_published_while_they_are_waited_for(people):
    settled = make_settled_claim(reviewers=(people.lead, people.second))
    begin(settled, people.lead, at=WRITTEN_AT)
    draft = make_draft(claim=settled, writer=people.lead, reply_outcome="no_reply", reply="")

    def item():
        return next(one for one in check_gate(find_draft(draft.pk, user=people.lead)) if one.key == "reply")

    assert item().state == "met", "nobody was asked by a letter of ours"
    ask(settled, people.lead, WRITTEN_AT)
    assert (item().state, "not noted how that ended" in item().detail) == ("not_met", True)
    close(settled, people.lead, WRITTEN_AT + 30 * DAY, "no_reply")
    assert item().state == "met"


def test_what_is_to_be_asked_comes_by_deadline(people, now):
    asked = [make_open_round(people.lead, PersonFactory()).claim for _ in range(3)]
    for claim, days in zip(asked, (9, 5, None), strict=True):
        begin(claim, people.lead, at=now)
        if days:
            ask(claim, people.lead, now, deadline_at=now + days * DAY)

    assert [one.claim for one in own_contacts(people.lead)] == [asked[1], asked[0], asked[2]]


# --- the letters of the desk ------------------------------------------------------------------------------------------


def edit(people, now, **changes) -> LetterTemplate:
    row = LetterTemplate.objects.get(key="first")
    typed = {"name": "First", "subject": "About {claim}", "body": "Dear {claimant}", "version": row.version, **changes}
    return edit_letter(letter_id=row.pk, **{"by": people.admin, "at": now, **typed})


def test_an_editor_changes_a_letter_of_the_desk(people, now):
    assert edit(people, now).version == 2
    with pytest.raises(Conflict):
        edit(people, now, version=1)
    with pytest.raises(NotAllowed):
        edit(people, now, by=people.lead)
    for changes, field, code in (
        ({"body": "Dear {name}"}, "body", "unknown_blank"),
        ({"subject": "A\nB"}, "subject", "not_one_line"),
        ({"name": ""}, "name", "name_missing"),
    ):
        with pytest.raises(Invalid) as refusal:
            edit(people, now, **changes)
        assert (refusal.value.errors[0].field, refusal.value.errors[0].code) == (field, code)
