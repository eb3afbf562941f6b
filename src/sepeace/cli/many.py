"""`sepeace compare` of several what-ifs: one table in words, and a folder with a comparison of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace.cli.folder import held_whole, results_folder, resumable
from sepeace.cli.headline import beside, percent, points, points_interval
from sepeace.cli.options import scenario_from
from sepeace.cli.output import advising, check_file, note, table, tell, tenths, wrapped, write_json
from sepeace.cli.request import Request
from sepeace.cli.wording import heading, with_interval
from sepeace.errors import BadUsage
from sepeace.figures.bearers import SHORT
from sepeace.figures.wording import readings_of_all
from sepeace.wording.assumed import NUMBERS_ON_TERMINAL, STRENGTHS_ON_TERMINAL
from sepeace.wording.outcomes import RUNGS, SHARES_OF_ALL, Rung, counted_step, of_length

if TYPE_CHECKING:
    from sepeace.documents.compare_all import CompareAllDocument, ComparedWhatIf, RungAmongAll, SumCheck
    from sepeace.runs.many.compare_many import Comparisons
    from sepeace.scenario import Scenario

Row = tuple[object, ...]
Columns = tuple[tuple[str, ...], list[Row]]
"""Headings, and rows."""
NAME = "what_ifs"
"""Of the table, the machine output and the figure in a folder."""
CLEAR = "*"
"""Marks a difference whose interval at once keeps clear of 0."""
ORDER = "In the order of the days on which they leave the record; that is no order of merit."
HOW_SURE = (
    "Intervals are about the number of campaigns alone. Of the first, one in twenty misses by chance; the "
    "last are wide enough that all {together} of the tables hold at once (Bonferroni), and {clear} marks "
    "those that keep clear of 0."
)
SUMS = "Do not add up: what the differences sum to, and what the changes do war by war"
WHY_NOT = (
    "The sum counts a war as often as changes act in it, and counts changes that exclude one another and are "
    "not equally likely. Every what-if that is thought of makes it larger. A chance of anything it is not."
)
IMPROBABLE = (
    "Improbability is that of what is supposed, under the model, in nats: 0.7 is one chance in two, 2.3 one "
    "in ten, 4.6 one in a hundred; - where the model has no chance for it, as for a decision, or for what is "
    "supposed to come of a contact: that a contact is on record does not make it likelier."
)


def compare_all(asked: Request, names: Sequence[str], every: bool, split: bool | None) -> None:
    """Compare several what-ifs, or all.

    Args:
        names: as they were given; none where all are asked for.
        every: whether all are asked for.
        split: whether to trace, which is refused; False leaves the other readings out.
    """
    if split:
        allowed = "one what-if with --split, or several without"
        raise BadUsage("a table of several what-ifs traces nothing", allowed=allowed, key="--split")
    path = check_file(asked.out) if asked.out is not None and asked.out.endswith(".json") else None
    folder = results_folder(asked if path is None else replace(asked, out=None))
    from sepeace.runs.many.compare_many import compare_many

    what_ifs = chosen(names, asked.set_)
    folders = [] if folder is None else [folder / scenario.name for scenario in what_ifs]
    known = bool(folders) and all(held_whole(one, asked.campaigns) for one in folders)
    more = [*(["--all"] if every else names), *(["--no-split"] if split is False else [])]
    words = asked.arguments()
    words["progress"] = words["progress"] or tenths(asked.quiet or asked.json)
    with resumable(folder, asked, more, folders), advising(asked.quiet):
        found = compare_many(
            what_ifs,
            **words,
            readings=split,
            window_days=asked.window_days,
            results=folder,
            resume=asked.resume,
        )
    if folder is not None:
        _write(found, folder, known, asked)
    if path is not None:
        write_json(path, found.document)
        note(f"wrote {path}", asked.quiet)
    tell(found.document, asked.json, lambda: map(wrapped, lines(found.document)))


def chosen(names: Sequence[str], settings: Sequence[str] | None) -> list[Scenario]:
    """The what-ifs with the ``--set`` options on top, checked; all that count without names."""
    from sepeace.scenario.checks.several import counted_what_ifs, what_ifs_of

    found, warned = [], set[str]()
    for name in names or [scenario.name for scenario in counted_what_ifs()]:
        found.append(scenario_from(name, settings, warned))
    return list(what_ifs_of(found))


def _write(found: Comparisons, folder: Path, known: bool, asked: Request) -> None:
    """The table, the machine output and the figure, beside the folders of the what-ifs."""
    import pyarrow.csv
    import pyarrow.parquet

    from sepeace import figures
    from sepeace.files import replacing
    from sepeace.store.csv_files import write_csv

    write_json(folder / f"{NAME}.json", found.document)
    with replacing(folder / f"{NAME}.parquet") as temporary:
        pyarrow.parquet.write_table(found.table, temporary)
    figures.save(figures.what_ifs(found), folder / NAME)
    kinds = ["json", "parquet", "png", "svg"]
    if asked.csv:
        with replacing(folder / f"{NAME}.csv") as temporary:
            pyarrow.csv.write_csv(found.table, temporary)
        kinds.append("csv")
        for scenario in found.scenarios:
            write_csv(folder / scenario.name)
    names = ", ".join(f"{NAME}.{kind}" for kind in kinds)
    if known:
        note(f"{folder}/ held all comparisons already; none was run", asked.quiet)
    note(f"wrote {folder}/: {names}, and a comparison in a folder of its own for each", asked.quiet)


# --- in words -------------------------------------------------------------------------------------------


def lines(content: CompareAllDocument) -> list[str]:
    """The table in words: what the changes do together, each rung, what it hangs on, the sum check."""
    first = heading(
        f"{len(content.what_ifs)} what-ifs, each beside the war without its change",
        content.campaigns,
        content.seed,
        content.given,
        content.window_days,
    )
    told = [*content.plain, "", first, f"readings: {readings_of_all(content.what_ifs)}", ORDER, ""]
    told += [SUMS, _laid_out(sum_table(content)), "", WHY_NOT, ""]
    for rung in Rung:
        told += [_laid_out(rung_table(content, rung)), ""]
    told += [SHARES_OF_ALL, HOW_SURE.format(together=content.together, clear=CLEAR), ""]
    told += [_laid_out(hangs_on_table(content)), "", IMPROBABLE, ""]
    return [*told, *_reservations(content), *_said_beside(content), SHORT]


def _laid_out(made: Columns) -> str:
    heads, rows = made
    return table(rows, heads)


def sum_table(content: CompareAllDocument) -> Columns:
    """The sum check: headings, and a row for each step that is added up."""
    rows: list[Row] = [
        (
            counted_step(row.step, content.window_days),
            f"{points(row.sum_of_differences)} {points_interval(row.ci95)}",
            with_interval(row.any, row.any_ci95),
            with_interval(row.none, row.none_ci95),
            _often(row),
            percent(row.taken_away),
        )
        for row in content.sums
    ]
    heads = (
        "with a change and not without it",
        "sum of the differences, points [95%]",
        "at least one of them [95%]",
        "none of these [95%]",
        "changes that do, where any does",
        "at least one takes it away",
    )
    return heads, rows


def _often(row: SumCheck) -> str:
    return f"{row.sum_of_gains / row.any:.1f} on average" if row.any > 0.0 else "-"


def rung_table(content: CompareAllDocument, rung: Rung) -> Columns:
    """One rung: headings, and a row for each what-if."""
    at_once = f"[95% for all {content.together} at once]"
    heads = RUNGS[rung], "from", "without", "with", "difference, points [95%]", at_once
    rows: list[Row] = []
    for row in content.what_ifs:
        (step,) = (one for one in row.ladder if one.rung == rung)
        shares = percent(step.baseline), percent(step.counterfactual)
        rows.append((row.scenario, row.branch, *shares, _difference(step), _at_once(step)))
    return heads, rows


def _difference(step: RungAmongAll) -> str:
    ends = points_interval(step.ci95)
    return f"{points(step.difference)} {ends}" if step.shown else f"not shown {ends}"


def _at_once(step: RungAmongAll) -> str:
    return f"{points_interval(step.ci95_all)}{f' {CLEAR}' if step.shown_all else ''}"


def hangs_on_table(content: CompareAllDocument) -> Columns:
    """How improbable each antecedent is, and the windows under each choice of numbers and each reading."""
    numbers = dict.fromkeys(row.numbers for one in content.what_ifs for row in one.numbers)
    readings = dict.fromkeys(row.strength for one in content.what_ifs for row in one.by_reading)
    rows: list[Row] = [
        (
            one.scenario,
            "-" if one.nats is None else f"{one.nats:.1f}",
            *(_levels(one, name, "numbers") for name in numbers),
            *(_levels(one, name, "by_reading") for name in readings),
        )
        for one in content.what_ifs
    ]
    heads = (
        f"What it hangs on: windows{of_length(content.window_days)}, without to with",
        "nats",
        *(NUMBERS_ON_TERMINAL[name] for name in numbers),
        *(f"if {STRENGTHS_ON_TERMINAL[name]}" for name in readings),
    )
    return heads, rows


def _levels(one: ComparedWhatIf, name: str, kind: str) -> str:
    """The share with a window in both worlds under a choice of numbers, or a reading."""
    for row in getattr(one, kind):
        if name == (row.numbers if kind == "numbers" else row.strength):
            return f"{percent(row.baseline)} to {percent(row.counterfactual)}"
    return "-"


def _reservations(content: CompareAllDocument) -> list[str]:
    told = [
        f"{one.scenario}: what is supposed was possible in {percent(one.antecedent_arose)} of the campaigns; "
        "the rest stand apart."
        for one in content.what_ifs
        if one.antecedent_arose < 1.0
    ]
    told += [f"{one.scenario}: {one.failed} campaigns failed." for one in content.what_ifs if one.failed]
    return [*told, ""] if told else []


def _said_beside(content: CompareAllDocument) -> list[str]:
    """What no answer of a what-if may stand without: both profiles, who bears what is supposed."""
    told = []
    for one in content.what_ifs:
        lines = beside(one.profiles, one.notes, content.window_days)
        if one.bears:
            lines += ["Who bears what is supposed:", *(f"  {text}" for text in one.bears), ""]
        told += [f"Beside {one.scenario}:", *lines] if lines else []
    return told
