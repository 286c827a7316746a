"""Units of measure, times and currencies of English."""

from __future__ import annotations

# One line a measure: the base unit first, then each unit with its names. Years and months are mean ones.
MEASURES: dict[str, dict[str, float]] = {
    "length": {
        "metre metres meter meters m": 1.0,
        "kilometre kilometres kilometer kilometers km": 1000.0,
        "centimetre centimetres centimeter centimeters cm": 0.01,
        "millimetre millimetres millimeter millimeters mm": 0.001,
        "mile miles": 1609.344,
        "yard yards": 0.9144,
        "foot feet ft": 0.3048,
        "inch inches": 0.0254,
    },
    "area": {"hectare hectares ha": 1e4, "acre acres": 4046.86},
    "volume": {
        "litre litres liter liters": 1.0,
        "hectolitre hectolitres": 100.0,
        "gallon gallons": 3.785,
        "barrel barrels": 158.987,
    },
    "mass": {
        "kilogram kilograms kilogramme kilogrammes kilo kilos kg": 1.0,
        "gram grams gramme grammes": 0.001,
        "tonne tonnes ton tons": 1000.0,
        "kiloton kilotons": 1e6,
        "quintal quintals": 100.0,
    },
    "power": {"watt watts": 1.0, "kilowatt kilowatts kw": 1e3, "megawatt megawatts mw": 1e6, "gigawatt gigawatts gw": 1e9},
    "temperature": {"degree degrees": 1.0},
    "share": {"percent": 0.01},
}  # fmt: skip
#: Their form in ISO 8601, and how many days they are.
TIMES = {
    "second": ("PT{}S", 1 / 86400),
    "minute": ("PT{}M", 1 / 1440),
    "hour": ("PT{}H", 1 / 24),
    "day": ("P{}D", 1.0),
    "week": ("P{}W", 7.0),
    "fortnight": ("P{}D", 14.0),
    "month": ("P{}M", 30.44),
    "year": ("P{}Y", 365.25),
    "decade": ("P{}Y", 3652.5),
    "century": ("P{}Y", 36525.0),
}
PLURALS = {"century": "centuries"}
_CURRENCIES = "dollar euro pound rouble ruble yen yuan franc crown krone krona zloty peso rupee lira dinar riyal shekel real won rand"
CURRENCIES = tuple(_CURRENCIES.split())
# Plurals in -s of these are rarely money, or have none.
NO_PLURAL = frozenset({"yen", "yuan", "won", "rand"})
SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}

# How a square or a cube of a length is measured: its size goes with the power, and a cubic metre holds 1,000 litres.
POWERS = {"square": ("area", 2, 1.0), "cubic": ("volume", 3, 1000.0)}

# "Per cent" in two words.
POINTS = (["percentage", "point"], ["percentage", "points"])
PER_CENT, PERCENT = ["per", "cent"], "percent"
