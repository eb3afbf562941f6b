"""The tables and sentences of the page on all what-ifs, from what docs/all_what_ifs.py ran last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import Any

DATA = Path(__file__).with_name("all_what_ifs.json")
PROFILES = run_path(str(Path(__file__).with_name("profile_tables.py")))
Table = Callable[..., str]


def made(table: Table) -> dict[str, Callable[[], str]]:
    """What writes each part of the page, by the name that the page calls it; ``table`` writes a table."""

    def of(write: Callable[[Any, Table], str]) -> Callable[[], str]:
        def told() -> str:
            from sepeace.documents.compare_all import CompareAllDocument
            from sepeace.documents.writing import read

            return write(read(CompareAllDocument, DATA.read_text(encoding="utf-8")), table)

        return told

    parts = (plain, facts, sums, rungs, hangs_on, profiles)
    return {f"all_what_ifs_{part.__name__}": of(part) for part in parts}


def plain(run: Any, _: Table) -> str:
    """The three sentences."""
    return "\n".join(f"> {sentence}" for sentence in run.plain)


def facts(run: Any, _: Table) -> str:
    """What was run."""
    clear = sum(step.shown_all for row in run.what_ifs for step in row.ladder)
    alone = sum(step.shown for row in run.what_ifs for step in row.ladder)
    by = run.provenance
    return (
        f"{len(run.what_ifs)} what-ifs, {run.campaigns:,} campaigns of each world, seed {run.seed}, version "
        f"{by.version}, model {by.model_hash}. Of {run.together} differences {alone} have an interval of "
        f"their own that keeps clear of 0, and {clear} still do when all are to hold at once. Had "
        f"no change done anything, up to {0.05 * run.together:.0f} of the first kind would be expected, and "
        "in 19 runs of 20 none of the second."
    )


def sums(run: Any, table: Table) -> str:
    """The sum check, as the terminal has it."""
    from sepeace.cli.many import sum_table

    heads, rows = sum_table(run)
    return table(heads, rows)


def rungs(run: Any, table: Table) -> str:
    """A heading and a table for each rung."""
    from sepeace.cli.many import rung_table
    from sepeace.wording.outcomes import Rung

    told = []
    for rung in Rung:
        (title, *heads), rows = rung_table(run, rung)
        titles = {row.scenario: row.title + PROFILES["who"](row.scenario) for row in run.what_ifs}
        named = ((f"`{name}`", titles[name], *rest) for name, *rest in rows)
        told.append(
            f"### {title[:1].upper()}{title[1:]}\n\n{table(('what-if', 'what is supposed', *heads), named)}"
        )
    return "\n".join(told)


def hangs_on(run: Any, table: Table) -> str:
    """How improbable each change is; windows under other numbers and readings."""
    from sepeace.cli.many import hangs_on_table

    (_, *heads), rows = hangs_on_table(run)
    return table(("windows, without to with", *heads), ((f"`{name}`", *rest) for name, *rest in rows))


def profiles(run: Any, table: Table) -> str:
    """A table for each what-if in which another leads Germany."""
    from sepeace.shapes import as_json

    told = []
    for row in run.what_ifs:
        if row.profiles:
            made = table(PROFILES["HEADS"], PROFILES["rows"](as_json(row.profiles)))
            told.append(f"`{row.scenario}`:\n\n{made.strip()}")
    return "\n\n".join([PROFILES["BOTH"], *told])
