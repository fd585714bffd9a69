"""What readers are told of a change, as whole sentences: on the page, in the ledger, in its feed, on each version."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.test import Client
from django.utils import timezone, translation

from reviews.models import PublicRevision, PublicVerdict
from reviews.public.change_words import ASKED, REMOVED, taken_in_words
from reviews.states import AskedBy, Removed
from tests.factories.changes import CHANGED_AT, make_changed
from tests.factories.removals import remove
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import make_published
from tests.reviews.public.test_pages import text_of
from tests.reviews.test_changes import rate_anew

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
DAY = f"{CHANGED_AT.day} {CHANGED_AT:%b %Y}"
NAME_GONE = "A name was removed on 6 May 2026 for safety. The finding is unchanged."


def words(url: str) -> str:
    response = Client().get(url, follow=True)
    assert response.status_code == 200
    return text_of(response.content.decode())


def without_words(verdict: PublicVerdict, **how) -> PublicVerdict:
    remove(verdict, "redaction", **{"at": LATER, "what": "name", "asked_kind": "concerned", **how})
    verdict.refresh_from_db()
    return verdict


class TestChanges:
    def test_a_substantial_correction_tells_what_changed_the_ratings_why_and_who_asked(self):
        first = make_published()
        rate_anew(first, "false")
        make_changed(first, "correction", severity="substantial")

        told = "We said 17,310. It is 17,410. The rating changed from Mostly false to False. The office counted again."
        page = words("/verdicts/1/")
        assert f"Substantial correction, {DAY}. {told} A reader pointed it out." in page
        assert page.index(told) < page.index("The claim")
        assert f"Substantial correction, {DAY}. {told} A reader pointed it out." in words("/verdicts/1/versions/2/")
        for sentence in (told[:30], "The rating changed from Mostly false to False.", "A reader pointed it out."):
            assert sentence in words("/corrections/")

    def test_an_update_with_the_same_rating_says_so(self):
        make_changed(make_published(), "update", change_note="Since we published, a lane was shut.", asked_by="desk")

        told = "Since we published, a lane was shut. The rating is unchanged. The office counted again."
        assert f"Update, {DAY}. {told} We found it ourselves." in words("/verdicts/1/")
        assert f"Update, {DAY}. {told} We found it ourselves." in words("/verdicts/1/versions/2/")
        ledger = words("/corrections/")
        assert "The rating is unchanged." in ledger
        assert "The office counted again. We found it ourselves." in ledger

    def test_one_that_is_not_the_newest_still_tells_its_ratings(self):
        first = make_published()
        rate_anew(first, "false")
        second = make_changed(first, "update")
        make_changed(second, "addition", at=CHANGED_AT + timedelta(days=1))

        told = "We said 17,310. It is 17,410. The rating changed from Mostly false to False. The office counted again."
        assert f"Update, {DAY}. {told} A reader pointed it out. Read version 2" in words("/verdicts/1/")

    def test_a_minor_one_is_said_to_be_minor(self):
        make_changed(make_published(), "correction", severity="minor")
        assert f"Minor correction, {DAY}. We said 17,310. It is 17,410." in words("/verdicts/1/")

    def test_a_rating_is_called_as_the_page_speaks(self):
        first = make_published()
        rate_anew(first, "false")
        second = make_changed(first, "update")
        names = {one["name"]: one["names"].get("de") for one in second.scale.labels}
        assert names["False"]

        page = words(f"/de/verdicts/1-{PublicVerdict.objects.get().slug}/")
        assert "Mostly false" not in page.partition("17,410.")[2][:200]
        assert f"{names['Mostly false']}" in page.partition("17,410.")[2][:200]

    @pytest.mark.parametrize("code", AskedBy.values)
    def test_who_asked_is_one_sentence(self, code):
        assert str(ASKED[AskedBy(code)]).endswith(".")


class TestRedactions:
    def test_are_told_in_one_sentence_and_codes_are_all_that_is_kept(self):
        verdict = without_words(make_published().verdict)

        kept = verdict.current
        assert (kept.note, kept.why, kept.ground, kept.removed) == ("", "", "safety", "name")
        told = f"{NAME_GONE} Somebody the check is about pointed it out."
        assert f"Redaction, 6 May 2026. {told}" in words("/verdicts/1/")
        ledger = words("/corrections/?kind=redaction")
        assert NAME_GONE in ledger
        assert "Somebody the check is about pointed it out." in ledger
        [entry] = feedparser.parse(Client().get("/corrections.atom").content).entries
        assert entry.summary == told

    def test_an_editors_note_stands_beside_it(self):
        without_words(make_published().verdict, public_note="It stood in the second line.")
        assert f"{NAME_GONE} It stood in the second line." in words("/verdicts/1/")

    def test_are_told_in_the_language_of_the_page(self):
        verdict = without_words(make_published().verdict)

        with translation.override("de"), timezone.override("Europe/Berlin"):
            told = taken_in_words(verdict.current)
        assert "6. Mai 2026" in told
        for url in (f"/de/verdicts/1-{verdict.slug}/", "/de/corrections/", "/de/verdicts/1/versions/1/"):
            assert told in words(url)
            assert "for safety" not in words(url)

    def test_every_version_before_it_says_so(self):
        make_changed(first := make_published(), "addition")
        without_words(first.verdict)

        for version in (1, 2):
            page = words(f"/verdicts/1/versions/{version}/")
            assert "There is a newer version; the finding is the same." in page
            assert NAME_GONE in page

    @pytest.mark.parametrize("code", Removed.values)
    def test_whatever_was_removed_is_named(self, code):
        told = str(REMOVED[Removed(code)]) % {"day": "6 May 2026", "ground": "for safety"}
        assert told == f"{Removed(code).label} on 6 May 2026 for safety."


class TestRetractions:
    def test_tell_why_and_who_asked_and_lead_to_the_report(self):
        remove(make_published().verdict, "retraction", at=LATER, ground="wrong", asked_kind="reader")

        told = "We retracted it because it was wrong. The census was misread. A reader pointed it out."
        page = words("/verdicts/1/")
        assert f"Retraction, 6 May 2026. {told}" in page
        assert "We had rated it. That rating no longer stands, and we have put no other in its place." in page
        assert 'href="/report/?check=1"' in Client().get("/verdicts/1/", follow=True).content.decode()
        assert Client().get("/report/?check=1").status_code == 200
        ledger = words("/corrections/")
        assert "We retracted it because it was wrong. The census was misread." in ledger
        assert "A reader pointed it out." in ledger
        [entry] = feedparser.parse(Client().get("/corrections.atom").content).entries
        assert entry.summary == told

    def test_on_another_ground_tell_that_one(self):
        remove(make_published().verdict, "retraction", at=LATER, ground="legal")
        assert "We retracted it for legal reasons. The census was misread. We found it ourselves." in words(
            "/verdicts/1/"
        )

    def test_of_an_explanation_do_not_speak_of_a_rating(self):
        revision = make_published(claim=make_settled_claim(label="no-rating"), conclusion="It tells how many pass.")
        remove(revision.verdict, "retraction", at=LATER)

        page = words("/verdicts/1/")
        assert "We had rated it." not in page
        assert "We had explained it, without a rating. That explanation no longer stands" in page

    def test_tell_of_no_rating_in_the_list_of_versions(self):
        first = make_published()
        rate_anew(first, "false")
        make_changed(first, "update")
        remove(first.verdict, "retraction", at=LATER)

        page = words("/verdicts/1/")
        assert "We said 17,310." in page
        assert "Mostly false" not in page


class TestOldVersions:
    def last(self, *kinds: str) -> str:
        revision = make_published()
        for days, kind in enumerate(kinds):
            severity = {"severity": kind.partition(" ")[2]} if " " in kind else {}
            at = CHANGED_AT + timedelta(days=days)
            revision = make_changed(revision, kind.partition(" ")[0], at=at, **severity)
        return words("/verdicts/1/versions/1/")

    @pytest.mark.parametrize(
        ("kinds", "said"),
        [
            (["addition"], "There is a newer version; the finding is the same. Read"),
            (["update", "addition"], "There is a newer version, which tells what happened since. The rating is un"),
            (
                ["correction minor"],
                "There is a newer version, in which a detail is corrected. The rating is unchanged.",
            ),
            (["correction substantial", "addition"], "It is no longer what we say. Read"),
        ],
    )
    def test_say_how_far_they_hold(self, kinds, said):
        assert f"Version 1, as it read then. {said}" in self.last(*kinds)

    def test_with_another_rating_are_no_longer_what_we_say(self):
        first = make_published()
        rate_anew(first, "false")
        make_changed(first, "update")
        assert "It is no longer what we say." in words("/verdicts/1/versions/1/")
        assert "It is no longer what we say." not in words("/verdicts/1/versions/2/")

    def test_the_present_one_says_that_it_is_early_or_old(self):
        make_changed(make_published(), "addition")
        PublicVerdict.objects.update(is_early=True, outdated_at=CHANGED_AT)

        for url, is_said in (("/verdicts/1/versions/2/", True), ("/verdicts/1/versions/1/", False)):
            page = words(url)
            assert (f"May be outdated since {DAY}." in page, "Early check." in page) == (is_said, is_said)


class TestTheFrontPage:
    def test_tells_retractions_redactions_and_withholdings_as_the_ledger_does(self):
        verdicts = [make_published().verdict for _ in range(3)]
        title = verdicts[0].current.title
        for days, (verdict, kind) in enumerate(
            zip(verdicts, ("retraction", "redaction", "withholding"), strict=True), start=6
        ):
            remove(verdict, kind, at=datetime(2026, 5, days, 9, 0, tzinfo=UTC), what="name")

        told = words("/").partition("Latest corrections")[2]
        assert f"Retraction: {title}: We retracted it for safety. The census was misread. 6 May 2026" in told
        gone = "A name was removed on 7 May 2026 for safety. The finding is unchanged."
        assert f"Redaction: Check 2: {gone} 7 May 2026" in told
        assert "Withheld: Check 3 8 May 2026" in told
        assert told.index("Withheld") < told.index("Redaction") < told.index("Retraction")

    def test_tells_them_also_when_no_check_stands_any_more(self):
        remove(make_published().verdict, "retraction")
        assert "Latest corrections" in words("/")
        assert PublicRevision.objects.filter(kind="retraction").exists()
