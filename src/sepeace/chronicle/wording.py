"""Words for numbers: dates, scores, chances, places of the front. For lines see ``chronicle.named_lines``.

Everything here turns a value into a phrase of plain English; nothing is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sepeace.kernel import slots
from sepeace.quantities import date_of
from sepeace.record import Record
from sepeace.record.types import SECTORS

LEADERSHIPS = ("the German leadership", "the Soviet leadership")
SIDES = ("Germany", "Soviet Union")
ADJECTIVES = ("German", "Soviet")
SECTOR_WORDS = ("the north", "the centre", "the south")


def when(moment: date) -> str:
    """A date as it is read aloud: 5 July 1943."""
    return f"{moment.day} {moment:%B} {moment.year}"


def stretch(first: date, last: date) -> str:
    """From 5 to 23 July 1943; years and months only where they differ."""
    if first == last:
        return f"on {when(first)}"
    start = f"{first.day} {first:%B} {first.year}"
    if first.year == last.year:
        start = f"{first.day} {first:%B}" if first.month != last.month else f"{first.day}"
    return f"from {start} to {when(last)}"


def short_source(source: str) -> str:
    """A source up to its first semicolon and without what stands in brackets; the record has the whole."""
    return source.split(";")[0].split(" (")[0].strip()


def day_words(day: float) -> str:
    """``when`` of days since 22 June 1941."""
    return when(date_of(day))


def capital(text: str) -> str:
    """The text with a capital first letter; the rest as it stands."""
    return text[:1].upper() + text[1:]


def listed(parts: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def count(number: int, noun: str) -> str:
    """1 round, 2 rounds."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def per_cent(chance: float) -> str:
    """A chance as a whole percentage."""
    if 0.0 < chance < 0.01:
        return "less than 1 per cent"
    if 0.99 < chance < 1.0:
        return "more than 99 per cent"
    return f"{100.0 * chance:.0f} per cent"


def signed(value: float) -> str:
    """A number with its sign and two places; never a minus before nothing."""
    text = f"{value:+.2f}"
    return "0" if text in ("+0.00", "-0.00") else text


def millions(value: float) -> str:
    """Millions of men with one place."""
    return f"{value:.1f} million"


def score_words(score: float) -> str:
    """An attacker's score in words; limits halfway between the anchors of the scale."""
    if score <= -1.0:
        return "a disaster for the attacker"
    if score <= 0.0:
        return "a failure"
    if score <= 0.75:
        return "a limited success"
    if score <= 1.25:
        return "a success"
    if score <= 1.75:
        return "a success that destroyed an army"
    return "a decisive success"


def western_words(score: float) -> str:
    """A western battle's score, which counts from the German side."""
    if score <= -1.5:
        return "a heavy German defeat"
    if score < 0.0:
        return "a German defeat"
    return "a German success"


def _places(record: Record) -> tuple[tuple[tuple[float, str], ...], ...]:
    """For each sector, the dated points of the record: km and the place named there."""
    names = [city.name for city in record.cities]
    rows: list[list[tuple[float, str]]] = [[], [], []]
    for knot in record.front:
        found = sorted((knot.anchor.find(name), -len(name), name) for name in names if name in knot.anchor)
        place = found[0][2] if found else knot.anchor
        rows[SECTORS.index(knot.sector)].append((knot.km, place))
    return tuple(tuple(row) for row in rows)


class Places:
    """Names for positions of the front, from the dated points of the record."""

    def __init__(self, record: Record) -> None:
        self._rows = _places(record)

    def nearest(self, sector: int, km: float) -> tuple[float, str]:
        """How many km east of which recorded place the front of a sector stands: the nearest one."""
        at, place = min(self._rows[sector], key=lambda row: abs(row[0] - km))
        return km - at, place

    def near(self, sector: int, km: float) -> str:
        """The front of a sector in words: its nearest recorded place and the distance from it."""
        far, place = self.nearest(sector, km)
        if abs(far) < 15.0:
            return f"near {place}"
        return f"about {10.0 * round(abs(far) / 10.0):.0f} km {'east' if far > 0.0 else 'west'} of {place}"

    def front(self, front_km: tuple[float, float, float]) -> str:
        """All three sectors in one sentence part."""
        parts = [f"{self.near(s, front_km[s])} in {SECTOR_WORDS[s]}" for s in range(slots.SECTORS)]
        return listed(parts)
