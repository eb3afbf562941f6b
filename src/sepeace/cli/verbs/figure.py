"""`sepeace figure`: one figure, of a scenario or of a results folder, as one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sepeace.cli import map_figure
from sepeace.cli.options import AnyCampaign, AnyCampaigns, AnySeed, processes, scenario_from, told_in
from sepeace.cli.output import check_file, emit_json, note, progress
from sepeace.cli.request import Request, with_options
from sepeace.cli.verbs.invert import parsed as levers
from sepeace.cli.verbs.invert import probability
from sepeace.cli.verbs.sensitivity import points_option
from sepeace.cli.verbs.sweep import FORM
from sepeace.cli.verbs.sweep import parsed as ranges
from sepeace.documents.figure import FigureDocument
from sepeace.errors import BadUsage, BadValue, UnknownName, nearest
from sepeace.files import replacing
from sepeace.quantities import parse_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sepeace.documents.checks.calibrate import Calibrate
    from sepeace.execution.options import Progress
    from sepeace.runs.many.compare_many import Comparisons

RUN = ("campaigns", "seed", "given", "set")
ALL = "all"
"""What the figure of what-ifs is drawn of, in place of a scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a figure is drawn from.

    Attributes:
        makes: full name of the function that gives it, or "" where nothing is run.
        kind: the class of what it gives.
        takes: options that may be given.
    """

    makes: str
    kind: str
    takes: tuple[str, ...] = RUN


BATCH = Source(makes="sepeace.runs.batch.batch", kind="Batch")
SOURCES = {
    "anatomy": BATCH,
    "calibration": Source(makes="", kind="Calibrate", takes=()),
    "fears": Source(makes="sepeace.runs.many.fears.fears", kind="Fears"),
    "finland": BATCH,
    "frontier": Source(makes="sepeace.inverse.invert.invert", kind="Inversion", takes=(*RUN, "target", "by")),
    "leverage": Source(makes="sepeace.runs.many.leverage.leverage", kind="Leverage"),
    "map": Source(makes="sepeace.cli.map_figure.of_scenario", kind="Batch", takes=(*RUN, *map_figure.OF_MAP)),
    "outcomes": Source(makes="sepeace.runs.compare.compare", kind="Comparison"),
    "phase": Source(makes="sepeace.runs.sweep.sweep", kind="Sweep", takes=(*RUN, "vary")),
    "sensitivity": Source(
        makes="sepeace.uncertainty.sensitivity.sensitivity",
        kind="Sensitivity",
        takes=(*RUN, "parameters", "points"),
    ),
    "what_ifs": Source(makes="sepeace.runs.many.compare_many.compare_many", kind="Comparisons"),
    "willingness": BATCH,
    "windows": BATCH,
    "wish_map": Source(makes="", kind="", takes=("day",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOptions:
    """Options of a figure by the names that its source takes; None where they were not given."""

    campaigns: int | None
    seed: int | None
    given: str | None
    set: list[str] | None
    vary: list[str] | None
    target: str | None
    by: list[str] | None
    parameters: list[str] | None
    points: int | None
    day: str | None
    campaign: int | None
    dates: list[str] | None
    lines: list[str] | None

    def made(self) -> dict[str, object]:
        """Those that were given."""
        return {name: value for name, value in asdict(self).items() if value is not None and value != []}


SPELLED = {"campaigns": "-n/--campaigns", "parameters": "--parameter", **map_figure.KEYS}


def _name(text: str) -> str:
    if text not in SOURCES:
        near = nearest(text, SOURCES)
        raise UnknownName(
            "there is no such figure", given=text, allowed=list(SOURCES), nearest=near, key="NAME"
        )
    return text


@with_options(
    "name source out campaigns seed workers given set_ vary target by parameter points day campaign "
    "date line quiet json"
)
def figure(
    request: Request,
    name: Annotated[
        str, typer.Argument(parser=_name, metavar="NAME", help="One of: " + ", ".join(SOURCES) + ".")
    ],
    source: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|DIR",
            help="A scenario, which is run, or a results folder, which is read (./NAME where a scenario "
            "has its name); all for what_ifs; for calibration the folder of calibrate. Of a map also: "
            "record, the recorded front.",
        ),
    ],
    out: Annotated[
        str, typer.Option("-o", "--out", metavar="FILE", help="A file .png or .svg; of a map also .gif.")
    ],
    campaigns: AnyCampaigns = None,
    seed: AnySeed = None,
    vary: Annotated[
        list[str] | None, typer.Option("--vary", metavar="NAME=LOW:HIGH:COUNT", help="phase: as for sweep.")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="P", help="frontier: as for invert.")
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="NAME", help="frontier: as for invert.")
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", metavar="NAME", help="sensitivity: as for that verb."),
    ] = None,
    points: Annotated[int | None, points_option("sensitivity: as for that verb.")] = None,
    day: Annotated[
        str | None,
        typer.Option("--day", metavar="DATE", help="wish_map: by default that of the scenario's branch."),
    ] = None,
    campaign: AnyCampaign = None,
    date: Annotated[
        list[str] | None,
        typer.Option("--date", metavar="DATE", help="map: a front of this day; up to five of them."),
    ] = None,
    line: Annotated[
        list[str] | None,
        typer.Option("--line", metavar="NAME", help="map: this line alone, or those named; none for none."),
    ] = None,
) -> None:
    """One figure as one file.

    Runs what the figure needs, with as many campaigns as its verb would. Its caption, in the picture, says
    how to read it and who bears a settlement.

    \b
    Example:
      sepeace figure windows historical -n 1000 -o windows.svg
      sepeace figure phase out/citadel -o phase.png
      sepeace figure map record -o war.gif
    """
    path = check_file(out)
    map_figure.check_kind(name, path, out)
    asked = FigureOptions(
        campaigns=campaigns,
        seed=seed,
        given=request.given,
        set=request.set_,
        vary=vary,
        target=target,
        by=by,
        parameters=parameter,
        points=points,
        day=day,
        campaign=campaign,
        dates=date,
        lines=line,
    )
    draw = map_figure.drawing(date, line, path) if name == "map" else _of(name)
    drawn = _drawn(name, source, asked, draw, processes(request.workers), progress(request.quiet))
    content = _written(name, drawn, path)
    note(f"wrote {path}", request.quiet)
    if request.json:
        emit_json(content)


def _of(name: str) -> Callable[[Any], Figure]:
    from sepeace import figures

    draw: Callable[[Any], Figure] = getattr(figures, name)
    return draw


def _drawn(
    name: str,
    source: str,
    asked: FigureOptions,
    draw: Callable[[Any], Figure],
    workers: int,
    tell: Progress | None,
) -> Figure:
    """The figure of a scenario or of a folder."""
    from sepeace.figures.chances.plot_phase import MOST_AXES
    from sepeace.figures.style import warn
    from sepeace.scenario.checks.leaders import refuse_for_class
    from sepeace.scenario.library import shipped

    if name == "what_ifs":
        return draw(_every_what_if(source, asked, workers, tell))
    if name == "calibration":
        _check(name, asked, SOURCES[name].takes, "of what calibrate wrote")
        return draw(_calibrated(source))
    if Path(source).is_dir() and source not in (*shipped(), map_figure.RECORD):
        _check(name, asked, map_figure.OF_MAP if name == "map" else (), "of a results folder")
        found = _in_folder(name, source)
        return draw(map_figure.of_folder(found, source, asked.campaign) if name == "map" else found)
    if name == "map":
        given = asked.made()
        _check(name, asked, map_figure.takes_of(source, given, RUN), map_figure.called(source, given))
        return draw(map_figure.of_scenario(source, given, workers, tell))
    _check(name, asked, SOURCES[name].takes, "of a scenario")
    chosen = scenario_from(source, asked.set)
    refuse_for_class(chosen, "figure")
    if name == "wish_map":
        try:
            drawn = draw(_day(asked.day, chosen.branch))
            warn(drawn, chosen.banner)
            return drawn
        except BadValue as error:
            raise error.keyed("--day") from None
    words = {"workers": workers, "progress": tell, **asked.made()}
    words.pop("set", None)
    if name == "phase":
        if not asked.vary:
            raise BadUsage("a phase diagram needs what is varied", allowed=FORM, key="--vary")
        words["vary"] = varied = ranges(asked.vary)
        if len(varied) > MOST_AXES:
            message = "a phase diagram has one or two axes"
            raise BadUsage(message, given=", ".join(varied), key="--vary")
    if name == "frontier":
        words["target"] = probability(asked.target)
        words["by"] = levers(asked.by) if asked.by else None
    with told_in(source):
        module, _, make = SOURCES[name].makes.rpartition(".")
        return draw(getattr(import_module(module), make)(chosen, **words))


def _every_what_if(source: str, asked: FigureOptions, workers: int, tell: Progress | None) -> Comparisons:
    """All what-ifs side by side; of other readings the figure has nothing."""
    from sepeace.cli.many import chosen
    from sepeace.runs.many.compare_many import compare_many

    if source != ALL:
        message = "this figure is drawn of all what-ifs; a folder of them holds it already"
        raise BadUsage(message, given=source, allowed=ALL, key="SCENARIO|DIR")
    _check("what_ifs", asked, SOURCES["what_ifs"].takes, "of all scenarios")
    words: dict[str, Any] = {"workers": workers, "progress": tell, **asked.made()}
    words.pop("set", None)
    return compare_many(chosen((), asked.set), readings=False, **words)


def _calibrated(source: str) -> Calibrate:
    """What calibrate wrote into a folder; nothing is run for this figure, since it takes minutes."""
    from sepeace.calibration.calibrate import read

    try:
        return read(source)
    except BadValue as error:
        raise error.keyed("SCENARIO|DIR") from None


def _in_folder(name: str, source: str) -> object:
    """What a results folder holds, if this figure is drawn of it."""
    from sepeace.runs.compare import Comparison
    from sepeace.runs.read import read

    found: object = read(source)
    if isinstance(found, Comparison) and SOURCES[name].kind == BATCH.kind:
        found = found.counterfactual  # the world that a batch of the scenario would be
    if type(found).__name__ != SOURCES[name].kind:
        kind = type(found).__name__
        kinds = (kind, BATCH.kind) if isinstance(found, Comparison) else (kind,)
        fitting = [one for one, row in SOURCES.items() if row.kind in kinds]
        message = f"this figure is not drawn of a {kind.lower()}, which the folder holds"
        raise BadUsage(message, given=name, allowed=fitting, file=source, key="NAME")
    return found


def _check(name: str, asked: FigureOptions, takes: Sequence[str], of: str) -> None:
    """Refuse an option that would change nothing."""
    for key, value in asked.made().items():
        if key not in takes:
            allowed = [SPELLED.get(one, f"--{one}") for one in takes] or "no option but -o"
            message = f"the figure {name} {of} does not take this option"
            raise BadUsage(message, given=value, allowed=allowed, key=SPELLED.get(key, f"--{key}"))


def _day(text: str | None, branch: date | None) -> date:
    """The day of a map: the one that was asked for, else that of the branch."""
    if text is None:
        if branch is None:
            message = "this scenario has no branch, so a day is needed"
            raise BadUsage(message, allowed="--day DATE", key="--day")
        return branch
    try:
        return parse_date(text)
    except ValueError as error:
        raise BadValue(str(error), given=text, allowed="a date such as 1943-07-05", key="--day") from None


def _written(name: str, drawn: Figure, path: Path) -> FigureDocument:
    """Write the figure, whole or not at all, and say what stands in it."""
    from sepeace import figures
    from sepeace.figures.files import png, svg

    if path.suffix.lower() != map_figure.FILM:  # a film has been written, frame by frame
        content = svg(drawn).encode() if path.suffix.lower() == ".svg" else png(drawn)
        with replacing(path) as temporary:
            temporary.write_bytes(content)
    title, caption, banner = figures.title(drawn), figures.caption(drawn), figures.banner(drawn) or None
    return FigureDocument(figure=name, file=str(path), title=title, caption=caption, banner=banner)
