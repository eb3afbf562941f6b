"""The pages of the what-ifs, from what docs/what_ifs.py ran last, their files, and data/what_ifs.toml."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sepeace.scenario import Scenario

DATA = Path(__file__).with_name("what_ifs.json")
BEARERS = run_path(str(Path(__file__).with_name("what_ifs_bearers.py")))["block"]
PROFILES = run_path(str(Path(__file__).with_name("profile_tables.py")))
READINGS = run_path(str(Path(__file__).with_name("what_ifs_readings.py")))
PARAGRAPHS = re.compile(r"(?=For a teacher:|The trap:|The record:|For the readings:)")
Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]


def made(table: Table) -> dict[str, Callable[[], str]]:
    """What writes each page, and the tables of all, by the name that a page calls it."""
    from sepeace.scenario import shipped
    from sepeace.scenario.library import headings

    def of(name: str) -> Callable[[], str]:
        return lambda: page(name, table)

    return {
        **{f"what_if {name}": of(name) for name in shipped()},
        **{f"banner {row.name}": lambda row=row: f"**{row.banner}**" for row in headings() if row.banner},
        "what_ifs": lambda: listed(table, counted=True),
        "what_ifs_apart": lambda: listed(table, counted=False),
    }


def runs() -> dict[str, Any]:
    """What was run, by name."""
    rows: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))["scenarios"]
    return rows


def listed(table: Table, counted: bool) -> str:
    """The what-ifs by the day on which they leave the record; they are not ranked."""
    import sepeace
    from sepeace.scenario.library import headings

    rows = []
    for row in sorted(headings(), key=lambda row: (row.branch or date.min, row.name)):
        if row.counted == counted and row.name != "historical":
            question = sepeace.load(row.name).question
            said = f"{row.banner} {question}" if row.banner else question
            rows.append((row.branch, f"[{row.title}]({row.name}.md)", f"`{row.name}`", said))
    return table(("parts on", "what-if", "name", "question"), rows)


def page(name: str, table: Table) -> str:
    """One page."""
    import sepeace

    scenario, run = sepeace.load(name), runs().get(name)
    if not scenario.changes:
        return _recorded(scenario, run, table)
    parts = [f"> {' '.join(run['plain'])}" if run else "This what-if has not been run for this page yet."]
    parts += [BEARERS(scenario, run), _not_concluded(name), _supposed(scenario)]
    if run:
        parts += [_ladder(run, table), _hangs_on(run, table)]
        parts += [PROFILES["section"](run.get("profiles", ()), table)]
        parts += [READINGS["pairs_told"](name, run, table, _both)]
        parts += [f"## The exact form\n\n{run['statement']}"]
    parts += [_for_a_teacher(name), _card(scenario), _sources(scenario)]
    parts += [_made(scenario, run)] if run else []
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def bullets(rows: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {row}" for row in rows)


def _not_concluded(name: str) -> str:
    from sepeace.files import data_text

    told = tomllib.loads(data_text("what_ifs.toml"))
    return "## What must not be concluded\n\n" + bullets([*told["not_concluded"][name], *told["all"]])


def _supposed(scenario: Scenario) -> str:
    from sepeace.scenario.timeline import timeline

    rows = [
        f"{row.date.isoformat()}: {row.text}" + (f" (recorded: {row.was})" if row.was else "")
        for row in timeline(scenario)
        if row.changed
    ]
    assert scenario.branch is not None
    told = f"{scenario.antecedent} Until {scenario.branch.isoformat()} the war is held to the record."
    call = f"```sh\nsepeace show {scenario.name}\nsepeace compare {scenario.name} --campaigns 1000\n```"
    return "\n\n".join(["## What is supposed", f"*{scenario.question}*", told, bullets(rows), call])


def percent(value: float | None) -> str:
    """A share."""
    return "–" if value is None else f"{100.0 * value:.1f}%"


def points(row: dict[str, Any], ends: str = "ci95") -> str:
    """A difference with its interval, in points; what the runs do not show is not given as a number."""
    low, high = (f"{100.0 * end:+.1f}" for end in row[ends])
    value = row.get("difference", row.get("window_difference"))
    return f"{100.0 * value:+.1f} ({low} to {high})" if row["shown"] else f"not shown ({low} to {high})"


def _ladder(run: dict[str, Any], table: Table) -> str:
    from sepeace.wording.outcomes import NOT_NESTED, RUNGS, Rung

    rows = [
        (RUNGS[Rung(row["rung"])], percent(row["baseline"]), percent(row["counterfactual"]), points(row))
        for row in run["ladder"]
    ]
    heads = ("share of all campaigns", "without the change", "with it", "difference in points (95%)")
    arose = run["antecedent_arose"]
    possible = f"What is supposed was possible in {percent(arose)} of the campaigns; the others stand apart."
    told = [NOT_NESTED, possible] if arose < 1.0 else [NOT_NESTED]
    return "\n\n".join(["## From a wish to a signature", table(heads, rows).strip(), *told])


def _hangs_on(run: dict[str, Any], table: Table) -> str:
    from sepeace.wording.assumed import NUMBERS_ON_PAGE, STRENGTHS_ON_PAGE

    rows: list[tuple[object, ...]] = []
    for row in run["numbers"]:
        name, n = NUMBERS_ON_PAGE[row["numbers"]], f"{row['campaigns']:,}"
        rows.append((name, percent(row["baseline"]), percent(row["counterfactual"]), "–", n))
        long = (percent(row["baseline_28_days"]), percent(row["counterfactual_28_days"]))
        rows.append((f"{name}: 28 days or more in all", *long, "–", n))
    n = f"{run['numbers'][0]['campaigns']:,}"
    for row in run["by_reading"]:
        name, shares = STRENGTHS_ON_PAGE[row["strength"]], (row["baseline"], row["counterfactual"])
        rows.append((name, *map(percent, shares), points(row, "ci95_all_readings"), n))
    heads = (
        "numbers, or reading: share of campaigns in which terms meet for a day",
        "without the change",
        "with it",
        "difference in points, 95% for all readings at once",
        "campaigns",
    )
    return "## What it hangs on\n\n" + table(heads, rows)


def _both(row: dict[str, Any]) -> str:
    """A rung in both worlds, and the difference."""
    shares = f"{percent(row['baseline'])} to {percent(row['counterfactual'])}"
    return f"{shares}: {points(row)}"


def _recorded(scenario: Scenario, run: dict[str, Any] | None, table: Table) -> str:
    """The page of the war in which nothing is changed."""
    told = f"> {' '.join(run['plain'])}" if run else "The recorded war has not been run for this page yet."
    call = f"```sh\nsepeace batch {scenario.name} --campaigns 1000\n```"
    asked = (
        "Nothing is: every campaign begins on 22 June 1941 as the record has it, and its luck is free from "
        "then on."
    )
    parts = [told, BEARERS(scenario, run), _not_concluded(scenario.name)]
    parts += [f"## What is supposed\n\n*{scenario.question}*\n\n{asked}\n\n{call}"]
    if run:
        rows = READINGS["batches_told"](run, table)
        parts += [f"## Under each reading\n\nShares of all campaigns, and contacts a campaign.\n\n{rows}"]
        parts += [READINGS["not_asked"](scenario.name), _came_of(run, table)]
    parts += [_for_a_teacher(scenario.name), _sources(scenario)]
    parts += [_made(scenario, run)] if run else []
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _came_of(run: dict[str, Any], table: Table) -> str:
    """How wars ended, and what stood in the way where nothing was signed."""
    from sepeace.wording.outcomes import ENDINGS, Ending

    ends = [(ENDINGS[Ending(key)], percent(share)) for key, share in run["endings"].items()]
    ways = [(key.replace("_", " "), percent(share)) for key, share in run["barriers"].items()]
    return (
        "## How it ends\n\n"
        + table(("ending", "share of all campaigns"), ends)
        + "\nWhat ended the attempt that got furthest, where nothing was signed; the "
        "[glossary](../reference/glossary.md) has the words:\n\n" + table(("barrier", "share of these"), ways)
    )


def comment_of(name: str) -> list[str]:
    """The paragraphs at the head of a scenario's file."""
    from sepeace.scenario.library import shipped_text

    lines = []
    for line in shipped_text(name).splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return [part.strip() for part in PARAGRAPHS.split(" ".join(lines)) if part.strip()]


def _for_a_teacher(name: str) -> str:
    told = [re.sub(r"^([A-Z][^:]{4,16}:)", r"**\1**", part) for part in comment_of(name)[1:]]
    return "\n\n".join(["## For a teacher", *told])


def _card(scenario: Scenario) -> str:
    from sepeace.scenario.checks.admissibility import card, card_lines

    shown = card(scenario)
    assert shown is not None
    parts = ["## Is the supposition admissible", "The card after Tetlock and Belkin (1996)."]
    for title, lines in card_lines(shown)[1:]:
        parts += [f"**{title}**", bullets(line.strip() for line in lines)]
    return "\n\n".join(parts)


def _sources(scenario: Scenario) -> str:
    return "## Sources\n\n" + bullets(scenario.sources)


def _made(scenario: Scenario, run: dict[str, Any]) -> str:
    by = f"by version {run['version']} (model {run['model_hash']})"
    worlds = " of each world, seed 1, given branch" if scenario.changes else ", seed 1, luck free"
    return (
        f"## How it was made\n\n{run['campaigns']:,} campaigns{worlds}, {by}, "
        f"scenario digest {run['digest']}. Intervals are 95% intervals of the simulation alone: they do not "
        "hold the doubt about the numbers, the readings and the model."
    )
