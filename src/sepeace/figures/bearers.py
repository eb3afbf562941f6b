"""Who bears a settlement: the text that every figure of one and every report carries.

Decides the wording and takes the people behind each line from the ruler. It counts no victims: the
model has no grounds to. What is said of the groups rests on the works named beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.ruler import NamedLine, Ruler


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A group that a settlement would have fallen on, what it faced, and where that is told."""

    group: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Pre-war Soviet inhabitants west of a named line, in millions."""

    line: NamedLine
    middle: float
    low: float
    high: float


BEARERS: tuple[Bearer, ...] = (
    Bearer(
        group="The occupied peoples",
        text="Belorussians, Ukrainians, Russians, Balts, Roma and others west of the line would have "
        "stayed under a rule that planned hunger for whole cities, burned villages, and took men, "
        "women and children for forced labour.",
        source="Pohl, Die Herrschaft der Wehrmacht (2008); Gerlach, Kalkulierte Morde (1999)",
    ),
    Bearer(
        group="Prisoners of war",
        text="Soviet prisoners were starved, shot and worked to death in German hands; most of the deaths "
        "came in the first year. No term in this model brings one of them home.",
        source="Streit, Keine Kameraden (1978)",
    ),
    Bearer(
        group="The Jews of Europe",
        text="They were murdered wherever German rule reached, in the Soviet Union from the first days of "
        "the invasion. A line drawn on a map would have protected nobody west of it, and it would "
        "have left the killing sites in the hands of the killers.",
        source="Hilberg, The Destruction of the European Jews (3rd ed. 2003); Arad, The Holocaust in the "
        "Soviet Union (2009)",
    ),
    Bearer(
        group="The countries partitioned",
        text="Poland, the Baltic states and Romania's eastern provinces lie between the lines in question. "
        "They were not asked. East of a line waited a dictatorship that had deported people from "
        "there by the hundred thousand, and went on to deport whole peoples.",
        source="Snyder, Bloodlands (2010)",
    ),
)
"""General works, named as leads; pages are unchecked."""

SHORT = (
    "Who bears a settlement: the occupied peoples west of the line, prisoners of war, the Jews of Europe, "
    "and the countries partitioned without being asked."
)
NOT_COUNTED = (
    "People in Poland and other countries are not counted here and come on top. "
    "The model computes no victims."
)


def behind(ruler: Ruler) -> tuple[Behind, ...]:
    """People behind every named line, west to east."""
    rows = []
    for line in ruler.named_lines:
        middle, low, high = line.people
        rows.append(Behind(line=line, middle=middle, low=low, high=high))
    return tuple(rows)


def millions(row: Behind) -> str:
    """The range in words, such as "35 to 47"; a line that is the frontier itself has 0."""
    low, high = round(row.low), round(row.high)
    return str(low) if low == high else f"{low} to {high}"


def caption(ruler: Ruler) -> str:
    """The caption under a figure of a settlement."""
    people = "; ".join(f"{row.line.title} {millions(row)}" for row in behind(ruler) if row.high >= 0.5)
    return (
        f"{SHORT} Pre-war inhabitants of the Soviet Union of June 1941 west of each line, in millions: "
        f"{people}. {NOT_COUNTED}"
    )
