"""What keeps machines and other people's pages out of the forms for readers."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import RequestFactory

from factcheck.core.errors import NotAllowed, TooLarge
from factcheck.readers import addresses, guard
from factcheck.readers.counting import TooOften, count_look
from factcheck.readers.guard import Fault
from factcheck.web.askers import address_of

OURS = "http://testserver"


def post(**headers):
    return RequestFactory().post("/report/", {"a": "b"}, headers=headers)


class TestWhereItComesFrom:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": OURS},
            {"Origin": "http://127.0.0.1:8000"},  # PUBLIC_ORIGIN, whatever the proxy made of the host
            {"Sec-Fetch-Site": "same-origin"},
            {"Origin": OURS, "Sec-Fetch-Site": "same-origin"},
        ],
    )
    def test_a_page_of_ours_is_taken(self, headers):
        guard.must_come_from_our_page(post(**headers))

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Origin": "null"},
            {"Origin": ""},
            {"Origin": "https://elsewhere.example"},
            {"Origin": "http://testserver.elsewhere.example"},
            {"Origin": "https://testserver"},
            {"Origin": "http://testserver:8001"},
            {"Origin": "HTTP://TESTSERVER/"},
            {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
            {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
            {"Origin": OURS, "Sec-Fetch-Site": "cross-site"},
            {"Origin": OURS, "Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "same-site"},
            {"Referer": OURS + "/report/"},
            {"X-Forwarded-Host": "testserver", "Origin": "https://elsewhere.example"},
        ],
    )
    def test_anything_else_is_refused(self, headers):
        with pytest.raises(NotAllowed):
            guard.must_come_from_our_page(post(**headers))

    def test_a_body_no_form_of_ours_can_make_is_refused_unread(self):
        request = RequestFactory().post("/report/", {"text": "x" * guard.MOST_BYTES})
        with pytest.raises(TooLarge):
            guard.must_be_short(request)


class TestTheToken:
    def fault(self, said, now, form="report"):
        return guard.read(said, form, at=now)[1]

    def test_is_good_from_three_seconds_to_a_day(self, now):
        said = guard.issue("report", at=now)
        ages = [0, 2, 3, 60, 86_400, 86_401]
        faults = [self.fault(said, now + timedelta(seconds=age)) for age in ages]
        assert faults == [Fault.TOO_FAST, Fault.TOO_FAST, None, None, None, Fault.TOO_OLD]

    def test_of_another_form_is_forged(self, now):
        assert self.fault(guard.issue("suggest", at=now), now + timedelta(minutes=1)) == Fault.FORGED

    @pytest.mark.parametrize("said", ["", "x", "report:1:a", "report:1:a:b", "\x00", "a" * 300, "报告:1:a:b"])
    def test_we_never_signed_is_forged(self, said, now):
        assert self.fault(said, now) == Fault.FORGED

    def test_whose_time_was_moved_is_forged(self, now):
        form, issued, rest = guard.issue("report", at=now).split(":", 2)
        assert self.fault(f"{form}:{int(issued) - 60}:{rest}", now) == Fault.FORGED

    def test_signed_for_something_else_is_forged(self, now):
        said = signing.Signer(salt="other").sign(f"report:{int(now.timestamp()) - 60}:nonce")
        assert self.fault(said, now) == Fault.FORGED

    def test_leads_to_one_code_that_cannot_be_made_from_it_without_our_key(self, now, settings):
        said, later = guard.issue("report", at=now), now + timedelta(minutes=1)
        token, _ = guard.read(said, "report", at=later)
        again, _ = guard.read(said, "report", at=later)
        other, _ = guard.read(guard.issue("report", at=now), "report", at=later)
        assert token.code == again.code != other.code
        assert len(token.code) == 43
        settings.SECRET_KEY = "another key"
        assert token.code != again.__class__(again.form, again.issued_at, again.nonce[::-1]).code

    def test_for_somebody_who_has_typed_already_is_good_at_once(self, now):
        assert self.fault(guard.issue_again("report", at=now), now) is None


@pytest.mark.django_db
class TestWhomWeCount:
    def address(self, settings, proxies, remote="192.0.2.1", said=None):
        settings.NUM_PROXIES = proxies
        headers = {"X-Forwarded-For": said} if said is not None else {}
        return address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))

    def test_without_a_proxy_what_a_request_says_of_itself_is_not_believed(self, settings):
        assert self.address(settings, 0, said="198.51.100.9") == "192.0.2.1"

    def test_only_what_our_proxies_wrote_is_believed(self, settings):
        long = ", ".join(f"10.0.0.{n % 250}" for n in range(1000))
        assert self.address(settings, 1, said=f"{long}, 198.51.100.9") == "198.51.100.9"
        assert self.address(settings, 2, said="203.0.113.5, 198.51.100.9, 10.1.1.1") == "198.51.100.9"

    def test_a_household_with_ipv6_is_one(self, settings):
        both = [self.address(settings, 0, remote=f"2001:db8:1:2::{end}") for end in ("1", "ffff")]
        assert both[0] == both[1] != self.address(settings, 0, remote="2001:db8:1:3::1")

    def test_what_is_no_address_is_counted_together(self, settings):
        assert self.address(settings, 1, said="' OR 1=1 --") == self.address(settings, 0, remote="") == "unknown"

    def test_the_hash_is_the_same_all_day_and_another_tomorrow(self, now):
        first, noon = (addresses.hash_of("192.0.2.1", at=now + timedelta(hours=hours)) for hours in (0, 3))
        assert first == noon != addresses.hash_of("192.0.2.1", at=now + timedelta(days=1))
        assert "192.0.2.1" not in first

    def test_the_hash_stays_when_the_cache_is_full_or_empty(self, now):
        before = addresses.hash_of("192.0.2.1", at=now)
        cache.clear()
        assert addresses.hash_of("192.0.2.1", at=now) == before

    def test_looks_are_counted_by_address_and_hour(self, now, settings):
        settings.READERS_LOOKS_PER_HOUR = 2
        for _ in range(2):
            count_look("a", at=now)
        with pytest.raises(TooOften):
            count_look("a", at=now)
        count_look("b", at=now)
        count_look("a", at=now + timedelta(hours=1))

    def test_invented_log_ins_do_not_push_out_the_counts_of_the_others(self):
        assert cache._max_entries == 100_000  # each expires within minutes
