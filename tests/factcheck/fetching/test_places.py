"""How addresses are read, and the forms that are refused without asking anybody anything."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.fetching import Fault, FetchError, Policy, check_address, fetch
from factcheck.fetching.places import LONGEST, read_next, read_place
from tests.hostile_site import network_watched

REFUSED = [
    # this machine by name
    *["http://localhost/", "http://localhost./", "http://LOCALHOST/", "http://a.localhost/", "http://a.b.localhost./"],
    *["http://localhost.localdomain/", "http://ip6-localhost/", "http://loopback/", "https://localhost/admin"],
    # by number, in the usual writing
    *["http://127.0.0.1/", "https://127.0.0.1/", "http://127.0.0.1./", "http://127.255.255.254/", "http://0.0.0.0/"],
    *["http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "https://[::1]:443/", "http://[0000::0001]/"],
    # in unusual ones
    *["http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://0x7f.1/", "http://0x7f.0x0.0x0.0x1/"],
    *["http://0177.0.0.1/", "http://0177.0.0.01/", "http://127.1/", "http://127.0.1/", "http://0/", "http://0x/"],
    *["http://00000177.0.0.1/", "http://127.0.0.0x1/", "http://127.0.0.1.0/", "http://256.256.256.256/", "http://1/"],
    *["http://4294967297/", "http://127.0.0.1.1/", "http://1.2.3.4.5/", "http://example.1/", "http://a.0x7f/"],
    # in other letters
    *[
        "http://①②⑦.⓪.⓪.①/",
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
        "http://example。com/",
        "http://example．com/",
    ],
    *["http://example｡com/", "http://ｌocalhost/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://ⅼocalhost/", "http://loca𝗅host/"],
    *["http://٠.٠.٠.٠/", "http://१२७.०.०.१/", "http://раypal.com/", "http://gооgle.com/", "http://аpple.example/"],
    *["http://exa\u00admple.com/", "http://exa\u200dmple.com/", "http://\u202elocalhost/", "http://exam\ufeffple.com/"],
    # percent-encoded
    *["http://%31%32%37.0.0.1/", "http://127.0.0.1%00.example.com/", "http://%6cocalhost/", "http://example%2ecom/"],
    *["http://example.com%2f@127.0.0.1/", "http://[%3a%3a1]/", "http://example.com%0d%0a/", "http://%/"],
    # networks of one's own, and what clouds tell their machines
    *["http://10.0.0.1/", "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.0.1/", "http://192.168.1.1/"],
    *["http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/", "http://168.63.129.16/"],
    *["http://[fd00:ec2::254]/", "http://metadata.google.internal/", "http://192.0.0.192/", "http://100.64.0.1/"],
    *["http://192.0.0.8/", "http://198.18.0.1/", "http://240.0.0.1/", "http://224.0.0.1/", "http://255.255.255.255/"],
    *["http://192.0.2.1/", "http://198.51.100.1/", "http://203.0.113.1/", "http://192.88.99.1/", "http://0.1.2.3/"],
    # one address inside another
    *["http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/"],
    *["http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/"],
    *["http://[::ffff:0:127.0.0.1]/", "http://[::ffff:169.254.169.254]/", "http://[64:ff9b::a9fe:a9fe]/"],
    *[
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[fec0::1]/",
        "http://[5f00::1]/",
    ],
    *[
        "http://[ff02::1]/",
        "http://[fc00::1]/",
        "http://[2001:db8::1]/",
        "http://[100::1]/",
        "http://[2002:808:808::]/",
    ],
    # brackets that are none
    *["http://[", "http://[]/", "http://[::1/", "http://::1/", "http://[127.0.0.1]/", "http://[v1.fe80::a]/"],
    *["http://[::1]x/", "http://[::1]@example.com/", "http://a[::1]/", "http://[::1]:/", "http://[1:2:3:4:5:6:7:8:9]/"],
    # names and passwords, and who is the host then
    *["http://user:pw@example.com/", "http://user@example.com/", "http://@example.com/", "http://:@example.com/"],
    *["http://a@127.0.0.1:80@example.com/", "http://example.com@127.0.0.1/", "http://127.0.0.1:80@example.com/"],
    *[
        "http://example.com\\@127.0.0.1/",
        "http://example.com\\.evil.example/",
        "http:\\\\127.0.0.1\\",
        "http://\\example.com/",
    ],
    *["http://127.0.0.1#@example.com/", "http://127.0.0.1?@example.com/", "http://example.com:80\\@127.0.0.1/"],
    *[
        "http:///example.com/",
        "http:/example.com/",
        "http:example.com",
        "http://",
        "http://?a",
        "http://#",
        "http:////a/",
    ],
    # invisible
    *[
        " http://example.com/",
        "http://example.com/ ",
        "http://exa\tmple.com/",
        "http://exam\nple.com/",
        "http://a b.com/",
    ],
    *["\nhttp://example.com/", "http://example.com/\r\nHost: x", "http://example.com/\0", "http://example.com/a b"],
    *[
        "java\nscript:alert(1)",
        "http://example.com/\u2028",
        "http://example.com/\u202ecod",
        "http://example.com/\ud800",
    ],
    *[
        "http://example.com/%0d%0aHost:%20x",
        "http://example.com/a%0Ab",
        "http://example.com/%00",
        "ht\ttp://example.com/",
    ],
    # ports
    *["http://example.com:0/", "http://example.com:99999/", "http://example.com:080/", "http://example.com:６６６６/"],
    *["http://example.com:/", "http://example.com:-1/", "http://example.com:+80/", "http://example.com:80:80/"],
    *["http://example.com:22/", "http://example.com:6379/", "http://example.com:5432/", "http://example.com:8080/"],
    *["http://example.com:65536/", "http://example.com:443a/", "http://example.com:4 43/", "http://example.com:0x50/"],
    # not the web
    *["file:///etc/passwd", "ftp://example.com/", "gopher://example.com/", "data:text/html,x", "javascript:alert(1)"],
    *[
        "jar:http://example.com!/",
        "dict://127.0.0.1:11211/",
        "ldap://127.0.0.1/",
        "ws://example.com/",
        "httpx://a.com/",
    ],
    *["", "example.com", "//example.com/", "://example.com/", "http", "about:blank", "view-source:http://a.com/"],
    # hosts that are none, or none of the internet
    *["http://redis/", "http://postgres/", "http://wiki/", "http://printer.local/", "http://wiki.intranet/"],
    *[
        "http://db.internal/",
        "http://router.lan/",
        "http://nas.home/",
        "http://1.0.0.127.in-addr.arpa/",
        "http://x.onion/",
    ],
    *[
        "http://-example.com/",
        "http://example-.com/",
        "http://.example.com/",
        "http://example..com/",
        "http://./",
        "http://../",
    ],
    *[
        "http://exa_mple!.com/",
        "http://exa$mple.com/",
        "http://example.com,evil.com/",
        "http://a;b.com/",
        "http://*.com/",
    ],
    *[
        "http://" + "a" * 64 + ".com/",
        "http://" + "a." * 127 + "com/",
        "http://example.com/" + "a" * LONGEST,
        "http://☃.com/",
    ],
]
READ = [
    ("http://example.com", "http://example.com/"),
    ("HTTP://EXAMPLE.COM/Path", "http://example.com/Path"),
    ("https://example.com:443/a?b=c#d", "https://example.com/a?b=c"),
    ("http://example.com:443/", "http://example.com:443/"),
    ("https://example.com./a", "https://example.com/a"),
    ("http://example.com?b", "http://example.com/?b"),
    ("http://example.com/a@b:c", "http://example.com/a@b:c"),
    ("http://example.com/?u=http://127.0.0.1/", "http://example.com/?u=http://127.0.0.1/"),
    ("http://example.com/?t=a%0Ab", "http://example.com/?t=a%0Ab"),
    ("http://example.com/über?q=é", "http://example.com/%C3%BCber?q=%C3%A9"),
    ("http://example.com/%zz%41", "http://example.com/%zz%41"),
    ("http://Bücher.example/", "http://xn--bcher-kva.example/"),
    ("http://bu\u0308cher.example/", "http://xn--bcher-kva.example/"),
    ("http://пример.рф/", "http://xn--e1afmkfd.xn--p1ai/"),
    ("http://例え.jp/", "http://xn--r8jz45g.jp/"),
    ("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"),
    ("http://a_b.example.com/", "http://a_b.example.com/"),
    ("http://8.8.8.8/", "http://8.8.8.8/"),
    ("http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]/"),
    ("http://[2606:4700:4700:0:0:0:0:1111]:80/", "http://[2606:4700:4700::1111]/"),
    ("http://127.0.0.1.example.com/", "http://127.0.0.1.example.com/"),
]


def test_the_table_of_refused_forms_is_long_and_says_nothing_twice():
    assert len(set(REFUSED)) == len(REFUSED) > 200


@pytest.mark.parametrize("url", REFUSED, ids=lambda url: ascii(url)[:70])
def test_a_form_that_leads_astray_is_refused_and_nobody_is_asked(url):
    asked = []
    with network_watched() as watch, pytest.raises(FetchError) as refusal:
        fetch(url, Policy(resolve=lambda host: asked.append(host) or ("127.0.0.1",)))
    assert refusal.value.code == Fault.BLOCKED
    assert (asked, watch.connected, watch.resolved) == ([], [], [])


@pytest.mark.parametrize("url", ["http://user:pw@example.com/", "http://127.0.0.1/secret", "http://a.com:22/secret"])
def test_it_is_told_before_anything_is_fetched_in_words_that_do_not_repeat_the_address(url):
    with pytest.raises(FetchError) as refusal:
        check_address(url, Policy())
    assert not {"pw", "secret", "127"} & set(re.findall(r"\w+", str(refusal.value)))
    assert refusal.value.detail.endswith(".")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://user:pw@example.com/", "password"),
        ("http://example.com:22/", "22"),
        ("http://example.com:０/", "port"),
        ("http://2130706433/", "number"),
        ("http://10.0.0.1/", "public"),
        ("ftp://example.com/", "https"),
        ("http://example.com/%0d", "line break"),
        ("http://раypal.com/", "look-alike"),
        ("http://wiki/", "internet"),
    ],
)
def test_the_person_is_told_what_is_wrong_with_it(url, word):
    with pytest.raises(FetchError) as refusal:
        check_address(url, Policy())
    assert word in refusal.value.detail


@pytest.mark.parametrize(("url", "read"), READ)
def test_a_usual_address_has_one_reading(url, read):
    place = check_address(url, Policy())
    assert place.url == read
    assert read_place(read) == place


@pytest.mark.parametrize(
    ("location", "leads"),
    [
        ("/b", "https://example.com/b"),
        ("c d", "https://example.com/a/c%20d"),
        ("?q=1", "https://example.com/a/x?q=1"),
        ("//other.example/y", "https://other.example/y"),
        ("https://other.example", "https://other.example/"),
        ("/\u00c3\u00a9", "https://example.com/%C3%A9"),
        ("../../../z", "https://example.com/z"),
    ],
)
def test_a_redirect_is_read_beside_the_address_it_came_from(location, leads):
    assert read_next(read_place("https://example.com/a/x"), location).url == leads


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "gopher://a/", "data:text/html,x", "http://[", "https://a@b/", "\\\\127.0.0.1\\x"],
)
def test_a_redirect_to_no_web_address_is_refused(location):
    with pytest.raises(FetchError) as refusal:
        read_next(read_place("https://example.com/a/x"), location)
    assert refusal.value.code == Fault.BLOCKED


@given(st.text(max_size=60) | st.text("htp:/@[]\\.%0x127#?l", max_size=30).map("http://".__add__))
def test_any_text_is_refused_or_read_so_that_it_reads_the_same_again(text):
    try:
        place = read_place(text)
    except FetchError:
        return
    assert read_place(place.url) == place
    assert place.url.isascii()
