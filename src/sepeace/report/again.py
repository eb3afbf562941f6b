"""The commands that repeat what a report shows, quoted as a shell needs them.

A shipped scenario is called by its name. Any other is called by the name of its file, which is then
expected in the folder where the command is given. What such a file assumes by itself is not known here,
so every reading is named.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sepeace.record.own import folder
from sepeace.scenario import Scenario, load, shipped
from sepeace.scenario.luck import default_given

if TYPE_CHECKING:
    from sepeace.report.material import Alone


def report(material: Alone) -> str:
    """The command that writes this report."""
    content = material.with_change.content
    return _line(
        ("sepeace", "report", scenario_word(material.scenario)),
        ("-n", str(content.campaigns), "--seed", str(content.seed)),
        options(material.scenario, content.given),
        [] if content.window_days == 1 else ["--window-days", str(content.window_days)],
        ("-o", _not_an_option(f"{material.scenario.name}.html")),
    )


def run(material: Alone, campaign: int) -> str:
    """The command that tells the whole of a campaign that the report tells in part."""
    content = material.with_change.content
    return _line(
        ("sepeace", "run", scenario_word(material.scenario)),
        ("--against", "historical") if material.paired else (),
        ("--seed", str(content.seed), "--campaign", str(campaign)),
        options(material.scenario, content.given),
    )


def _line(*parts: Iterable[str]) -> str:
    return shlex.join(word for part in parts for word in part)


def _not_an_option(file: str) -> str:
    return f"./{file}" if file.startswith("-") else file


def scenario_word(scenario: Scenario) -> str:
    """A shipped name, or the file's name where it is another scenario."""
    usual = _shipped(scenario)
    return _not_an_option(f"{scenario.name}.toml") if usual is None else usual.name


def _shipped(scenario: Scenario) -> Scenario | None:
    """The shipped scenario that differs from this one by its assumptions at most."""
    if scenario.name not in shipped():
        return None
    usual = load(scenario.name)
    return usual if replace(scenario, assumptions=usual.assumptions).digest == usual.digest else None


def options(scenario: Scenario, given: str) -> list[str]:
    """`--given` and `--set` with their values, where the scenario's own would not do."""
    words = [] if given == default_given(scenario) else ["--given", given]
    for setting in _settings(scenario):
        words += ["--set", setting]
    own = folder()
    return words if own is None else [*words, "--record", own]


def _settings(scenario: Scenario) -> list[str]:
    usual, chosen = _shipped(scenario), scenario.assumptions
    own = None if usual is None else usual.assumptions
    found = [
        f"{name}={value}"
        for name, value in chosen.readings().items()
        if own is None or value != own.readings()[name]
    ]
    found += [
        f"{name}{'.' + side if side else ''}={value!r}"
        for name, side, value in chosen.parameters
        if own is None or (name, side, value) not in own.parameters
    ]
    if chosen.switches and (own is None or chosen.switches != own.switches):
        found.append(f"switches_off={','.join(chosen.switches)}")
    return found
