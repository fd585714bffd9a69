"""What others show of a check: its card, its tags, its frame, and the description of that frame."""

import json
import re
from functools import cache
from html import unescape
from io import BytesIO
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.test import Client
from PIL import Image

from claims.models import Claimant
from factcheck.accounts.models import Desk
from reviews.cards.store import CardStore
from reviews.models import PublicRevision, PublicVerdict
from reviews.public import cards
from reviews.public.card_words import card_of, words_of
from reviews.public.sharing import share_of
from reviews.selectors.published import Shown, the_desk
from tests.factories.changes import make_changed
from tests.factories.removals import remove
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import TEXT, make_published
from tests.routes import address, all_routes

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"
CARD = "/verdicts/1/versions/1/card.png"
FRAMED = "frame-ancestors *"
NOT_FRAMED = "frame-ancestors 'none'"


@pytest.fixture
def reader() -> Client:
    return Client()


def card(language: str = "en"):
    return card_of(Shown.find(1), desk=the_desk(), language=language)


def path_of(revision: PublicRevision) -> str:
    return f"/verdicts/1-{revision.verdict.slug}/"


def meta(html: str, name: str) -> str:
    return unescape(re.search(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)">', html)[1])


def describe(reader: Client, url: str, **asked):
    return reader.get(f"/oembed?{urlencode({'url': url, **asked})}")


class TestTheCard:
    def test_is_a_picture_that_caches_may_keep_and_ask_for_again(self, reader):
        make_published()
        answer = reader.get(CARD)

        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert Image.open(BytesIO(answer.content)).size == (1200, 630)
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
        assert reader.get(CARD, headers={"if-none-match": answer["ETag"]}).status_code == 304

    def test_is_drawn_once(self, reader, monkeypatch):
        make_published()
        drawn, draw = [], cards.draw
        monkeypatch.setattr(cards, "draw", lambda *asked: drawn.append(1) or draw(*asked))
        cards.store.cache_clear()

        first, again = reader.get(CARD), reader.get(f"{CARD}?seen=1")

        assert first.content == again.content
        assert drawn == [1]

    def test_is_drawn_for_one_address_so_often_and_handed_out_to_all_once_it_is(self, reader, monkeypatch):
        make_published()
        monkeypatch.setitem(cards.NewCards.THROTTLE_RATES, "cards", "2/hour")
        monkeypatch.setattr(cards, "store", cache(lambda: CardStore(capacity=10_000_000, at_once=1)))
        caches["addresses"].clear()
        paths = [CARD, f"/de{CARD}", f"/ar{CARD}"]

        answers = [reader.get(path) for path in paths]

        assert [one.status_code for one in answers] == [200, 200, 429]
        assert 1 <= int(answers[2]["Retry-After"]) <= 3601
        assert "no-store" in answers[2]["Cache-Control"]
        assert [reader.get(path).status_code for path in paths] == [200, 200, 429]
        assert reader.get(paths[2], REMOTE_ADDR="192.0.2.9").status_code == 200
        assert reader.get(paths[2]).status_code == 200, "it is there now"
        caches["addresses"].clear()

    def test_says_what_the_page_says(self, reader):
        claim = make_settled_claim()
        make_published(claim=claim)
        said = card()

        assert (said.label, said.rating, said.place, said.steps) == ("Our rating", "Mostly false", 4, 5)
        assert said.claim == claim.wording.text
        assert claim.claimant is None or claim.claimant.name in said.said_by
        assert said.address == "127.0.0.1:8000"
        assert words_of(said).startswith(f"Our rating: Mostly false. “{said.claim}”, {said.said_by}.")

    def test_prefers_the_claim_in_fewer_words(self):
        make_published(short_claim="40,000 cars a day")
        assert card().claim == "40,000 cars a day"

    def test_speaks_the_language_of_the_page(self):
        make_published()
        assert card("de").label == "Unsere Bewertung"
        assert card("ar").is_rtl

    def test_of_a_label_outside_the_order_says_so_and_has_no_place(self):
        make_published(claim=make_settled_claim(label="unproven"))
        assert (card().rating, card().place, card().aside) == ("Unproven", None, "not a point on our scale")

    def test_of_a_private_person_names_nobody_and_asks_not_to_be_indexed(self, reader):
        claim = make_settled_claim()
        person = Claimant.objects.create(name="Zarquon Vell", kind="private_person")
        claim.__class__.objects.filter(pk=claim.pk).update(claimant=person)
        claim.refresh_from_db()
        make_published(claim=claim)

        assert "Zarquon" not in repr(card())
        assert card().said_by.startswith("said by ")
        assert reader.get(CARD)["X-Robots-Tag"] == "noindex"

    def test_tells_of_a_correction_an_early_check_and_of_age(self):
        revision = make_published()
        make_changed(revision, "correction")
        PublicVerdict.objects.update(is_early=True, outdated_at=revision.published_at)

        assert card().marks == ("Substantial correction, 7 May 2026", "Early check", "May be outdated")

    def test_of_an_older_version_leads_to_the_present_one(self, reader):
        revision = make_published()
        before = reader.get(CARD)["ETag"]
        make_changed(revision, "correction")

        for prefix in ("", "/ar"):
            answer = reader.get(prefix + CARD)
            assert (answer.status_code, answer["Location"]) == (302, f"{prefix}/verdicts/1/versions/2/card.png")
        assert reader.get("/verdicts/1/versions/2/card.png")["ETag"] != before

    def test_that_nobody_made_is_not_there(self, reader):
        make_published()
        unknown = ("1/versions/0", "1/versions/2", f"1/versions/{10**20}", "2/versions/1")
        assert {reader.get(f"/verdicts/{path}/card.png").status_code for path in unknown} == {404}

    def test_of_what_is_retracted_says_so_and_nothing_of_the_rating(self, reader):
        revision = make_published()
        remove(revision.verdict, "retraction")

        assert (card().rating, card().is_struck, card().place) == ("RETRACTED", True, None)
        assert card().marks[-1] == "We no longer stand behind this check."
        assert "Mostly false" not in repr(card())
        assert reader.get(CARD)["Location"] == "/verdicts/1/versions/2/card.png"

    def test_is_drawn_anew_without_the_words_that_were_taken_out(self, reader):
        claim = make_settled_claim()
        claim.wording.__class__.objects.filter(claim=claim).update(text="Zarquon Vell owns the tunnel.")
        claim.refresh_from_db()
        revision = make_published(claim=claim)
        before = reader.get(CARD).content
        remove(revision.verdict, "redaction", words=["Zarquon Vell"], what="name")

        assert "Zarquon" not in repr(card())
        assert "█" in card().claim
        assert reader.get(CARD, follow=True).content != before

    def test_of_what_is_withheld_is_withheld(self, reader):
        revision = make_published()
        remove(revision.verdict, "withholding", ground="legal")

        answer = reader.get(CARD)
        assert answer.status_code == 451
        assert answer["Content-Type"].startswith("text/html")

    def test_a_crowd_is_told_to_come_back(self, reader, settings):
        make_published()
        settings.CARD_BYTES = 0
        cards.store.cache_clear()
        inside = cards.store()._inside
        while inside.acquire(blocking=False):
            pass
        answer = reader.get(CARD)
        cards.store.cache_clear()

        assert answer.status_code == 503
        assert int(answer["Retry-After"]) > 0
        assert "no-store" in answer["Cache-Control"]

    def test_of_the_desk_stands_for_pages_about_more_than_one_check(self, reader):
        Desk.objects.filter(pk=1).update(name="The Harbour Desk")
        assert reader.get("/card.png")["Content-Type"] == "image/png"
        for path in ("/", "/checks/", "/de/"):
            html = reader.get(path).content.decode()
            prefix = path.removesuffix("/").removesuffix("/checks")
            assert meta(html, "og:image") == f"{ORIGIN}{prefix}/card.png"
            assert meta(html, "og:type") == "website"


class TestTheTags:
    def test_name_the_finding_with_the_rating_and_the_picture_with_its_words(self, reader):
        html = reader.get(path_of(make_published())).content.decode()

        assert meta(html, "og:title") == f"{TEXT['title']} (our rating of the claim: Mostly false)"
        assert meta(html, "og:type") == "article"
        assert meta(html, "og:image") == meta(html, "twitter:image") == ORIGIN + CARD
        assert (meta(html, "og:image:width"), meta(html, "og:image:height")) == ("1200", "630")
        assert meta(html, "og:image:alt") == meta(html, "twitter:image:alt")
        assert meta(html, "og:image:alt").startswith("Our rating: Mostly false. “")
        assert meta(html, "twitter:card") == "summary_large_image"
        published = meta(html, "article:published_time")
        assert published == meta(html, "article:modified_time")
        assert published.startswith("2026-05-05T")

    def test_point_to_the_picture_of_the_present_version(self, reader):
        revision = make_changed(make_published(), "correction")
        html = reader.get(path_of(revision)).content.decode()
        assert meta(html, "og:image") == f"{ORIGIN}/verdicts/1/versions/2/card.png"
        assert meta(html, "article:modified_time") > meta(html, "article:published_time")

    def test_of_what_is_retracted_hold_no_rating(self, reader):
        revision = make_published()
        remove(revision.verdict, "retraction")
        html = reader.get(path_of(revision)).content.decode()
        assert meta(html, "og:title") == "We retracted this check"
        assert meta(html, "og:description") == "We no longer stand behind this check."
        assert "Mostly false" not in "".join(re.findall(r"<meta [^>]+>", html))

    def test_a_title_without_end_is_cut_and_no_letter_loses_its_accent(self):
        make_published(title="e\u0323\u0302" * 60)
        title = share_of(Shown.find(1), desk=the_desk(), language="en").title
        words = title.split("…")[0]
        assert len(words) < 120
        assert words.endswith(("\u0302", "\u1ec7"))
        assert title.endswith("(our rating of the claim: Mostly false)")

    def test_break_out_of_nothing(self, reader):
        nasty = '"><script>alert(1)</script>'
        html = reader.get(path_of(make_published(title=nasty, short_claim=nasty))).content.decode()
        assert "<script>alert" not in html
        assert nasty in meta(html, "og:title")


class TestTheFrame:
    def test_is_the_only_page_that_may_be_framed(self, reader):
        make_published()
        reader.raise_request_exception = False
        seen = {}
        for route in sorted(all_routes("factcheck.public_urls")):
            answer = reader.get(address(route, Ones()))
            seen[route] = answer["Content-Security-Policy"]
            if answer.streaming:
                list(answer)  # read to its end, which gives its place back
        assert len(seen) > 25
        assert [route for route, policy in seen.items() if FRAMED in policy] == ["embed/<int:number>/"]
        assert [route for route, policy in seen.items() if NOT_FRAMED not in policy] == ["embed/<int:number>/"]

    def test_stays_so_when_a_browser_asks_again(self, reader):
        make_published()
        first = reader.get("/embed/1/")
        again = reader.get("/embed/1/", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert FRAMED in again["Content-Security-Policy"]
        assert "X-Frame-Options" not in first
        assert "'unsafe" not in first["Content-Security-Policy"]

    def test_holds_claim_claimant_rating_and_finding_and_leads_to_the_check(self, reader):
        revision = make_published()
        html = reader.get("/embed/1/").content.decode()
        said = card()

        places = [
            html.index(words) for words in (said.claim, "<b>Mostly false</b>", said.said_by, f">{TEXT['title']}</h1>")
        ]
        assert places == sorted(places)
        assert TEXT["found"] in html
        assert f'<a href="{path_of(revision)}" target="_blank" rel="noopener">Read the whole check</a>' in html
        assert all('target="_blank"' in link for link in re.findall(r"<a [^>]*>", html))
        assert '<meta name="robots" content="noindex">' in html
        assert "<script" not in html
        assert "style=" not in html

    def test_is_in_the_language_of_its_address_around_the_words_of_the_check(self, reader):
        make_published()
        html = reader.get("/ar/embed/1/").content.decode()
        assert '<html lang="ar" dir="rtl">' in html
        assert '<h1 lang="en" dir="auto">' in html
        assert 'href="/ar/verdicts/1-' in html

    def test_always_tells_every_change(self, reader):
        revision = make_published()
        make_changed(revision, "correction")
        make_changed(revision, "update", change_note="The tunnel was closed for a week.")
        html = reader.get("/embed/1/").content.decode()

        assert "What changed" in html
        assert "Substantial correction" in html
        assert "We said 17,310. It is 17,410." in html
        assert "The tunnel was closed for a week." in html

    def test_says_that_a_check_is_early_or_old(self, reader):
        revision = make_published()
        PublicVerdict.objects.update(is_early=True, outdated_at=revision.published_at)
        html = reader.get("/embed/1/").content.decode()
        assert "Early check." in html
        assert "May be outdated since" in html

    def test_of_what_is_retracted_says_why_and_holds_no_rating(self, reader):
        remove(make_published().verdict, "retraction")
        html = reader.get("/embed/1/").content.decode()
        assert "We retracted this check" in html
        assert "The census was misread." in html
        assert "Mostly false" not in html
        assert TEXT["found"] not in html

    def test_of_what_is_withheld_says_so_in_the_frame(self, reader):
        revision = make_published()
        remove(revision.verdict, "withholding", ground="legal")
        answer = reader.get("/embed/1/")
        html = answer.content.decode()
        assert answer.status_code == 451
        assert FRAMED in answer["Content-Security-Policy"]
        assert "withheld for legal reasons since" in html
        assert "It has not been found wrong." in html
        assert revision.verdict.slug not in html
        assert TEXT["title"] not in html

    def test_of_nothing_is_not_there_and_says_so_in_the_frame(self, reader):
        answer = reader.get("/embed/1/")
        assert answer.status_code == 404
        assert FRAMED in answer["Content-Security-Policy"]
        assert "There is no page here" in answer.content.decode()
        assert reader.get("/embed/99999999999999999999/").status_code == 404

    def test_the_page_of_the_check_gives_its_code_and_no_word_of_the_check_is_in_it(self, reader):
        html = reader.get("/de" + path_of(make_published())).content.decode()
        code = unescape(re.search(r"<code>(&lt;iframe .*?)</code>", html)[1])
        assert code.startswith(f'<iframe src="{ORIGIN}/de/embed/1/" width="600" height="')
        assert "harbour" not in code
        assert "allow-scripts" not in code
        assert "max-width: 100%" in code  # it is as narrow as the page it stands in


class Ones:
    """Whatever is asked of it is 1."""

    def __getattr__(self, name: str) -> int:
        return 1


REFUSED = [
    ({"format": "yaml"}, 501),
    ({"format": ""}, 501),
    ({"maxwidth": "wide"}, 400),
    ({"maxwidth": "-1"}, 400),
    ({"maxheight": "1e9"}, 400),
    ({"maxwidth": "٣٠٠"}, 400),
    ({"maxwidth": "99999999999"}, 400),
    ({"maxwidth": "0"}, 400),
    ({"maxheight": "20"}, 400),
    ({"url": ""}, 400),
    ({"url": "https://elsewhere.example/verdicts/1/"}, 404),
    ({"url": f"{ORIGIN}.evil.example/verdicts/1/"}, 404),
    ({"url": "javascript://127.0.0.1:8000/verdicts/1/"}, 404),
    ({"url": f"{ORIGIN}/verdicts/2/"}, 404),
    ({"url": f"{ORIGIN}/verdicts/999999999999/"}, 404),
    ({"url": f"{ORIGIN}/about/method/"}, 404),
    ({"url": f"{ORIGIN}/verdicts/1/\x00"}, 404),
    ({"url": "http://[broken"}, 404),
    ({"url": f"{ORIGIN}/verdicts/1-{'x' * 5_000}/"}, 404),
]


class TestTheDescription:
    def test_is_json_as_the_specification_says(self, reader):
        revision = make_published()
        answer = describe(reader, ORIGIN + path_of(revision))
        told = answer.json()

        assert answer["Content-Type"] == "application/json"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 600)
        assert told["title"] == f"{TEXT['title']} (our rating of the claim: Mostly false)"
        assert f'<iframe src="{ORIGIN}/embed/1/" width="600" height="{told["height"]}"' in told["html"]
        assert told["thumbnail_url"] == ORIGIN + CARD
        assert told["provider_url"] == f"{ORIGIN}/"

    def test_is_the_same_as_xml(self, reader):
        revision = make_published(title="Fewer <b>cars</b> & boats")
        url = ORIGIN + path_of(revision)
        answer = describe(reader, url, format="xml")
        read = {one.tag: one.text for one in ElementTree.fromstring(answer.content)}

        assert answer["Content-Type"].startswith("text/xml")
        assert read == {name: str(value) for name, value in describe(reader, url).json().items()}

    def test_is_found_from_the_page(self, reader):
        path = path_of(make_published())
        html = reader.get(path).content.decode()
        for kind in ("application/json+oembed", "text/xml+oembed"):
            link = unescape(re.search(rf'type="{re.escape(kind)}" href="([^"]+)"', html)[1])
            assert link.startswith(f"{ORIGIN}/oembed?")
            assert reader.get(link.removeprefix(ORIGIN)).status_code == 200

    def test_of_a_page_in_another_language_is_in_that_language_wherever_it_is_asked_for(self, reader):
        told = describe(reader, f"{ORIGIN}/de{path_of(make_published())}").json()
        assert f'src="{ORIGIN}/de/embed/1/"' in told["html"]
        assert 'title="Faktencheck 1 von ' in told["html"]

    def test_keeps_to_the_room_there_is(self, reader):
        url = ORIGIN + path_of(make_published())
        told = describe(reader, url, maxwidth=280, maxheight=200).json()
        assert (told["width"], told["height"]) == (280, 200)
        assert 'width="280" height="200"' in told["html"]
        assert "thumbnail_url" not in told
        assert describe(reader, url, maxwidth=4000).json()["width"] == 600

    def test_of_what_cannot_be_is_refused_and_says_why(self, reader):
        make_published()
        for asked, status in REFUSED:
            answer = reader.get(f"/oembed?{urlencode({'url': f'{ORIGIN}/verdicts/1/', **asked})}")
            assert answer.status_code == status, asked
            assert answer["Content-Type"] == "application/problem+json"
            assert json.loads(answer.content)["status"] == status

    def test_without_an_address_or_for_too_little_room_names_the_parameter(self, reader):
        faults = [reader.get(f"/oembed{one}").json()["errors"][0] for one in ("", "?maxwidth=90")]
        assert [(one["field"], one["code"]) for one in faults] == [("url", "required"), ("maxwidth", "out_of_range")]

    def test_is_refused_in_data_by_another_method_too(self, reader):
        answer = reader.post("/oembed")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["Access-Control-Allow-Origin"] == "*"

    def test_no_error_is_kept_by_caches(self, reader):
        revision = make_published()
        remove(revision.verdict, "withholding", ground="legal")
        refused = (
            "/verdicts/1/",
            "/embed/1/",
            CARD,
            "/oembed",
            f"/oembed?{urlencode({'url': ORIGIN + path_of(revision)})}",
        )
        answers = [reader.get(one) for one in refused]
        assert [one.status_code for one in answers] == [451, 451, 451, 400, 451]
        assert {one["Cache-Control"] for one in answers} == {"private, no-store"}

    def test_of_what_is_withheld_is_withheld(self, reader):
        revision = make_published()
        remove(revision.verdict, "withholding", ground="legal")
        answer = describe(reader, ORIGIN + path_of(revision))
        assert answer.status_code == 451
        assert answer.json()["ground"] == "legal"
        assert revision.verdict.slug not in answer.content.decode()

    def test_is_in_the_language_of_the_address(self, reader):
        path = path_of(make_published())
        told = describe(reader, f"{ORIGIN}/de{path}").json()
        assert f"{ORIGIN}/de/embed/1/" in told["html"]


def test_everything_survives_another_slug(reader):
    revision = make_published()
    old = path_of(revision)
    changed = make_changed(revision, "correction", title="Sixteen thousand cars use it")
    new = path_of(PublicRevision.objects.select_related("verdict").get(pk=changed.pk))
    assert old != new

    assert reader.get(CARD)["Location"] == "/verdicts/1/versions/2/card.png"
    assert "Sixteen thousand" in reader.get("/embed/1/").content.decode()
    for path in (old, new, "/verdicts/1/", "/verdicts/1", "/verdicts/1/versions/1/", "/embed/1/"):
        told = describe(reader, ORIGIN + path).json()
        assert told["title"].startswith("Sixteen thousand"), path
        assert f"{ORIGIN}/embed/1/" in told["html"]
