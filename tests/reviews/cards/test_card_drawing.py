"""A card keeps claim, rating and claimant together, fits any text, and draws no empty boxes."""

from dataclasses import replace
from io import BytesIO

import pymupdf_fonts
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from reviews.cards.card import Card
from reviews.cards.coverage import code_points
from reviews.cards.drawing import HEIGHT, SQUARE, WIDTH, Drawn, draw
from reviews.cards.setting import LEADING, Setter, Type
from reviews.cards.typefaces import SHAPES, Typefaces, tidied

FACES = Typefaces()
UNSHAPED = Typefaces(shaped=False)
CARD = Card(
    desk="The Harbour Desk",
    address="facts.example",
    rating="Mostly false",
    label="Our rating",
    place=4,
    steps=5,
    claim="The harbour tunnel carries 40,000 cars a day.",
    said_by="said by Ada Bell, 2 May 2026",
    instead="The claim stands on the page of this check.",
)
ARABIC = "قال العمدة إن نفق الميناء يعبره 40,000 سيارة يوميًا (ABC News)."
HEBREW = "ראש העיר אמר שבמנהרה עוברות 40,000 מכוניות ביום."
CHINESE = "港口隧道每天有四万辆汽车通过。"
HINDI = "बंदरगाह सुरंग से प्रतिदिन 40,000 कारें गुजरती हैं।"
GERMAN = (
    "Die Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft habe die "
    "Rechtsschutzversicherungsgesellschaften der Landeshauptstadt mit 17,3 Millionen Euro bezuschusst."
)
TEXTS = {
    "short": "No.",
    "ordinary": CARD.claim,
    "long German": GERMAN,
    "far too long": "The council said that the register shows more boats than ever. " * 200,
    "one endless word": "w" * 5_000,
    "Arabic": ARABIC,
    "Hebrew": HEBREW,
    "Hindi": HINDI,
    "heaped marks": "Z" + "\u0301" * 500 + "algo came",
    "a letter and nothing else": "A",
}


def image_of(drawn: Drawn) -> Image.Image:
    return Image.open(BytesIO(drawn.png)).convert("RGB")


@pytest.mark.parametrize("claim", TEXTS.values(), ids=TEXTS.keys())
def test_every_text_stays_in_its_place_and_its_rating_in_the_middle_square(claim):
    drawn = draw(replace(CARD, claim=claim), FACES)

    assert image_of(drawn).size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(drawn.png) < 100_000
    claimed, rated, said = (drawn.places[name] for name in ("claim", "rating", "said_by"))
    panel = drawn.places["panel"]
    assert panel.left < claimed.left
    assert claimed.right < panel.right
    assert panel.top < claimed.top
    for place in (rated, said):
        assert SQUARE.left <= place.left
        assert place.right <= SQUARE.right
    assert claimed.bottom <= rated.top + 5
    assert rated.top < panel.bottom < rated.bottom <= said.top + 5, "the rating lies over the edge of the quotation"
    assert said.bottom <= HEIGHT


@pytest.mark.parametrize("word", ["w" * 5_000, "نعم" * 1_600])
def test_an_endless_word_is_measured_little_more_than_an_ordinary_text(word, monkeypatch):
    measured, width = [], Type.width
    monkeypatch.setattr(Type, "width", lambda kind, text: measured.append(len(text)) or width(kind, text))
    draw(replace(CARD, claim=word), FACES)
    assert sum(measured) < 60_000


def test_a_short_claim_is_whole_in_the_middle_square():
    place = draw(CARD, FACES).places["claim"]
    assert SQUARE.left < place.left
    assert place.right < SQUARE.right


@pytest.mark.parametrize("name", ["Ada", "Ministry for " + "Economic Cooperation and " * 7 + "Ports", "N" * 200])
def test_any_name_and_any_label_fits(name):
    card = replace(CARD, said_by=f"said by {name}", rating=name, marks=("Correction, 7 May 2026", name), aside=name)
    places = draw(card, FACES).places
    assert all(0 <= one.left < one.right <= WIDTH for one in places.values())
    assert places["marks"].bottom <= HEIGHT
    assert SQUARE.left <= places["marks"].left < places["marks"].right <= SQUARE.right


class TestAClaim:
    def test_never_stands_without_who_said_it(self):
        places = draw(replace(CARD, said_by=CHINESE), FACES).places
        assert "claim" not in places
        assert "said_by" not in places
        assert "rating" in places

    def test_never_stands_without_its_rating(self):
        assert set(draw(replace(CARD, rating=CHINESE), FACES).places) == {"desk", "address"}

    def test_in_letters_no_typeface_has_is_left_out_but_the_rating_stays(self):
        drawn = draw(replace(CARD, claim=CHINESE), FACES)
        assert {"rating", "said_by"} <= set(drawn.places)
        assert "claim" not in drawn.places
        assert drawn.png == draw(replace(CARD, claim="한국어"), FACES).png, "no box is drawn for a missing letter"

    def test_is_drawn_with_a_typeface_that_was_added(self, tmp_path):
        (tmp_path / "other.ttf").write_bytes(pymupdf_fonts.myfont("notos"))
        claim = "ḀḇḈ"
        assert not FACES.showing(claim)
        assert "claim" in draw(replace(CARD, claim=claim), Typefaces([tmp_path / "other.ttf"])).places

    @pytest.mark.parametrize("content", [b"", b"no font", b"\x00\x01\x00\x00" + b"\xff" * 200])
    def test_is_drawn_although_a_typeface_that_was_added_is_broken(self, tmp_path, content, caplog):
        (tmp_path / "broken.ttf").write_bytes(content)
        faces = Typefaces([tmp_path / "broken.ttf", tmp_path / "none.ttf"])
        assert "claim" in draw(CARD, faces).places
        assert "broken.ttf cannot be read" in caplog.text

    def test_loses_its_pictographs_and_no_word(self):
        assert FACES.showing("Microchips 🤖😱 in ❤️ vaccines!").text == "Microchips in vaccines!"

    def test_of_pictographs_alone_is_not_drawn(self):
        assert "claim" not in draw(replace(CARD, claim="🤖😱"), FACES).places

    def test_cannot_be_turned_backwards(self):
        assert tidied("\u202eeslaf\u202c is \u2066true\u2069") == "eslaf is true"


class TestSetting:
    def test_a_text_gets_smaller_before_it_loses_a_word(self):
        words = "The council said that the register shows more boats than ever before in July"
        large = Setter(FACES).fit(words[:20], width=300, height=110, sizes=(60, 40, 20))
        small = Setter(FACES).fit(words, width=300, height=100, sizes=(60, 40, 20))
        assert (large.type.size, small.type.size) == (40, 20)
        assert " ".join(small.lines) == words
        assert not small.is_cut

    def test_what_does_not_fit_ends_at_a_word_and_closes_its_quotation(self):
        words = "The council said that the register shows more boats than ever before in July. " * 9
        block = Setter(FACES).fit(f"“{words}”", width=300, height=60, sizes=(40, 20), closing="”")
        assert block.is_cut
        shown = " ".join(block.lines)
        assert shown.endswith("…”")
        assert f"“{words}".startswith(shown.removesuffix("…”") + " ")
        assert block.height == len(block.lines) * 20 * LEADING <= 60
        assert block.width <= 300

    def test_a_word_longer_than_a_line_is_broken_between_letters(self):
        block = Setter(FACES).fit("é" * 80, width=200, height=400, sizes=(30,))
        assert "".join(block.lines) == "é" * 80
        assert block.width <= 200

    def test_lines_are_of_like_length(self):
        block = Setter(FACES).fit("The tunnel carries more cars a day than that", width=560, height=300, sizes=(50,))
        widths = [block.type.width(line) for line in block.lines]
        assert len(widths) == 2
        assert min(widths) > max(widths) * 0.7


def claim_in(claim: str, faces: Typefaces) -> Image.Image:
    """The words of a claim alone, cut out and made small: what is compared are words, not pixels."""
    drawn = draw(replace(CARD, claim=claim), faces)
    place = drawn.places["claim"]
    words = ImageOps.invert(image_of(drawn).convert("L").crop((0, int(place.top), WIDTH, int(place.bottom))))
    middle = words.crop((60, 0, WIDTH - 60, words.height))
    return middle.crop(middle.getbbox()).resize((160, 12))


def difference(one: Image.Image, other: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


@pytest.mark.skipif(not SHAPES, reason="this Pillow cannot shape text itself")
@pytest.mark.parametrize("claim", ["يعبره (ABC) نفق الميناء", "במנהרה עוברות 40,000", "He said نفق الميناء (twice)"])
def test_right_to_left_looks_the_same_where_pillow_cannot_shape_it(claim):
    ours, pillows = claim_in(claim, UNSHAPED), claim_in(claim, FACES)
    backwards = " ".join(reversed(claim.split()))
    assert difference(ours, pillows) < 12
    assert difference(claim_in(backwards, FACES), pillows) > 2 * difference(ours, pillows)


def test_scripts_that_must_be_shaped_are_not_drawn_without():
    assert FACES.showing(HINDI)
    assert UNSHAPED.showing(HINDI) is None
    assert UNSHAPED.showing(ARABIC)


def test_nothing_is_said_by_colour():
    for card in (CARD, replace(CARD, is_struck=True, rating="RETRACTED", place=None, steps=0)):
        colours = image_of(draw(card, FACES)).getcolors(100_000)
        vivid = [colour for _, colour in colours if max(colour) - min(colour) > 40]
        assert all(blue == max(red, green, blue) for red, green, blue in vivid), "ink, paper and one blue"


def test_the_reached_step_of_the_scale_is_mirrored_where_one_reads_from_the_right():
    left = image_of(draw(replace(CARD, place=1), FACES))
    right = image_of(draw(replace(CARD, place=5, is_rtl=True), FACES))
    scale = (500, 490, 700, 518)
    assert left.crop(scale).tobytes() == right.crop(scale).tobytes()


def test_a_card_without_a_rating_is_that_of_the_desk():
    places = draw(Card(desk="The Harbour Desk", address="facts.example", about="We check."), FACES).places
    assert set(places) == {"desk", "about", "address"}


def test_cards_that_say_the_same_have_one_key_and_others_another():
    assert CARD.key == replace(CARD).key
    assert len({replace(CARD, **{name: "x"}).key for name in ("claim", "rating", "said_by", "desk")} | {CARD.key}) == 5


def test_coverage_is_read_from_the_font_itself():
    covered = code_points(pymupdf_fonts.myfont("figo"))
    assert {ord(one) for one in "AzÄßЖяα…“”عבเกა"} <= covered
    assert not {ord(one) for one in "港🤖"} & covered


@pytest.mark.parametrize("broken", [b"", b"abcd", b"\x00\x01\x00\x00\xff\xff" + b"\x00" * 40, b"ttcf" + b"\xff" * 60])
def test_what_is_no_font_is_refused(broken):
    with pytest.raises(ValueError):
        code_points(broken)
