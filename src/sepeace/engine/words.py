"""Words for numbers: dates, scores, shares of the stake, places of the front, the people behind a line.

Everything here turns a value into a phrase of plain English; nothing is decided. Lines are named as the
model says: a Soviet offer by the easternmost named line that does not go beyond it, a German demand by
the westernmost that is not short of it.
"""

from __future__ import annotations

from datetime import date

from sepeace.kernel import slots
from sepeace.quantities import date_of, day_of
from sepeace.record import Record
from sepeace.record.types import SECTORS
from sepeace.ruler import NamedLine, Ruler

LEADERSHIPS = ("the German leadership", "the Soviet leadership")
SIDES = ("Germany", "Soviet Union")
ADJECTIVES = ("German", "Soviet")
SECTOR_WORDS = ("the north", "the centre", "the south")

OPEN_TERMS = "a cease-fire, with terms open"
BEYOND_ALL = "more than the Arkhangelsk-Astrakhan line"
OLD_FRONTIERS = {"1914": "the 1914 frontier", "1939": "the frontier of September 1939"}
"""The old frontier that the Soviet side names below the Dnieper, by reading; 1941 names whichever fits."""
TRADE, ALLIANCE = 0.03, 0.05
"""Worth of two clauses as shares of the stake (judgement)."""
AT_A_LINE = 0.005
"""A share no further than this from a named line's is at that line."""
NOT_COUNTED = (
    "It lies at the frontier of June 1941 or west of it. Some 22 million people of pre-war Poland lived west "
    "of that frontier, beside those of every other occupied country; whoever lives west of the line stays "
    "under German occupation."
)
ALLIANCE_ENDS = date(1943, 1, 1)

CHANNEL_WORDS = {
    "stockholm": ("Stockholm", "agents and legations in Stockholm"),
    "sofia": ("Sofia", "the Soviet legation in Sofia and the Bulgarian minister in Moscow"),
    "front_line": ("The front line", "envoys across the front line"),
    "ankara": ("Ankara", "the legations in Ankara"),
    "tokyo": ("Tokyo", "Japanese diplomats"),
    "rome": ("Rome", "Italian diplomats"),
}
"""Where a channel is, and what it is. A simulated contact is not given a recorded town at the front."""
MEDIATORS = {"stockholm": "Sweden", "ankara": "Turkey", "tokyo": "Japan", "rome": "Italy"}

GRADES = {
    "documented": "documented",
    "several_reports": "told in several reports",
    "disputed": "disputed among historians",
    "single_memoir": "known from a single memoir",
    "rumour": "a rumour",
    "forgery_suspected": "known from papers held to be forged",
    "fable": "held by historians to be a fable",
}
CLAUSES = {
    "trade": "trade",
    "transit": "transit of goods",
    "alliance_against_west": "an alliance against the Western powers",
    "ribbentrop_dismissed": "the dismissal of Ribbentrop",
}
TERM_WORDS = {
    "optimism": "what each side still hopes to gain by fighting",
    "cost": "the cost of fighting on",
    "prospect": "German reluctance to accept a loss",
    "ideology": "ideology",
    "strength": "the German refusal to settle while the fortune of arms is bad",
    "fear_germany": "German fear of a Soviet recovery",
    "fear_soviet": "Soviet distrust of a Germany that wages a war of extermination",
    "plan": "the Soviet hope of a breathing space",
    "aid": "the aid the West would add",
    "fate": "what peace would mean for the leaders themselves",
    "cap": "the limit to what can be given up beyond the front",
}


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


def day_number(moment: date) -> float:
    """Days since 22 June 1941."""
    return day_of(moment)


def capital(text: str) -> str:
    """The text with a capital first letter; the rest as it stands."""
    return text[:1].upper() + text[1:]


def listed(parts: list[str]) -> str:
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


def line_title(line: NamedLine) -> str:
    """The 1914 frontier, the Dnieper line."""
    return f"the {line.title}"


def line_of(ruler: Ruler, line: str) -> str:
    """A line of the record by its id, in words."""
    if line == "frontier_1939":
        return OLD_FRONTIERS["1939"]
    return line_title(ruler.line(line))


def soviet_line(ruler: Ruler, share: float, frontier: str) -> tuple[str, float]:
    """The line the Soviet side names when it would give ``share`` at most, and that line's share.

    Args:
        frontier: the reading: which old frontier it names below the Dnieper.
    """
    within = [line for line in ruler.named_lines if line.share <= share]
    if not within:
        return OPEN_TERMS, share
    best = within[-1]
    if best.share >= ruler.line("dnieper").share:
        return line_title(best), best.share
    if frontier == "1914":
        return OLD_FRONTIERS["1914"], ruler.line("frontier_1914").share
    # In Poland the line of September 1939 runs as the frontier of June 1941 does, and has its share.
    if frontier == "1939" and share >= ruler.line("frontier_1941").share:
        return OLD_FRONTIERS["1939"], ruler.line("frontier_1941").share
    return line_title(best), best.share


def german_line(ruler: Ruler, share: float) -> str:
    """The line the German side names when it must have ``share`` at least."""
    for line in ruler.named_lines:
        if line.share >= share:
            return line_title(line)
    return BEYOND_ALL


def german_least(ruler: Ruler, share: float) -> str:
    """What the German side must have, after its name."""
    line = german_line(ruler, share)
    return f"wants {line}" if line == BEYOND_ALL else f"would take nothing {_from(ruler, share, 'west')}"


def soviet_most(ruler: Ruler, share: float, frontier: str) -> str:
    """What the Soviet side would give, after its name."""
    line, _ = soviet_line(ruler, share, frontier)
    if line == OPEN_TERMS:
        return "would not even give the 1914 frontier"
    return f"would give nothing {_from(ruler, share, 'east')}"


def _from(ruler: Ruler, share: float, side: str) -> str:
    """Beyond which place a side will not go: a named line, or a place between two of them."""
    place = lies(ruler, share)
    if place.startswith("at "):
        return f"{side} of {place.removeprefix('at ')}"
    return f"{side} of a line {place}"


def soviet_offer(ruler: Ruler, share: float, frontier: str, day: float) -> str:
    """A Soviet offer in words: a line, and what is left of it in clauses in their fixed order."""
    title, worth = soviet_line(ruler, share, frontier)
    clauses = []
    rest = share - worth
    if rest >= TRADE:
        clauses.append(CLAUSES["trade"])
        rest -= TRADE
    if rest >= ALLIANCE and date_of(day) < ALLIANCE_ENDS:
        clauses.append(CLAUSES["alliance_against_west"])
    return with_clauses(title, clauses)


def with_clauses(title: str, clauses: list[str]) -> str:
    """A line and its clauses: the Dnieper line, with trade."""
    return f"{title}, with {listed(clauses)}" if clauses else title


def lies(ruler: Ruler, share: float) -> str:
    """Where a share lies among the named lines."""
    east = [line for line in ruler.named_lines if line.share >= share]
    west = [line for line in ruler.named_lines if line.share <= share]
    for line in ruler.named_lines:
        if abs(line.share - share) < AT_A_LINE:
            return f"at {line_title(line)}"
    if not west:
        return f"west of {line_title(ruler.named_lines[0])}"
    if not east:
        return f"beyond {line_title(ruler.named_lines[-1])}"
    return f"between {line_title(west[-1])} and {line_title(east[0])}"


def stays_behind(ruler: Ruler, share: float) -> str:
    """Who stays behind a line with this share, as a sentence: the counts of the named lines around it.

    A count comes with its own range, and is of people of the Soviet Union before the war. At the frontier
    of June 1941 and west of it nobody is counted, and that is said.
    """
    if share < ruler.frontier_share + AT_A_LINE:
        return NOT_COUNTED
    near = [line for line in ruler.named_lines if abs(line.share - share) < AT_A_LINE]
    west, east = (near[0], near[0]) if near else ruler.beside(share)
    known = [line for line in (west, east) if line is not None and line.people[2] > 0.0]
    first, last = known[0], known[-1]
    if first is not last:
        return (
            f"Behind it between {_people(first, ' million people')} and {_people(last, ' million')} stay "
            "under German occupation."
        )
    least = "" if near else ("Up to " if first is east else "More than ")
    return f"{capital(least + _people(first, ' million people'))} stay under German occupation."


def _people(line: NamedLine, unit: str) -> str:
    middle, low, high = line.people
    return (
        f"{middle:.0f}{unit} (estimates from {low:.0f} to {high:.0f}; so many lived west of "
        f"{line_title(line)} before the war)"
    )


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

    def near(self, sector: int, km: float) -> str:
        """The front of a sector in words: its nearest recorded place and the distance from it."""
        at, place = min(self._rows[sector], key=lambda row: abs(row[0] - km))
        far = km - at
        if abs(far) < 15.0:
            return f"near {place}"
        return f"about {10.0 * round(abs(far) / 10.0):.0f} km {'east' if far > 0.0 else 'west'} of {place}"

    def front(self, front_km: tuple[float, float, float]) -> str:
        """All three sectors in one sentence part."""
        parts = [f"{self.near(s, front_km[s])} in {SECTOR_WORDS[s]}" for s in range(slots.SECTORS)]
        return listed(parts)
