"""Growing old: on its day a verdict says that it may be outdated, once, and editors are to look at it again."""

from datetime import date, timedelta

import pytest

from factcheck.core.errors import Invalid
from factcheck.ledger.models import Entry
from reviews.models import PublicListing, PublicVerdict, Recheck
from reviews.publication.expiring import grow_old
from reviews.watching.rechecks import decide_recheck, finish_correction, open_recheck
from tests.factories.people import AdminFactory
from tests.factories.writing import WRITTEN_AT, make_published

pytestmark = pytest.mark.django_db
TODAY: date = WRITTEN_AT.date()  # the desk of the tests is at UTC
DAY = timedelta(days=1)


def published(*, outdated_after: date | None, **fields) -> PublicVerdict:
    verdict = make_published().verdict
    PublicVerdict.objects.filter(pk=verdict.pk).update(outdated_after=outdated_after, **fields)
    return verdict


def test_on_its_day_it_is_said_and_a_recheck_opens():
    verdict = published(outdated_after=TODAY + DAY)

    assert grow_old(at=WRITTEN_AT) == 0
    assert grow_old(at=WRITTEN_AT + DAY) == 1

    verdict.refresh_from_db()
    recheck = Recheck.objects.get()
    assert verdict.outdated_at == WRITTEN_AT + DAY
    assert (recheck.claim_id, recheck.because, recheck.decision) == (verdict.claim_id, "expired", "")
    assert Entry.objects.filter(verb="grow_old").count() == 1


def test_it_is_said_once():
    published(outdated_after=TODAY)

    assert [grow_old(at=WRITTEN_AT + days * DAY) for days in range(3)] == [1, 0, 0]
    assert Recheck.objects.count() == 1


@pytest.mark.parametrize("fields", [{"outdated_after": None}, {"outdated_after": TODAY, "state": "retracted"}])
def test_others_do_not_grow_old(fields):
    verdict = published(**fields)

    assert grow_old(at=WRITTEN_AT + DAY) == 0
    verdict.refresh_from_db()
    assert verdict.outdated_at is None


def test_another_day_that_is_set_counts_anew():
    verdict = published(outdated_after=TODAY)
    grow_old(at=WRITTEN_AT)
    PublicVerdict.objects.filter(pk=verdict.pk).update(outdated_after=TODAY + 5 * DAY, outdated_at=None)

    assert grow_old(at=WRITTEN_AT + DAY) == 0
    assert grow_old(at=WRITTEN_AT + 5 * DAY) == 1


def decide(decision: str = "keep", **how) -> Recheck:
    recheck = Recheck.objects.get(because="expired", decision="")
    how = {"by": AdminFactory(), "at": WRITTEN_AT + DAY, "because": "Looked at it", **how}
    return decide_recheck(recheck_id=recheck.pk, decision=decision, **how)


@pytest.mark.parametrize("next_day", [TODAY + 90 * DAY, None])
def test_kept_it_is_said_no_longer_until_the_next_day_that_is_set(next_day):
    verdict = published(outdated_after=TODAY)
    grow_old(at=WRITTEN_AT)
    assert PublicListing.objects.get(pk=verdict.pk).is_outdated

    decide(outdated_after=next_day)

    verdict.refresh_from_db()
    assert (verdict.outdated_at, verdict.outdated_after) == (None, next_day)
    assert not PublicListing.objects.get(pk=verdict.pk).is_outdated
    assert grow_old(at=WRITTEN_AT + 90 * DAY) == (1 if next_day else 0)


def test_it_is_said_until_what_was_decided_is_done():
    verdict = published(outdated_after=TODAY)
    grow_old(at=WRITTEN_AT)
    recheck = decide("correct")
    verdict.refresh_from_db()
    assert verdict.outdated_at is not None

    finish_correction(recheck_id=recheck.pk, because="Nothing had changed", by=AdminFactory(), at=WRITTEN_AT + DAY)

    verdict.refresh_from_db()
    assert verdict.outdated_at is None


def test_what_is_kept_for_another_reason_says_nothing_of_its_age():
    verdict = published(outdated_after=TODAY)
    grow_old(at=WRITTEN_AT)
    other = open_recheck(claim_id=verdict.claim_id, because="complaint", at=WRITTEN_AT)

    decide_recheck(recheck_id=other.pk, decision="keep", because="So", by=AdminFactory(), at=WRITTEN_AT)

    verdict.refresh_from_db()
    assert verdict.outdated_at is not None


@pytest.mark.parametrize(
    ("decision", "day", "code"), [("keep", TODAY, "date_passed"), ("correct", TODAY + 9 * DAY, "not_asked")]
)
def test_the_next_day_is_to_come_and_only_for_what_is_kept(decision, day, code):
    published(outdated_after=TODAY)
    grow_old(at=WRITTEN_AT)

    with pytest.raises(Invalid) as refused:
        decide(decision, outdated_after=day)

    assert [(fault.field, fault.code) for fault in refused.value.errors] == [("outdated_after", code)]
