"""Units of measure and money, each as a base unit and a factor.

Base units: m, m2, l, kg, s, m/s, °C, W, Wh, B (bytes), % and pp (percentage points), money by its ISO 4217 code.
Factors are those of the International System (BIPM, SI Brochure) and of the international yard and pound agreement.
"""

from collections.abc import Sequence
from typing import NamedTuple

from claims.splitting.tokens import Token, at, behind_hyphen

MILE = 1609.344
FOOT = 0.3048
POUND = 0.45359237
DAY = 86_400.0
YEAR = 365.25 * DAY
MONTH = YEAR / 12


class Unit(NamedTuple):
    """What an amount is to be multiplied by (and, for temperatures, what is added first) to be in ``base``."""

    base: str
    factor: float
    first_add: float = 0.0

    def convert(self, value: float) -> float:
        """The value in the base unit."""
        return (value + self.first_add) * self.factor


NO_UNIT = Unit("", 1.0)


def _named(base: str, names: dict[str, float]) -> dict[str, Unit]:
    return {name: Unit(base, factor) for words, factor in names.items() for name in words.split("|")}


_LENGTHS = {
    "mm|millimetre|millimetres|millimeter|millimeters": 0.001,
    "cm|centimetre|centimetres|centimeter|centimeters": 0.01,
    "m|metre|metres|meter|meters": 1.0,
    "km|kms|kilometre|kilometres|kilometer|kilometers": 1000.0,
    "mile|miles|mi": MILE,
    "nautical mile|nautical miles": 1852.0,
    "yard|yards|yd|yds": 3 * FOOT,
    "foot|feet|ft": FOOT,
    "inch|inches": FOOT / 12,
    "light year|light years": 9.4607e15,
}
_AREAS = {
    "hectare|hectares|ha": 1e4,
    "acre|acres": 43_560 * FOOT**2,
    "square metre|square metres|square meter|square meters|sq m|sqm|m²": 1.0,
    "square kilometre|square kilometres|square kilometer|square kilometers|sq km|km²": 1e6,
    "square mile|square miles|sq mile|sq miles|sq mi": MILE**2,
    "square foot|square feet|sq ft": FOOT**2,
    "square yard|square yards": 9 * FOOT**2,
}
_VOLUMES = {
    "litre|litres|liter|liters|l": 1.0,
    "millilitre|millilitres|milliliter|milliliters|ml": 0.001,
    "megalitre|megalitres": 1e6,
    "cubic metre|cubic metres|cubic meter|cubic meters|m³": 1000.0,
    "cubic kilometre|cubic kilometres|cubic kilometer|cubic kilometers": 1e12,
    "cubic foot|cubic feet": 28.316846592,
    "pint|pints": 0.56826125,
    "gallon|gallons": 4.54609,
    "barrel|barrels": 158.987294928,
}
_MASSES = {
    "mg|milligram|milligrams": 1e-6,
    "g|gram|grams|gramme|grammes": 0.001,
    "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes": 1.0,
    "tonne|tonnes|metric ton|metric tons|t": 1000.0,
    "ton|tons": 1016.0469088,
    "kilotonne|kilotonnes": 1e6,
    "megatonne|megatonnes": 1e9,
    "lb|lbs": POUND,
    "ounce|ounces|oz": POUND / 16,
    "stone|stones": 14 * POUND,
}
_TIMES = {
    "millisecond|milliseconds|ms": 0.001,
    "second|seconds|sec|secs": 1.0,
    "minute|minutes|min|mins": 60.0,
    "hour|hours|hr|hrs": 3600.0,
    "day|days": DAY,
    "night|nights": DAY,
    "week|weeks": 7 * DAY,
    "fortnight|fortnights": 14 * DAY,
    "month|months": MONTH,
    "year|years|yr|yrs": YEAR,
    "decade|decades": 10 * YEAR,
    "century|centuries": 100 * YEAR,
}
_SPEEDS = {
    "mph": MILE / 3600,
    "kph|kmh": 1 / 3.6,
    "knot|knots": 1852 / 3600,
}
_POWERS = {
    "watt|watts|w": 1.0,
    "kilowatt|kilowatts|kw": 1e3,
    "megawatt|megawatts|mw": 1e6,
    "gigawatt|gigawatts|gw": 1e9,
    "horsepower|hp|bhp": 745.7,
}
_ENERGIES = {
    "kilowatt hour|kilowatt hours|kwh": 1e3,
    "megawatt hour|megawatt hours|mwh": 1e6,
    "gigawatt hour|gigawatt hours|gwh": 1e9,
    "terawatt hour|terawatt hours|twh": 1e12,
}
_BYTES = {
    "kb|kilobyte|kilobytes": 1e3,
    "mb|megabyte|megabytes": 1e6,
    "gb|gigabyte|gigabytes": 1e9,
    "tb|terabyte|terabytes": 1e12,
}
_SHARES = {"%|percent|per cent|pct|pc|percentage of": 1.0}
_POINTS = {"percentage point|percentage points|% point|% points": 1.0, "basis point|basis points": 0.01}
_MONEY = {
    "USD": "dollar|dollars|us dollar|us dollars|usd|buck|bucks",
    "GBP": "pound|pounds|pounds sterling|gbp|quid",
    "EUR": "euro|euros|eur",
    "JPY": "yen|jpy",
    "CNY": "yuan|renminbi|cny",
    "INR": "rupee|rupees|inr",
    "RUB": "ruble|rubles|rouble|roubles|rub",
    "UAH": "hryvnia|hryvnias|uah",
    "CHF": "swiss franc|swiss francs|chf",
    "SEK": "krona|kronor|sek",
    "NOK": "nok",
    "DKK": "kroner|dkk",
    "PLN": "zloty|zlotys|pln",
    "TRY": "lira|liras",
    "ILS": "shekel|shekels",
    "AUD": "australian dollar|australian dollars|aud",
    "CAD": "canadian dollar|canadian dollars|cad",
}
_TEMPERATURES = {
    **dict.fromkeys(("°c", "degree celsius", "degrees celsius", "degrees c", "celsius"), Unit("°C", 1.0)),
    **dict.fromkeys(("degree centigrade", "degrees centigrade"), Unit("°C", 1.0)),
    **dict.fromkeys(("°f", "degree fahrenheit", "degrees fahrenheit", "degrees f"), Unit("°C", 5 / 9, -32.0)),
    **dict.fromkeys(("degree", "degrees", "°"), Unit("°", 1.0)),
}
_BY_NAME: dict[str, Unit] = {
    **_named("m", _LENGTHS),
    **_named("m2", _AREAS),
    **_named("l", _VOLUMES),
    **_named("kg", _MASSES),
    **_named("s", _TIMES),
    **_named("m/s", _SPEEDS),
    **_named("W", _POWERS),
    **_named("Wh", _ENERGIES),
    **_named("B", _BYTES),
    **_named("%", _SHARES),
    **_named("pp", _POINTS),
    **{name: Unit(code, 1.0) for code, names in _MONEY.items() for name in names.split("|")},
    **_named("GBP", {"pence|penny": 0.01}),
    **_named("USD", {"cent|cents": 0.01}),
    **_TEMPERATURES,
}
_GLUED_ONLY = {
    **_named("GBP", {"p": 0.01}),
    **_named("m", {"in": FOOT / 12}),
    **_named("s", {"h": 3600.0}),
    "c": Unit("°C", 1.0),
    "f": Unit("°C", 5 / 9, -32.0),
}
_SHORT = frozenset(("l", "g", "t", "w", "m", "mi", "ha", "ms", "pc", "min", "sec", "rub"))
"""Read as units only right behind figures, so that a letter or a word of another sense is none."""

SYMBOLS = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₺": "TRY", "₪": "ILS"}
DOLLARS = {"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD"}
CODES = frozenset(("usd", "gbp", "eur", "jpy", "cny", "inr", "rub", "uah", "chf", "sek", "nok", "dkk", "pln"))
_HEAVY = frozenset(("of", "in", "heavier", "lighter", "overweight"))


def read_unit(tokens: Sequence[Token], place: int, *, figures: bool) -> tuple[Unit, int] | None:
    """The unit that begins at this token, and the place behind it. ``figures``: the number stands in digits."""
    place = behind_hyphen(tokens, place)
    for length in (3, 2, 1):
        name = _name(tokens, place, length)
        unit = _BY_NAME.get(name)
        if unit and (name not in _SHORT or (figures and at(tokens, place).glued)):
            return _told_apart(tokens, name, unit, place + length)
    token = at(tokens, place)
    if figures and token.glued and token.word in _GLUED_ONLY:
        return _GLUED_ONLY[token.word], place + 1
    return None


def _name(tokens: Sequence[Token], place: int, length: int) -> str:
    words = [at(tokens, place + step).word for step in range(length)]
    if words[0] == "°" and length == 2:
        return "".join(words)
    return " ".join(words) if all(words) else ""


def _told_apart(tokens: Sequence[Token], name: str, unit: Unit, after: int) -> tuple[Unit, int]:
    """Pounds of flour from pounds in the bank, and a unit from the rate it begins: miles an hour."""
    following = at(tokens, after).word
    if name in {"pound", "pounds"} and following in _HEAVY and at(tokens, after + 1).word not in {"the", "a", "public"}:
        return Unit("kg", POUND), after
    if unit.base == "m" and following in {"an", "per", "/"} and at(tokens, after + 1).word in {"hour", "h", "second"}:
        seconds = 1.0 if tokens[after + 1].word == "second" else 3600.0
        return Unit("m/s", unit.factor / seconds), after + 2
    return unit, after


def read_rate(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """ "a day", "per year", "every week": by what an amount per that time is multiplied to be one per day."""
    if at(tokens, place).word not in {"a", "an", "per", "each", "every"}:
        return None
    unit = _BY_NAME.get(at(tokens, place + 1).word)
    following = at(tokens, place + 2)
    if unit is None or unit.base != "s" or following.word in {"ago", "later", "earlier", "before", "and"}:
        return None
    return DAY / unit.factor, place + 2
