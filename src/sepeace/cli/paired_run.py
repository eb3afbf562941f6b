"""Two worlds of one campaign, side by side: the chain of causes first, then both chronicles.

On a terminal the worlds stand in two columns; elsewhere each line says in which world it belongs, so that
it can be searched and cut.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sepeace.cli.output import left_out, width
from sepeace.errors import SepeaceError
from sepeace.wording.assumed import luck_lines
from sepeace.wording.outcomes import CAME_ABOUT, ENDINGS

if TYPE_CHECKING:
    from sepeace.chronicle.event import Event
    from sepeace.runs.paired_run import Beside, PairedEvent
    from sepeace.scenario import Scenario

NARROWEST_COLUMN = 30
_DATE, _GAP = 12, 3


def beside_told(
    chosen: Scenario, against: str, seed: int, campaign: int, given: str | None, median_luck: bool
) -> Beside:
    """The campaign in both worlds; a mistake in the second name says that it stands after --against."""
    from sepeace.runs.paired_run import beside
    from sepeace.scenario.library import load

    try:
        other = load(against)
    except SepeaceError as error:
        raise (error.keyed("--against") if error.key == "SCENARIO" else error) from None
    return beside(chosen, other, seed=seed, campaign=campaign, given=given, median_luck=median_luck)


def names(pair: Beside) -> tuple[str, str]:
    """What the worlds are called."""
    from sepeace.runs.causal_story import names_of

    one, other = pair.one.scenario, pair.other.scenario
    if other.changes:
        return one.title, other.title
    first, second = names_of(one, other)
    return first.lower(), second.lower()


def heading(pair: Beside) -> list[str]:
    """Which campaign, the readings, and the chain of causes."""
    one = pair.one
    readings = one.scenario.assumptions.in_words()
    lines = [
        f"{one.scenario.title}, beside {pair.other.scenario.title}: seed {one.seed}, campaign {one.campaign}",
        *luck_lines(one.luck),
        f"Readings: {readings}",
        "",
        "The chain, in this one campaign:",
    ]
    return [*lines, *(f"{step.date.isoformat()}  {step.text}" for step in pair.chain), ""]


def beside_lines(pair: Beside, first: date | None = None, short: bool = False) -> list[str]:
    """Heading, then an event a line with the world it belongs to, then both endings; ``short`` leaves out
    battles that went as recorded in either world."""
    labels = {"both": "both", "one": names(pair)[0], "other": names(pair)[1]}
    lines = [*heading(pair), *_shared(pair, first)]
    for row in _kept(pair, first, short):
        both = row.world == "both"
        for world, event in (("one", row.one), ("other", None if both else row.other)):
            if event is not None:
                label, because = labels["both" if both else world], event.because.rstrip(".")
                lines.append(f"{row.date.isoformat()}  [{label}] {_text(event)} (because {because})")
    return [*lines, *_short(pair, first, short), "", *_endings(pair)]


def in_columns(pair: Beside, first: date | None = None, short: bool = False) -> list[str]:
    """The same in two columns as wide as the terminal allows; events of both worlds run across."""
    columns = width() or 0
    size = (columns - _DATE - _GAP) // 2
    if size < NARROWEST_COLUMN:
        return beside_lines(pair, first, short)
    lines = [*(_filled(line, columns) for line in heading(pair)), *_shared(pair, first)]
    head = [f"{name[:1].upper()}{name[1:]}" for name in names(pair)]
    lines += [" " * _DATE + f"{head[0][:size]:{size}} | {head[1][:size]}", "-" * columns]
    for row in _kept(pair, first, short):
        if row.world == "both" and row.one is not None:
            lines.append(_filled(f"{row.date.isoformat()}  {_text(row.one)}", columns))
            continue
        cells = [textwrap.wrap(text, size) for text in _cells(row)]
        for place in range(max(map(len, cells))):
            left, right = (cell[place] if place < len(cell) else "" for cell in cells)
            start = row.date.isoformat() if place == 0 else ""
            lines.append(f"{start:{_DATE}}{left:{size}} | {right}".rstrip())
    return [*lines, *_short(pair, first, short), "", *_endings(pair)]


def _told(pair: Beside, first: date | None) -> Iterator[PairedEvent]:
    """Rows from the day on which the worlds part, or from another one."""
    start = first or pair.first_divergence
    return (row for row in pair.rows if start is None or row.date >= start)


def _usual(row: PairedEvent) -> bool:
    """Whether it is a battle that went as recorded, in each world that has it."""
    return all(event.as_recorded for event in (row.one, row.other) if event is not None)


def _kept(pair: Beside, first: date | None, short: bool) -> list[PairedEvent]:
    return [row for row in _told(pair, first) if not (short and _usual(row))]


def _short(pair: Beside, first: date | None, short: bool) -> list[str]:
    if not short:
        return []
    begun = (
        "operation" in {event.kind for event in (row.one, row.other) if event}
        for row in _told(pair, first)
        if _usual(row)
    )
    return ["", left_out(begun)]


def _shared(pair: Beside, first: date | None) -> list[str]:
    """How much is the same before the worlds part, where that is not told."""
    parted = pair.first_divergence
    if parted is None:
        return ["Nothing ever differs between the two worlds.", ""]
    if first is not None and first <= parted:
        return []
    return [f"Until {parted.isoformat()} the two worlds are one; so far they share {pair.shared} events.", ""]


def _text(event: Event) -> str:
    return f"{event.where}. {event.text}" if event.where else event.text


def _cells(row: PairedEvent) -> list[str]:
    """Both worlds' texts; where only the reasons differ, with the reasons."""
    told = [
        (_text(event), event.because.rstrip(".")) if event else ("", "") for event in (row.one, row.other)
    ]
    if told[0][0] != told[1][0]:
        return [text for text, _ in told]
    return [f"{text} (because {because})" for text, because in told]


def _filled(line: str, columns: int) -> str:
    return textwrap.fill(line, columns, subsequent_indent=" " * _DATE) if line else ""


def _endings(pair: Beside) -> list[str]:
    worlds = list(zip(names(pair), (pair.one, pair.other), strict=True))
    supposed = [f"[{name}] {CAME_ABOUT[run.arose]}" for name, run in worlds if run.scenario.changes]
    return [
        *supposed,
        *(f"Ending {name}: {ENDINGS[run.ending]}.  Fingerprint {run.fingerprint}" for name, run in worlds),
    ]
