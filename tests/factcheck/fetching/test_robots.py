"""What sites ask of those who come again."""

import time

import pytest

from factcheck.fetching import Robots, fetch, robots_address

RULES = (
    "User-agent: factcheck\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 4\n\nUser-agent: *\nDisallow: /\n"
)


def test_the_rules_for_our_name_are_ours():
    robots = Robots.read(RULES, 200)
    assert robots.allows("https://a.example/page", "factcheck")
    assert not robots.allows("https://a.example/private/x", "factcheck")
    assert robots.allows("https://a.example/private/open", "factcheck")
    assert not robots.allows("https://a.example/page", "somebody")
    assert (robots.pause("factcheck"), robots.pause("somebody")) == (4, 0)


@pytest.mark.parametrize(
    ("status", "allowed"), [(200, False), (404, True), (403, True), (301, True), (500, False), (0, False)]
)
def test_no_rules_allow_everything_and_a_failing_site_nothing(status, allowed):
    assert Robots.read("User-agent: *\nDisallow: /", status).allows("https://a.example/", "factcheck") is allowed


def test_a_pause_has_an_end():
    assert Robots.read("User-agent: *\nCrawl-delay: 99999999\n", 200).pause("factcheck") == 3600
    assert Robots.read("User-agent: *\nCrawl-delay: -1\n", 200).pause("factcheck") == 0
    assert Robots.read("User-agent: *\nCrawl-delay: soon\n", 200).pause("factcheck") == 0


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /" + "*a" * 3000 + "$\n",
        "User-agent: *\n" + "Disallow: /x*y\n" * 30_000,
        "User-agent: " * 40_000,
        "\0\ufffd:" * 100_000,
        "Disallow: /%ZZ%\n" * 1000,
        "",
    ],
    ids=["stars", "rules", "agents", "noise", "escapes", "empty"],
)
def test_hostile_rules_are_read_in_time(text):
    began = time.process_time()
    assert Robots.read(text, 200).allows("https://a.example/" + "a" * 5000, "factcheck") in {True, False}
    assert time.process_time() - began < 2


def test_robots_txt_stands_where_the_site_does(site, policy):
    fetched = fetch(robots_address(site.url("/page?a=b#c")), policy)
    robots = Robots.read(fetched.body.decode(), fetched.status)
    assert not robots.allows(site.url("/private/x"), "factcheck")
    assert robots.allows(site.url("/page"), "factcheck")
    assert robots.pause("factcheck") == 2
