"""What a class without a computer sees of a run: the two lines as a drawing, and two wars in their key days.

The wars are those of the ready report (``report.story``), told here in a few plain sentences that stand in
the texts, so that there are such in every language. Nothing is worked out anew: the lines are the medians of
the batches, and the reason of a day is taken from the chronicle's own numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sepeace.classroom.lesson_runs import LessonRun
from sepeace.classroom.texts import FIRST, day, has, texts
from sepeace.figures.series import anatomy_of, bands_of, ruler_of
from sepeace.kernel.terms import GAP
from sepeace.report.story import ToldWar, two_wars
from sepeace.wording.gap import TERMS

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import Event

FIRST_DAY, LAST_DAY = date(1943, 1, 1), date(1944, 12, 31)
ROWS = (
    *(date(1943, 1, 1), date(1943, 4, 1), date(1943, 7, 1), date(1943, 7, 24), date(1943, 8, 7)),
    *(date(1943, 9, 1), date(1943, 10, 1), date(1944, 1, 1), date(1944, 7, 1)),
)
"""Days of the table below the drawing; each is told by the last week before it."""
LINES = ("least_germany", "most_soviet")
NAMED = ("frontier_1941", "dnieper", "brest_litovsk", "arkhangelsk_astrakhan")
LEFT, RIGHT, TOP, BOTTOM = 4.0, 560.0, 12.0, 252.0
STRIP_TOP, STRIP_BOTTOM, HIGHEST = 280.0, 330.0, 0.2
"""Places of the drawing; what the strip's upper edge stands for, where no share is higher."""
LOW, HIGH = 0.0, 1.05
MOVED, WEEKS = 0.005, 4
"""What counts as a move of a term, and over how many weeks it is looked for, as in the chronicle."""
WILLING = 0.5
SIDES = {"Germany": "german", "Soviet Union": "soviet"}


class LineWeek(NamedTuple):
    """A week of a batch: the day, the middle of each line, and the share of wars in which terms meet."""

    day: date
    least_germany: float
    most_soviet: float
    meets: float

    def of(self, line: str) -> float:
        """The middle of a line."""
        return self.least_germany if line == LINES[0] else self.most_soviet


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDay:
    """A day of a told war: when, what happened, and why."""

    when: str
    text: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarOnPaper:
    """A told war: whether terms meet in it, with the change and without, its number and its key days."""

    meets: bool
    meets_without: bool | None
    number: int
    days: tuple[KeyDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesOnPaper:
    """The two lines in both worlds, as places of a drawing and as a table.

    Attributes:
        paths: points of each line, by its name and world ("with" or "without").
        beside: how high the name of each line stands, clear of it.
        strips: points below which terms meet in so many wars, by world.
        branch: place of the day from which the worlds may part, across.
        years: place and number of each year, across.
        named: place and words of each line of the map, from the top down.
        highest: the share at the upper edge of the strip, in words.
        rows: the days of the table: when, then least and most without and with the change, as hundredths, and
            in how many of 100 wars terms meet without and with it.
    """

    paths: Mapping[str, str]
    beside: Mapping[str, float]
    strips: Mapping[str, str]
    branch: float
    years: tuple[tuple[float, int], ...]
    named: tuple[tuple[float, str], ...]
    highest: str
    rows: tuple[tuple[str, ...], ...]


# --- the two lines ----------------------------------------------------------------------------------------


def lines(language: str, run: LessonRun) -> LinesOnPaper:
    """The two lines of a what-if, beside those without the change."""
    worlds = {"without": run.comparison.baseline, "with": run.comparison.counterfactual}
    found = {world: _weeks(batch) for world, batch in worlds.items()}
    branch = worlds["with"].scenario.branch
    assert branch is not None
    top = max(HIGHEST, *(week.meets for weeks in found.values() for week in weeks))
    ruler = ruler_of(worlds["with"])
    words = texts(language, "words")["line"]
    named = [(_up(one.share), words[one.id]) for one in ruler.named_lines if one.id in NAMED]
    paths, strips = {}, {}
    for world, weeks in found.items():
        for name in LINES:
            paths[f"{name} {world}"] = _points((_across(week.day), _up(week.of(name))) for week in weeks)
        after = [week for week in weeks if week.day >= branch]
        high = (STRIP_BOTTOM - STRIP_TOP) / top
        strip = [(_across(week.day), STRIP_BOTTOM - week.meets * high) for week in after]
        strips[world] = _points([(strip[0][0], STRIP_BOTTOM), *strip, (strip[-1][0], STRIP_BOTTOM)])
    return LinesOnPaper(
        paths=paths,
        beside={name: _beside(found["with"], name, branch) for name in LINES},
        strips=strips,
        branch=round(_across(branch), 1),
        years=tuple((round(_across(date(year, 1, 1)), 1), year) for year in (1943, 1944)),
        named=tuple(sorted((round(place, 1), name) for place, name in named)),
        highest=f"{100.0 * top:.0f}",
        rows=tuple(_row(language, wanted, found, branch) for wanted in ROWS),
    )


def _weeks(batch: Batch) -> list[LineWeek]:
    """The weeks of a batch that are drawn."""
    series = anatomy_of(batch)
    bands = bands_of(batch, series["at_war"].days[-1])
    least, most = (dict(zip(bands[name].days, bands[name].q50, strict=True)) for name in LINES)
    meets = dict(zip(series["open"].days, series["open"].values, strict=True))
    return [
        LineWeek(one, float(least[one]), float(most[one]), float(meets[one]))
        for one in sorted(set(least) & set(most) & set(meets))
        if FIRST_DAY <= one <= LAST_DAY
    ]


def _beside(weeks: Sequence[LineWeek], line: str, branch: date) -> float:
    """How high a line's name stands: below it, where it lies lowest before the worlds may part."""
    return round(max(_up(week.of(line)) for week in weeks if week.day < branch) + 13.0, 1)


def _row(
    language: str, wanted: date, found: Mapping[str, Sequence[LineWeek]], branch: date
) -> tuple[str, ...]:
    """A row of the table; before the worlds may part no share counts."""
    until = wanted + timedelta(days=6)
    last = {world: max(week for week in weeks if week.day <= until) for world, weeks in found.items()}
    told = [f"{100.0 * last[world].of(line):.0f}" for line in LINES for world in ("without", "with")]
    counts = last["with"].day >= branch
    told += [f"{100.0 * last[world].meets:.0f}" if counts else "–" for world in ("without", "with")]
    return day(language, last["with"].day), *told


def _across(when: date) -> float:
    return LEFT + (RIGHT - LEFT) * (when - FIRST_DAY).days / (LAST_DAY - FIRST_DAY).days


def _up(share: float) -> float:
    inside = min(max(share, LOW), HIGH)
    return BOTTOM - (BOTTOM - TOP) * (inside - LOW) / (HIGH - LOW)


def _points(places: Any) -> str:
    return " ".join(f"{across:.1f},{up:.1f}" for across, up in places)


# --- two wars told ----------------------------------------------------------------------------------------


@cache
def _told(run: LessonRun) -> tuple[ToldWar, ...]:
    return two_wars(run.comparison.counterfactual, run.comparison.baseline)


def wars(language: str, run: LessonRun, sentences: Mapping[str, Sequence[str]]) -> tuple[WarOnPaper, ...]:
    """A war in which terms meet, and one in which they do not, in a few days each.

    Args:
        language: of the dates and terms.
        run: the what-if.
        sentences: what happened and why, by the kind of a day.
    """
    return tuple(
        WarOnPaper(
            meets=war.opens,
            meets_without=war.opens_without,
            number=war.run.campaign,
            days=tuple(_key_day(language, war, event, sentences) for event in war.key_days),
        )
        for war in _told(run)
    )


def _key_day(language: str, war: ToldWar, event: Event, sentences: Mapping[str, Sequence[str]]) -> KeyDay:
    kind, values = _said(language, war, event)
    text, because = (part.format(**values) for part in sentences[kind])
    return KeyDay(when=day(language, event.date), text=text, because=because)


def _said(language: str, war: ToldWar, event: Event) -> tuple[str, dict[str, str]]:
    """The kind of a day, as the sheet's texts know it, and what is put into its sentences."""
    first = event.numbers.get("first", 0.0)
    values = {"of_100": f"{100.0 * min(max(first, 0.0), 1.0):.0f}"}
    if event.kind == "window":
        opens = event.parent is None or war.run.events[event.parent].kind != "window"
        term, moved = _moved(war, event.date, nearer=opens)
        values["term"] = _label(language, term)
        return f"{'meet' if opens else 'part'}{'' if abs(moved) >= MOVED else '_slowly'}", values
    if event.kind in ("feeler", "filtered", "refusal"):
        who = SIDES.get(event.who, "third")
        likely = event.kind == "refusal" and first > WILLING
        return f"{event.kind}_{who}{'_by_luck' if likely else ''}", values
    if event.kind == "war_end":
        return f"end_{war.run.ending}", values
    return event.kind, values


def _moved(war: ToldWar, when: date, nearer: bool) -> tuple[str, float]:
    """The term that did most in the weeks before to bring the lines nearer, or to move them apart."""
    weeks = war.run.trajectory
    now = max(place for place, one in enumerate(weeks["date"]) if one <= when)
    before = max(0, now - WEEKS)
    moves = {term.name: float(weeks[term.name][now] - weeks[term.name][before]) for term in GAP}
    term = (min if nearer else max)(moves, key=lambda name: moves[name])
    return term, moves[term]


def _label(language: str, term: str) -> str:
    if language != FIRST and has(language, "package"):
        return str(texts(language, "package")["terms"][term])
    return str(TERMS[next(one for one in TERMS if one == term)])
