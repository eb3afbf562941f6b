"""The script and the data of a page: entry points, what the page has itself, all in one text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from typing import Any

from sepeace.browser.script import answers
from sepeace.browser.script.bundle import Bundle
from sepeace.browser.script.compact import compact
from sepeace.browser.script.counting import PairCount
from sepeace.browser.script.story_data import story_data
from sepeace.browser.script.tongue import ENGLISH, Tongue
from sepeace.chronicle.reader import read
from sepeace.desk import scores
from sepeace.desk.desk_war import desk_plan, desk_war
from sepeace.desk.reading import chance
from sepeace.kernel.draws.philox import uniforms
from sepeace.outcomes.outcome_tables import anatomy_of
from sepeace.record import load
from sepeace.record.load import ruler_of
from sepeace.record.own import own_files
from sepeace.runs.compare import baseline_of
from sepeace.scenario.changes import CHANGES
from sepeace.scenario.library import load as scenario_of
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario
from sepeace.stats.estimates import as_count, newcombe_paired, share, simultaneous
from sepeace.store.parts import WORLDS
from sepeace.wording.outcomes import Rung

NAME = "sepeaceScript"
"""What the script is called on the page."""
ENTRIES: Mapping[str, Callable[..., Any]] = {
    "read": read,
    "pairedAnswer": answers.paired_answer,
    "singleAnswer": answers.single_answer,
    "numbersRows": answers.numbers_rows,
    "readingRows": answers.reading_rows,
    "profileRows": answers.profile_rows,
    "ladderRows": answers.ladder_rows,
    "difference": answers.difference,
    "band": answers.band,
    "shareOfFront": answers.share_of_front,
    "anatomy": anatomy_of,
    "share": share,
    "newcombePaired": newcombe_paired,
    "deskWar": desk_war,
    "deskChance": chance,
    "brier": scores.brier,
    "meanForecast": scores.mean_forecast,
    "calibration": scores.calibration,
}
"""Functions of the package that the page calls, by their names there."""
DESK = "desk"
"""The world of a desk's wars among those of the scenarios; it has one, the recorded war with the desk's
branch."""
MOST_TOGETHER = max(20, len(Rung))
"""Intervals that are read together, at most."""


def new_bundle(tongue: Tongue = ENGLISH) -> Bundle:
    """A bundle with all that the page calls, in one language."""
    bundle = Bundle(
        given={
            load: "host.record",
            ruler_of: "host.ruler",
            as_count: "host.count",
            uniforms: "host.uniforms",
        },
        settled={own_files: own_files()},
        tabled={simultaneous: {n: simultaneous(n) for n in range(1, MOST_TOGETHER + 1)}},
        kept={kind: ("values",) for kind in CHANGES.values()},
        tongue=tongue,
    )
    for function in ENTRIES.values():
        bundle.function(function)
    bundle.class_(PairCount)
    for name in ("add", "alone"):
        bundle.read(PairCount, name)
    return bundle


def worlds_of(scenario: Scenario) -> dict[str, Plan]:
    """The plans that a page runs of a scenario: both worlds of a comparison, or the one of a war alone."""
    without, with_change = WORLDS
    if scenario.branch is None or not scenario.changes:
        return {with_change: plan(scenario)}
    made = plan(scenario)
    return {without: plan(baseline_of(scenario), made.given), with_change: made}


def page_script(
    names: Iterable[str], short: bool = True, tongue: Tongue = ENGLISH
) -> tuple[str, dict[str, Any]]:
    """The script of a page and its data.

    Args:
        names: shipped scenarios, or files.
        short: whether comments and blanks are taken out.
        tongue: the language in which the script tells and answers.

    Returns:
        a text that defines ``sepeaceScript``; plain values for JSON, which ``sepeaceScript.opened`` reads.
    """
    bundle = new_bundle(tongue)
    worlds: dict[str, Mapping[str, Plan]] = {name: worlds_of(scenario_of(name)) for name in names}
    data = story_data(bundle, {**worlds, DESK: {WORLDS[0]: desk_plan()}})
    translated = bundle.text()
    called = ", ".join(f"{name}: {bundle.function(function)}" for name, function in ENTRIES.items())
    parts = [
        f"const {NAME} = (() => {{\n",
        own_script("runtime.js"),
        translated,
        f"const classes = {{ {', '.join(bundle.classes)} }};\n",
        f"const python = {{ {called}, PairCount: {bundle.class_(PairCount)} }};\n",
        own_script("page.js"),
        "})();\n",
    ]
    script = "".join(parts)
    return compact(script) if short else script, data


def data_text(data: Mapping[str, Any]) -> str:
    """The data as text that may stand inside a script element."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False).replace("</", "<\\/")


def own_script(name: str) -> str:
    """A script that is written by hand and stands beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
