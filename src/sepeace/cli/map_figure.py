"""What `sepeace figure map` takes beside a scenario or a folder: the record, one campaign, days and lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sepeace.cli.options import scenario_from, told_in
from sepeace.errors import BadUsage, BadValue, CannotWrite, SepeaceError
from sepeace.quantities import parse_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sepeace.execution.options import Progress
    from sepeace.record import Record
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import Run

RECORD = "record"
"""The word that stands for the recorded front in place of a scenario; a folder of this name is ./record."""
FILM = ".gif"
OF_MAP = ("campaign", "dates", "lines")
"""Options that a map alone takes."""
NONE = "none"
KEYS = {"dates": "--date", "lines": "--line"}


def drawing(dates: Sequence[str] | None, lines: Sequence[str] | None, path: Path) -> Callable[[Any], Figure]:
    """What draws a map of something: a figure, or a film that is written at once.

    Args:
        dates, lines: as they were given; ``none`` for no line.
        path: the file; a film if it is a GIF.
    """
    if lines and NONE in lines and len(lines) > 1:
        message = "none beside a line says nothing"
        raise BadUsage(message, given=", ".join(lines), allowed="none alone, or lines", key="--line")
    chosen = None if not lines else () if list(lines) == [NONE] else tuple(lines)
    days = [_day(text) for text in dates] if dates else None
    film = path.suffix.lower() == FILM
    if film and days is not None:
        given = ", ".join(day.isoformat() for day in days)
        message = "a film shows the whole war, so it takes no days"
        raise BadUsage(message, given=given, allowed="no option --date", key="--date")

    def draw(shown: Any) -> Figure:
        from sepeace import figures
        from sepeace.figures.maps.film import film as filmed

        try:
            if film:
                return filmed(shown, path, chosen)
            return figures.map(shown, dates=days, lines=chosen)
        except SepeaceError as error:
            raise (error.keyed(KEYS[error.key]) if error.key in KEYS else error) from None

    return draw


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise BadValue(str(error), given=text, allowed="a date such as 1943-07-05", key="--date") from None


def of_folder(found: object, source: str, campaign: int | None) -> object:
    """What a folder holds, or one campaign of it, run again from its seed and number."""
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import run

    if campaign is None or not isinstance(found, Batch):
        return found
    if campaign >= found.campaigns:
        message = "the folder has no campaign of this number"
        raise BadValue(message, given=campaign, allowed=f"0 to {found.campaigns - 1}", key="--campaign")
    with told_in(source):
        return run(found.scenario, seed=found.seed, campaign=campaign, given=found.luck.value)


def of_scenario(
    source: str, asked: dict[str, Any], workers: int, tell: Progress | None
) -> Record | Run | Batch:
    """The record, one campaign or a batch of a scenario.

    Args:
        asked: the options of a run that were given, by name.
    """
    from sepeace.record import load
    from sepeace.runs.batch import batch
    from sepeace.runs.run import run
    from sepeace.scenario.checks.leaders import refuse_for_class

    if source == RECORD:
        return load()
    chosen = scenario_from(source, asked.get("set"))
    refuse_for_class(chosen, "map")
    words: dict[str, Any] = {name: asked[name] for name in ("seed", "given") if name in asked}
    with told_in(source):
        if "campaign" in asked:
            return run(chosen, campaign=asked["campaign"], **words)
        if "campaigns" in asked:
            words["campaigns"] = asked["campaigns"]
        return batch(chosen, workers=workers, progress=tell, **words)


def takes_of(source: str, asked: dict[str, Any], run: Sequence[str]) -> tuple[str, ...]:
    """Options that change something for this source: one campaign has no number of campaigns."""
    if source == RECORD:
        return ("dates", "lines")
    own = [name for name in run if name != "campaigns" or "campaign" not in asked]
    return (*own, *OF_MAP)


def called(source: str, asked: dict[str, Any]) -> str:
    """What a map is drawn of, in a message."""
    if source == RECORD:
        return "of the record"
    return "of one campaign" if "campaign" in asked else "of a scenario"


def check_kind(name: str, path: Path, out: str) -> None:
    """Refuse a file that the figure cannot be written to."""
    endings = (".png", ".svg", FILM) if name == "map" else (".png", ".svg")
    if path.suffix.lower() not in endings:
        allowed = f"a name that ends in {', '.join(endings[:-1])} or {endings[-1]}"
        kinds = "a PNG, an SVG or a GIF file" if name == "map" else "a PNG or an SVG file"
        raise CannotWrite(f"a figure is {kinds}", given=out, allowed=allowed, key="-o/--out")
