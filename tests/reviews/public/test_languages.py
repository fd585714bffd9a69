"""The public pages in their languages: by the address and by nothing else, with every word translated."""

import gzip
import re

import pytest
from django.test import Client
from django.utils import translation

from claims.states import AcceptReason, Manner
from factcheck.accounts.models import Desk
from factcheck.web import languages
from reviews.how_checked import SETTLED
from reviews.public import words
from reviews.public.shell import NAVIGATION
from reviews.states import AskedBy, ClosedBecause, Ground, RevisionKind
from tests import catalogs
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import make_published

KINDS = (RevisionKind, AskedBy, Manner, AcceptReason, Ground, ClosedBecause)


@pytest.fixture
def reader() -> Client:
    return Client()


@pytest.fixture(scope="module")
def marked():
    return catalogs.marked_words()


def words_of(catalog) -> dict:
    """{(context, word or its forms): translation or its forms}."""
    return {(_text(m.context), *_forms(m.id)): _forms(m.string) for m in catalog if m.id}


def _text(context: str | bytes | None) -> str:
    return context.decode() if isinstance(context, bytes) else context or ""  # compiled ones come as bytes


def _forms(words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


class TestAddresses:
    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize(
        ("address", "language", "direction", "says"),
        [
            ("/", "en", "ltr", "How we check"),
            ("/de/", "de", "ltr", "Wie wir prüfen"),
            ("/uk/", "uk", "ltr", "Як ми перевіряємо"),
            ("/ar/", "ar", "rtl", "كيف نتحقق"),
        ],
    )
    def test_say_the_language(self, reader, address, language, direction, says):
        html = reader.get(address).content.decode()

        assert f'<html lang="{language}" dir="{direction}">' in html
        assert says in html

    def test_what_a_browser_prefers_changes_nothing(self, reader):
        make_published()
        for address in ("/", "/de/", "/verdicts/1/"):
            plain = reader.get(address, follow=True).content
            asked = reader.get(
                address, follow=True, headers={"accept-language": "ar,uk;q=0.9", "cookie": "django_language=uk"}
            )
            assert asked.content == plain
            assert "Accept-Language" not in asked.get("Vary", "")

    def test_a_page_leads_on_in_its_own_language(self, reader):
        revision = make_published()
        html = reader.get(f"/de/verdicts/1-{revision.verdict.slug}/").content.decode()

        inside = {href for href in re.findall(r'<a [^>]*href="(/[^"]*)"', html) if "." not in href}
        assert {href for href in inside if not href.startswith("/de/")} == {"/api/public/v1/verdicts/1/"}
        assert len(inside) >= 10

    def test_an_old_address_leads_to_the_present_one_in_the_same_language(self, reader):
        revision = make_published()
        assert reader.get("/ar/verdicts/1-old/")["Location"] == f"/ar/verdicts/1-{revision.verdict.slug}/"

    @pytest.mark.parametrize(
        "address", ["/en/", "/fr/", "/de/api/public/v1/verdicts/", "/de/robots.txt", "/de/desk/", "/de"]
    )
    def test_there_is_one_address_for_what_is_in_one_language(self, reader, address):
        assert reader.get(address).status_code == 404

    def test_a_verdict_is_known_by_its_address_without_a_language(self, reader):
        revision = make_published()
        Desk.objects.filter(pk=1).update(languages=["de", "ar"])
        html = reader.get(f"/ar/verdicts/1-{revision.verdict.slug}/").content.decode()

        address = f"http://127.0.0.1:8000/verdicts/1-{revision.verdict.slug}/"
        assert f'<link rel="canonical" href="{address}">' in html
        assert 'rel="alternate" hreflang' not in html

    def test_other_pages_name_themselves_in_the_languages_the_desk_chose(self, reader):
        Desk.objects.filter(pk=1).update(languages=["ar", "de", "xx"])

        html = reader.get("/de/about/method/").content.decode()

        named = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://127.0.0.1:8000([^"]+)"', html)
        assert named == [
            ("en", "/about/method/"),
            ("x-default", "/about/method/"),
            ("de", "/de/about/method/"),
            ("ar", "/ar/about/method/"),
        ]
        assert '<a href="/ar/about/method/" lang="ar" hreflang="ar" dir="rtl">' in html

    def test_a_language_the_desk_did_not_choose_is_there_but_no_search_engine_is_told(self, reader):
        html = reader.get("/de/about/method/").content.decode()

        assert '<meta name="robots" content="noindex">' in html
        assert "hreflang" not in html
        assert '<meta name="robots"' not in reader.get("/about/method/").content.decode()


class TestWhatIsNotThere:
    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize(
        ("language", "says"), [("de", "Hier ist keine Seite"), ("uk", "Тут немає сторінки"), ("ar", "لا توجد صفحة هنا")]
    )
    def test_is_told_in_the_language_of_the_address(self, reader, language, says):
        for address in ("verdicts/987654/", "no-such-page/", "about/no-such-page/"):
            answer = reader.get(f"/{language}/{address}")
            html = answer.content.decode()
            assert answer.status_code == 404
            assert f'<html lang="{language}"' in html
            assert says in html
            assert f'href="/{language}/"' in html

    def test_so_is_a_method_nobody_takes(self, reader):
        answer = reader.put("/de/about/method/")
        assert answer.status_code == 405
        assert "So lässt sich diese Adresse nicht benutzen" in answer.content.decode()

    def test_so_is_a_failure_of_ours(self, monkeypatch):
        monkeypatch.setattr("reviews.selectors.published.Shown.find", lambda number: 1 / 0)
        answer = Client(raise_request_exception=False).get("/uk/verdicts/1/")
        assert answer.status_code == 500
        assert "У нас щось зламалося" in answer.content.decode()
        assert '<html lang="uk"' in answer.content.decode()


class TestAVerdict:
    pytestmark = pytest.mark.django_db

    def page(self, reader, language: str, **fields) -> str:
        revision = make_published(**fields)
        return reader.get(f"{languages.prefix_of(language)}/verdicts/1-{revision.verdict.slug}/").content.decode()

    def test_keeps_its_own_words_and_says_which_language_they_are_in(self, reader):
        html = self.page(reader, "ar")

        assert '<h1 class="verdict-title" lang="en" dir="auto">The harbour tunnel carries' in html
        assert '<html lang="ar" dir="rtl">' in html
        assert "ما توصلنا إليه" in html

    @pytest.mark.parametrize(
        ("language", "says"),
        [
            ("en", "Mostly false: fourth of five, from True to False."),
            ("de", "Größtenteils falsch: vierte von fünf Stufen, von „Richtig“ bis „Falsch“."),
            ("uk", "Переважно неправда: четверта з п’яти позначок, від «Правда» до «Неправда»."),
        ],
    )
    def test_its_rating_is_called_as_the_language_calls_it(self, reader, language, says):
        assert says in self.page(reader, language)

    @pytest.mark.parametrize(
        ("language", "day"),
        [("en", "5 May 2026"), ("de", "5. Mai 2026"), ("uk", "5 травня 2026"), ("ar", "5 مايو 2026")],
    )
    def test_its_days_are_written_as_the_language_writes_them(self, reader, language, day):
        assert f'<time datetime="2026-05-05">{day}</time>' in self.page(reader, language)

    def test_tells_how_it_was_checked_in_the_language_of_the_page(self, reader):
        html = self.page(reader, "de", claim=make_settled_claim())
        assert "haben es geprüft." in html or "hat es geprüft." in html

    def test_is_small_with_all_that_stands_around_it(self, reader):
        html = self.page(reader, "ar", explanation="Word " * 2_000)
        assert len(gzip.compress(html.encode())) < 30_000
        assert html.count('rel="stylesheet"') == 1


def test_the_desk_stays_english(client, django_user_model, db):
    answer = client.get("/account/login/", headers={"accept-language": "de"})
    assert '<html lang="en"' in answer.content.decode()
    assert "Sign in" in answer.content.decode()


@pytest.mark.parametrize("language", catalogs.PLURALS)
class TestCatalogs:
    def test_leave_no_public_word_untranslated(self, language, marked):
        assert catalogs.missing_in(catalogs.read_catalog(language), marked) == []

    def test_hold_no_word_that_is_gone(self, language, marked):
        known = {(message.context, message.id) for message in marked}
        assert [m.id for m in catalogs.read_catalog(language) if (m.context, m.id) not in known] == []

    def test_are_compiled_as_they_are_written(self, language):
        assert words_of(catalogs.read_compiled(language)) == words_of(catalogs.read_catalog(language))

    def test_keep_the_places_where_something_is_put_in(self, language):
        for message in catalogs.read_catalog(language):
            asked = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id:
                places = set(re.findall(r"%\(\w+\)\w", asked[-1]))
                assert all(set(re.findall(r"%\(\w+\)\w", one)) == places for one in said), message.id

    def test_ship_with_a_language_that_is_offered(self, language, settings):
        assert language in settings.PUBLIC_LANGUAGES


def test_the_words_of_codes_are_those_of_the_tables():
    labels = {str(label) for kind in KINDS for _, label in kind.choices} | {str(one) for one in SETTLED.values()}
    assert labels - set(words.OF_CODES) == set()


def test_the_way_on_is_translated():
    with translation.override("de"):
        assert str(NAVIGATION["/about/method/"]) == "Wie wir prüfen"
