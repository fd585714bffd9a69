"""When two addresses are one source, and which addresses lead to none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.core.errors import Invalid
from factcheck.fetching import read_place
from reviews.evidence.addresses import LONGEST_URL, clean_url, hash_of, hash_of_bytes, normalise


@pytest.mark.parametrize(
    ("given_as", "same"),
    [
        ("HTTPS://Roads.Example", "https://roads.example/"),
        ("https://roads.example:443/a", "https://roads.example/a"),
        ("http://roads.example:80/a", "http://roads.example/a"),
        ("http://roads.example:8080/a", "http://roads.example:8080/a"),
        ("https://roads.example./a", "https://roads.example/a"),
        ("https://roads.example/a#table-4", "https://roads.example/a"),
        ("https://roads.example/a/./b/../c", "https://roads.example/a/c"),
        ("https://roads.example/../../a", "https://roads.example/a"),
        ("https://roads.example/a/..", "https://roads.example/"),
        ("https://roads.example/a/b/.", "https://roads.example/a/b/"),
        ("https://roads.example/%7eana/%c3%a9", "https://roads.example/~ana/%C3%A9"),
        ("https://roads.example/é", "https://roads.example/%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://roads.example/a?utm_source=x&id=4&utm_medium=y", "https://roads.example/a?id=4"),
        ("https://roads.example/a?fbclid=x", "https://roads.example/a"),
        ("https://roads.example/a?b=2&a=1", "https://roads.example/a?b=2&a=1"),
        ("https://roads.example/a?", "https://roads.example/a"),
        ("https://roads.example/a?id=1&id=2", "https://roads.example/a?id=1&id=2"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_what_does_not_tell_pages_apart_is_left_out(given_as, same):
    assert normalise(given_as) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://roads.example/a", "https://roads.example/a"),
        ("https://roads.example/a", "https://roads.example/A"),
        ("https://roads.example/a", "https://roads.example/a/"),
        ("https://roads.example/a?b=2&a=1", "https://roads.example/a?a=1&b=2"),
        ("https://roads.example/a?ref=4", "https://roads.example/a"),
        ("https://roads.example/a?page=1", "https://roads.example/a"),
        ("https://roads.example/a%2Fb", "https://roads.example/a/b"),
        ("https://straße.example/a", "https://strasse.example/a"),
        ("https://www.roads.example/", "https://roads.example/"),
    ],
)
def test_what_may_tell_pages_apart_stays(one, other):
    assert hash_of(one) != hash_of(other)


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "//roads.example/a",
        "https:///a",
        "https://roads.example\\@127.0.0.1/",
        "http://a@127.0.0.1:80@roads.example/",
        "https://user@roads.example/",
        "https://roads.example/a\r\nHost: x",
        "https://roads.example/\u202egpj",
        "https://roads.example/\u200b",
        "https://roads.example:99999/",
        "https://roads.example:０８０/",
        "https://[::1/",
        "https://" + "a" * 300 + ".example/\x00",
        "https://é" + "a" * 80 + ".example/",
        "https://roads.example/" + "a" * LONGEST_URL,
    ],
)
def test_what_is_no_address_of_a_page_is_refused(hostile):
    with pytest.raises(Invalid) as refusal:
        normalise(hostile)
    assert refusal.value.errors[0].field == "url"


@given(st.text(max_size=60))
def test_an_address_is_normalised_once_and_stays_or_is_refused(tail):
    try:
        once = normalise("https://roads.example/" + tail)
    except Invalid:
        return
    assert normalise(once) == once
    assert once.isascii()
    assert clean_url(once) == once


@given(st.text(min_size=1, max_size=12))
def test_what_is_taken_is_read_as_it_is_fetched(host):
    url = f"https://{host}.example/"
    try:
        once = normalise(url)
    except Invalid:
        return
    assert read_place(once).authority == read_place(url.strip()).authority


def test_no_file_has_the_hash_of_a_page():
    url = "https://roads.example/"
    assert hash_of_bytes(url.encode()) != hash_of(url)
