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
from sepeace.wording.said import said

LEADERSHIPS = ("the German leadership", "the Soviet leadership")
SIDES = ("Germany", "Soviet Union")
ADJECTIVES = ("German", "Soviet")
SECTOR_WORDS = ("the north", "the centre", "the south")


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SCORES = (
    *("a disaster for the attacker", "a failure", "a limited success", "a success"),
    *("a success that destroyed an army", "a decisive success"),
)
"""An attacker's score in words, from the lowest to the highest."""
WESTERN_SCORES = ("a heavy German defeat", "a German defeat", "a German success")
"""A western battle's, which counts from the German side."""


def when(moment: date) -> str:
    """A date as it is read aloud: 5 July 1943."""
    return said("{day} {month} {year}").format(
        day=f"{moment.day}", month=MONTHS[moment.month - 1], year=f"{moment.year}"
    )


def stretch(first: date, last: date) -> str:
    """From 5 to 23 July 1943; years and months only where they differ."""
    if first == last:
        return said("on {day}").format(day=when(first))
    start = when(first)
    if first.year == last.year:
        start = said("{day}").format(day=f"{first.day}")
        if first.month != last.month:
            start = said("{day} {month}").format(day=f"{first.day}", month=MONTHS[first.month - 1])
    return said("from {start} to {end}").format(start=start, end=when(last))


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
    if len(parts) == 1:
        return parts[0]
    return said("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def days(number: int) -> str:
    """1 day, 2 days."""
    return said("1 day") if number == 1 else said("{n} days").format(n=f"{number}")


def weeks(number: int) -> str:
    """1 week, 2 weeks."""
    return said("1 week") if number == 1 else said("{n} weeks").format(n=f"{number}")


def rounds(number: int) -> str:
    """1 round, 2 rounds."""
    return said("1 round") if number == 1 else said("{n} rounds").format(n=f"{number}")


def per_cent(chance: float) -> str:
    """A chance as a whole percentage."""
    if 0.0 < chance < 0.01:
        return said("less than 1 per cent")
    if 0.99 < chance < 1.0:
        return said("more than 99 per cent")
    return said("{n} per cent").format(n=f"{100.0 * chance:.0f}")


def pointed(text: str) -> str:
    """A number that is written out, with the mark that stands before its decimal places."""
    return text.replace(".", said("."))


def tenths(value: float) -> str:
    """A number with one place."""
    return pointed(f"{value:.1f}")


def hundredths(value: float) -> str:
    """A number with two places."""
    return pointed(f"{value:.2f}")


def signed(value: float) -> str:
    """A number with its sign and two places; never a minus before nothing."""
    text = f"{value:+.2f}"
    return "0" if text in ("+0.00", "-0.00") else pointed(text)


def with_size(words: str, value: float) -> str:
    """What moves the lines, with by how much."""
    return f"{words} ({signed(value)})"


def millions(value: float) -> str:
    """Millions of men with one place."""
    return said("{n} million").format(n=tenths(value))


def score_place(score: float) -> int:
    """The place of an attacker's score in ``SCORES``; limits halfway between the anchors of the scale."""
    if score <= -1.0:
        return 0
    if score <= 0.0:
        return 1
    if score <= 0.75:
        return 2
    if score <= 1.25:
        return 3
    return 4 if score <= 1.75 else 5


def score_words(score: float) -> str:
    """An attacker's score in words."""
    return SCORES[score_place(score)]


def western_place(score: float) -> int:
    """The place of a western battle's score in ``WESTERN_SCORES``."""
    if score <= -1.5:
        return 0
    return 1 if score < 0.0 else 2


def western_words(score: float) -> str:
    """A western battle's score in words."""
    return WESTERN_SCORES[western_place(score)]


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
            return said("near {place}").format(place=place)
        pattern = (
            said("about {km} km east of {place}") if far > 0.0 else said("about {km} km west of {place}")
        )
        return pattern.format(km=f"{10.0 * round(abs(far) / 10.0):.0f}", place=place)

    def front(self, front_km: tuple[float, float, float]) -> str:
        """All three sectors in one sentence part."""
        parts = [
            said("{stands} in {sector}").format(stands=self.near(s, front_km[s]), sector=SECTOR_WORDS[s])
            for s in range(slots.SECTORS)
        ]
        return listed(parts)
