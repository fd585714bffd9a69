"""What newspapers measure by: "five times the size of London" is an area, "as tall as the Eiffel Tower" a height.

Land or total areas in square kilometres as national statistics give them, rounded; all are taken as rough.
"""

from collections.abc import Sequence

from claims.splitting.tokens import Token, at


def _read_table(rows: str) -> dict[str, float]:
    """Names and figures: "hyde park 1.42, monaco 2.08"."""
    pairs = (row.rsplit(maxsplit=1) for row in rows.split(","))
    return {" ".join(name.split()): float(value) for name, value in pairs}


ROUGHLY = 0.1
"""Part by which a comparison of sizes may be off."""

_SQUARE_KILOMETRES = _read_table(
    """
    london 1572, greater london 1572, paris 105, berlin 892, rome 1285, madrid 604, moscow 2561, kyiv 848,
    new york 778, new york city 778, manhattan 59, los angeles 1214, tokyo 2194, singapore 734, hong kong 1114,
    gaza 365, the gaza strip 365, sydney 12368, birmingham 268, manchester 116, greater manchester 1276,
    edinburgh 263, glasgow 175, wales 20779, scotland 77910, england 130279, northern ireland 14130,
    yorkshire 11903, cornwall 3563, kent 3739, the isle of wight 380, the isle of man 572, jersey 118,
    britain 209331, great britain 209331, the uk 242495, the united kingdom 242495, ireland 70273, france 551500,
    germany 357592, spain 505990, portugal 92212, italy 301340, belgium 30689, the netherlands 41543,
    luxembourg 2586, switzerland 41285, austria 83871, denmark 43094, sweden 450295, norway 385207, finland 338424,
    poland 312696, greece 131957, cyprus 9251, malta 316, ukraine 603550, crimea 27000, israel 22072,
    lebanon 10452, jamaica 10991, barbados 430, iceland 103000, texas 695662, california 423967,
    rhode island 4001, delaware 6446, new jersey 22591, connecticut 14357, maryland 32131, florida 170312,
    alaska 1723337, hyde park 1.42, central park 3.41, monaco 2.08, the vatican 0.49, heathrow 12.27
    """
)
_PITCHES = ("football pitch", "football pitches", "football field", "football fields", "soccer pitches")
_PITCH = 7_140.0
"""Square metres; 105 by 68 metres, as IFAB recommends."""

_METRES = _read_table(
    """
    the eiffel tower 330, big ben 96, the shard 310, the empire state building 443, the statue of liberty 93,
    mount everest 8849, ben nevis 1345
    """
)
_OF_AREA = frozenset(("size", "area", "extent"))
_OF_HEIGHT = frozenset(("height", "length"))
LONGEST = 4
"""Words of a thing measured by."""


def read_size(tokens: Sequence[Token], place: int) -> tuple[float, str, int] | None:
    """ "the size of London": what it comes to, its base unit, and the place behind it."""
    if at(tokens, place).word != "the" or at(tokens, place + 2).word != "of":
        return None
    measure = at(tokens, place + 1).word
    if measure in _OF_AREA:
        known = _read_thing(tokens, place + 3, _SQUARE_KILOMETRES)
        return (known[0] * 1e6, "m2", known[1]) if known else None
    known = _read_thing(tokens, place + 3, _METRES) if measure in _OF_HEIGHT else None
    return (known[0], "m", known[1]) if known else None


def read_pitches(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """ "football pitches": square metres of one, and the place behind it."""
    name = f"{at(tokens, place).word} {at(tokens, place + 1).word}"
    return (_PITCH, place + 2) if name in _PITCHES else None


def _read_thing(tokens: Sequence[Token], place: int, known: dict[str, float]) -> tuple[float, int] | None:
    for length in range(LONGEST, 0, -1):
        words = " ".join(at(tokens, place + step).word for step in range(length)).strip()
        for name in (words, f"the {words}"):
            if name in known and len(words.split()) == length:
                return float(known[name]), place + length
    return None
