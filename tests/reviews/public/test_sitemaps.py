"""Sitemaps, held against the rules of their schemas, and news of the last two days."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from reviews.models import PublicListing
from tests.factories.claims import AT
from tests.factories.listings import make_listed

pytestmark = pytest.mark.django_db
ORIGIN = "http://127.0.0.1:8000"
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{space}" xmlns="{space}"
  elementFormDefault="qualified">{body}</xs:schema>"""
PLACES = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
TYPES = """
  <xs:simpleType name="where"><xs:restriction base="xs:anyURI"><xs:minLength value="12"/><xs:maxLength value="2048"/>
    <xs:pattern value="https?://[!-~]+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="when"><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>"""
LISTED = """<xs:element name="{root}"><xs:complexType><xs:sequence><xs:element name="{one}" minOccurs="{least}"
  maxOccurs="{most}"><xs:complexType><xs:sequence><xs:element name="loc" type="where"/>
  <xs:element name="lastmod" type="when" minOccurs="0"/>
  <xs:any namespace="##other" minOccurs="0" maxOccurs="unbounded" processContents="lax"/>
  </xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>"""
ARTICLE = """<xs:element name="news"><xs:complexType><xs:all>
  <xs:element name="publication"><xs:complexType><xs:all><xs:element name="name" type="xs:string"/>
    <xs:element name="language"><xs:simpleType><xs:restriction base="xs:string">
      <xs:pattern value="zh-cn|zh-tw|[a-z]{2,3}"/></xs:restriction></xs:simpleType></xs:element></xs:all>
  </xs:complexType></xs:element>
  <xs:element name="publication_date"><xs:simpleType><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
  </xs:element><xs:element name="title" type="xs:string"/></xs:all></xs:complexType></xs:element>"""


def rules(root: str, one: str, *, least: int = 1, most: int = 50_000) -> etree.XMLSchema:
    # libxml counts to a bound this high with as many states: without one, and counted by the test.
    body = TYPES + LISTED.format(root=root, one=one, least=least, most="unbounded" if most > 1_000 else most)
    return etree.XMLSchema(etree.fromstring(SCHEMA.format(space=PLACES, body=body)))


INDEX, URLS, NEWS_URLS = rules("sitemapindex", "sitemap"), rules("urlset", "url"), rules("urlset", "url", least=0)
ARTICLES = etree.XMLSchema(etree.fromstring(SCHEMA.format(space=NEWS, body=ARTICLE)))


@pytest.fixture
def reader() -> Client:
    return Client()


def read(reader: Client, path: str, schema: etree.XMLSchema) -> list[str]:
    """The addresses it lists, having held it against the schema."""
    response = reader.get(path)
    assert response.status_code == 200, path
    tree = etree.fromstring(response.content)
    schema.assertValid(tree)
    return [loc.text for loc in tree.iter(f"{{{PLACES}}}loc")]


def test_the_index_names_every_part_that_is_there_and_each_is_valid(reader):
    listed = make_listed(said_by="Ada Bell", topic="Boats")

    parts = [one.removeprefix(ORIGIN) for one in read(reader, "/sitemap.xml", INDEX)]
    places = [place for part in parts for place in read(reader, part, NEWS_URLS if "news" in part else URLS)]

    assert parts == ["/sitemap-pages.xml", "/sitemap-1.xml", "/sitemap-lists-1.xml", "/sitemap-news.xml"]
    assert f"{ORIGIN}/verdicts/{listed.number}-{listed.slug}/" in places
    assert {f"{ORIGIN}{path}" for path in ("/", "/data/", "/topics/boats/", "/about/method/")} <= set(places)
    assert len(places) == len(set(places))


def test_a_part_holds_fifty_thousand_numbers_and_the_next_one_begins_where_it_ends(reader):
    last, first = make_listed(title="The last"), make_listed(title="The first")
    for listed, number in ((last, 50_000), (first, 50_001)):
        PublicListing.objects.filter(pk=listed.pk).update(number=number)

    assert [re.findall(r"/verdicts/(\d+)-", read(reader, f"/sitemap-{n}.xml", URLS)[0]) for n in (1, 2)] == [
        ["50000"],
        ["50001"],
    ]
    assert [len(read(reader, f"/sitemap-{n}.xml", URLS)) for n in (1, 2)] == [1, 1]
    assert [one for one in read(reader, "/sitemap.xml", INDEX) if re.search(r"sitemap-\d", one)] == [
        f"{ORIGIN}/sitemap-1.xml",
        f"{ORIGIN}/sitemap-2.xml",
    ]


def test_no_part_reads_what_a_check_says(reader):
    make_listed(said_by="Ada Bell", at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert {reader.get(path).status_code for path in ("/sitemap-1.xml", "/sitemap-news.xml")} == {200}
    assert asked.captured_queries
    assert not [one["sql"] for one in asked if "reviews_publicrevision" in one["sql"]]


@pytest.mark.parametrize("part", ["0", "3", "99999999999999999999", "lists-0", "lists-7"])
def test_a_part_with_nothing_in_it_is_not_there(reader, part):
    make_listed(said_by="Ada Bell")
    assert reader.get(f"/sitemap-{part}.xml").status_code == 404


def test_without_a_check_only_our_own_pages_are_named(reader):
    assert [one.removeprefix(ORIGIN) for one in read(reader, "/sitemap.xml", INDEX)] == [
        "/sitemap-pages.xml",
        "/sitemap-news.xml",
    ]


class TestNews:
    def entries(self, reader) -> list[dict[str, str]]:
        tree = etree.fromstring(reader.get("/sitemap-news.xml").content)
        NEWS_URLS.assertValid(tree)
        found = tree.findall(f".//{{{NEWS}}}news")
        for one in found:
            ARTICLES.assertValid(etree.fromstring(etree.tostring(one)))
        names = ("title", "publication_date", "language", "name")
        return [{name: one.find(f".//{{{NEWS}}}{name}").text for name in names} for one in found]

    def test_are_the_checks_of_two_days_newest_first_in_the_words_of_the_schema(self, reader):
        now = timezone.now()
        make_listed(title="Too old", at=now - timedelta(days=2, minutes=1))
        make_listed(title="Earlier & <so>", language="zh-CN", at=now - timedelta(days=1))
        newest = make_listed(title="Newest\x0b", language="en-GB", at=now - timedelta(minutes=1))

        found = self.entries(reader)

        assert [one["title"] for one in found] == ["Newest", "Earlier & <so>"]
        assert [one["language"] for one in found] == ["en", "zh-cn"]
        assert found[0]["publication_date"] == newest.first_published_at.isoformat()
        assert {one["name"] for one in found} == {"The Fact Desk"}

    def test_leave_out_what_no_longer_stands_and_whoever_is_not_named(self, reader):
        now = timezone.now()
        make_listed(title="Private", said_by="Somebody", kind="private_person", at=now)
        gone = make_listed(title="Gone", at=now)
        PublicListing.objects.filter(pk=gone.pk).delete()
        assert self.entries(reader) == []

    def test_of_a_quiet_day_are_an_empty_list(self, reader):
        make_listed(at=AT)
        assert self.entries(reader) == []


def test_whoever_is_not_named_is_in_no_sitemap_and_the_page_asks_not_to_be_indexed(reader):
    kinds = ("private_person", "anonymous_account", "unknown", "public_figure", "")
    listed = {
        kind: make_listed(said_by=f"One {kind}" if kind else "", kind=kind or "unknown", at=AT + timedelta(hours=n))
        for n, kind in enumerate(kinds)
    }
    places = reader.get("/sitemap-1.xml").content.decode()

    for kind, row in listed.items():
        path = f"/verdicts/{row.number}-{row.slug}/"
        hidden = kind in {"private_person", "anonymous_account"}
        assert (path in places) != hidden, kind
        assert ('<meta name="robots" content="noindex">' in reader.get(path).content.decode()) == hidden, kind
