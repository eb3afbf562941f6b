"""Who bears a settlement: the text that every figure of one and every report carries.

Decides the wording and takes the people behind each line from the ruler and the record. It counts no
victims: the model has no grounds to. What is said of the groups rests on the works named beside it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from sepeace.documents.batch import After, Finland
from sepeace.figures import wording
from sepeace.files import data_text
from sepeace.record import load
from sepeace.ruler import NamedLine, Ruler


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A group that a settlement would have fallen on, what it faced, and where that is told."""

    group: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Who lived west of a named line before the war, in millions.

    `middle`, `low` and `high` are people of the Soviet Union of June 1941, `poland` those of pre-war Poland
    who never came under Soviet rule, `elsewhere` those of the other countries that Germany occupied.
    """

    line: NamedLine
    middle: float
    low: float
    high: float
    poland: float
    elsewhere: float


_TABLES = tomllib.loads(data_text("bearers.toml"))
BEARERS: tuple[Bearer, ...] = tuple(Bearer(**row) for row in _TABLES["bearer"])
PEOPLE_OF: dict[str, str] = _TABLES["people_of"]
"""Who lived west of each named line, by land. What else lies there is in the record."""

SHORT = (
    "Who bears a settlement: the occupied peoples west of the line, prisoners of war, the Jews and the Roma "
    "of Europe, hospital patients, and the countries partitioned without being asked."
)
FINNISH_SHORT = (
    "Who bears it: Soviet prisoners in Finnish hands, the people of East Karelia and of its camps, "
    "Leningrad, refugees and prisoners handed over, the people of ceded Karelia, and Lapland."
)
FINLAND_AFTER = (
    "Finland is followed until the signature alone: where she is still at war by then, what becomes of her "
    "is left open."
)
"""Of Finland, beside what came after the signatures of the two main enemies."""
BEARS_OF_THE_MIDDLE = "Who bears the middle one, by its line and day, as it stood in the recorded war:"
FINNISH_BEARS_ON = (
    "Who bears Finland's peace, and her war before it, signed on {day}, as it stood in the recorded war:"
)
NOT_COUNTED = "The model computes no victims."


def behind(ruler: Ruler) -> tuple[Behind, ...]:
    """People behind every named line, west to east."""
    farther = {row.line: row for row in load().line_scalars}
    rows = []
    for line in ruler.named_lines:
        middle, low, high = line.people
        west = farther[line.id]
        rows.append(
            Behind(
                line=line,
                middle=middle,
                low=low,
                high=high,
                poland=west.poland_millions,
                elsewhere=west.elsewhere_millions,
            )
        )
    return tuple(rows)


def after_sentence(found: After) -> str:
    """How many settlements held, who broke the others and when."""
    low, high = found.ci95
    if found.held is None or low is None or high is None:
        return "None was signed."
    were = "was" if found.settlements == 1 else "were"
    head = f"{found.settlements:,} {were} signed. Of these {found.held:.0%} [{low:.0%}, {high:.0%}]"
    head += " held for the three years that are followed"
    if found.median_months is None:
        return f"{head}; none was broken. {FINLAND_AFTER}"
    return (
        f"{head}; the German side broke {found.broken_by_germany:.0%}, the Soviet side "
        f"{found.broken_by_soviet:.0%}, after {found.median_months:.0f} months in the median. {FINLAND_AFTER}"
    )


def finland_sentence(found: Finland) -> str:
    """In how many campaigns Finland signs, in which years, and by when half of all have seen it.

    No median: she signs in years apart, and the middle of two peaks lies where hardly a signature is.
    """
    if not found.years:
        return "Finland signs in no campaign."
    interval = wording.percent_interval(found.ci95)
    told = f"Finland signs in {wording.percent(found.settled)} of the campaigns (95% interval {interval})"
    if len(found.years) > 1:
        shares = [f"{row.year} {wording.percent(row.share)}" for row in found.years]
        told += f", by years: {', '.join(shares)}"
    if found.half_date is None:
        return f"{told}. Fewer than half of all campaigns see her sign."
    return f"{told}. By {wording.day(found.half_date)} half of all campaigns have seen her sign."


def finnish_heading(found: Finland) -> str:
    """What stands above those who bear a Finnish signature: of which day they are told."""
    return FINNISH_BEARS_ON.format(day=wording.day(found.bears_on))


def sources() -> str:
    """Where the numbers of all named lines come from, each source once."""
    named = [row for row in load().line_scalars if row.line in PEOPLE_OF]
    texts = [row.source for row in named] + [row.west_source for row in named]
    return "; ".join(dict.fromkeys(part for text in texts for part in text.split("; ")))


def millions(row: Behind) -> str:
    """The people west of a line in words, such as "35 to 47".

    At the frontier of June 1941 nobody of the Soviet Union lived west of it, and the people of Poland are
    named: no line has nobody behind it.
    """
    low, high = round(row.low), round(row.high)
    if high == 0:
        return f"{row.poland:.0f} of pre-war Poland"
    return str(low) if low == high else f"{low} to {high}"


def farther_west(rows: tuple[Behind, ...]) -> str:
    """Who comes on top of the people of the Soviet Union, whatever the line."""
    usual = max(row.poland for row in rows)
    fewer = [row for row in rows if row.poland < usual]
    but = "".join(f" ({row.poland:.0f} million at the {row.line.title})" for row in fewer)
    return (
        f"On top come some {usual:.0f} million people of pre-war Poland{but} and some "
        f"{rows[0].elsewhere:.0f} million in the other countries under German occupation. {NOT_COUNTED}"
    )


def caption(ruler: Ruler) -> str:
    """The caption under a figure of a settlement."""
    rows = behind(ruler)
    people = "; ".join(f"{row.line.title} {millions(row)}" for row in rows if row.high >= 0.5)
    poland = max(row.poland for row in rows)
    but = "".join(f" ({row.line.title} {row.poland:.0f})" for row in rows if row.poland < poland)
    return (
        f"{SHORT} Pre-war inhabitants of the Soviet Union of June 1941 west of each line, in millions: "
        f"{people}; on top pre-war Poland {poland:.0f}{but}, other occupied countries "
        f"{rows[0].elsewhere:.0f}. {NOT_COUNTED}"
    )
