"""What the page says of each question: its words, card, assumptions, and what can be changed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sepeace.browser.choices import choices_of, premium_of
from sepeace.classroom.page.plain_words import in_words
from sepeace.classroom.texts import FIRST, has, languages, texts
from sepeace.errors import BadValue
from sepeace.quantities import day_of
from sepeace.runs.profiles import is_own, variants
from sepeace.scenario.changes import OperationChange
from sepeace.scenario.checks.admissibility import card, card_lines
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import notes
from sepeace.scenario.vocabulary import OUTCOMES
from sepeace.scenario.vocabulary import READINGS as ALL_READINGS

READINGS = ("strength", "motive", "initiative", "disputed", "numbers")
"""Disputes that the page offers, in its order."""


def question(scenario: Scenario, exported: Mapping[str, Any]) -> dict[str, Any]:
    """One question, as the page has it.

    Args:
        exported: what ``browser.export`` has of the same scenario.
    """
    made = card(scenario)
    changes = scenario.changed(OperationChange)
    return {
        "name": scenario.name,
        "title": scenario.title,
        "titles": _titles(scenario),
        "question": scenario.question,
        "antecedent": scenario.antecedent,
        "branch": None if scenario.branch is None else scenario.branch.isoformat(),
        "branchDay": None if scenario.branch is None else day_of(scenario.branch),
        "banner": scenario.banner or None,
        "sources": list(scenario.sources),
        "bears": list(scenario.bears),
        "notes": notes(scenario.changes),
        "card": []
        if made is None
        else [[title, [in_words(line) for line in lines]] for title, lines in card_lines(made, plain=True)],
        "assumed": {name: getattr(scenario.assumptions, name) for name in READINGS},
        "choices": [str(choice) for choice in choices_of(scenario)],
        "dials": [_dial(row, changes) for row in exported["dials"]],
        "profiles": {strength: _profiles(scenario, strength) for strength in ALL_READINGS["strength"]},
    }


def _profiles(scenario: Scenario, strength: str) -> list[dict[str, Any]]:
    """What stands beside the answer where another leads Germany, under one reading of strength.

    ``own`` is the question itself; ``choice`` makes the premium.
    """
    asked = scenario.with_assumptions(strength=strength)
    return [
        {
            "profile": one.profile,
            "premium": one.premium,
            "own": is_own(one, asked),
            "choice": str(premium_of(one) or ""),
        }
        for one in variants(asked)
    ]


def _titles(scenario: Scenario) -> dict[str, str]:
    """Its title in each language that has one."""
    found = {name: texts(name, "record")["title"] for name in languages() if has(name, "record")}
    own = {name: titles[scenario.name] for name, titles in found.items() if scenario.name in titles}
    return {**own, FIRST: scenario.title}


def _dial(row: Mapping[str, Any], changes: Mapping[str, OperationChange]) -> dict[str, Any]:
    """One operation that can be scored: as it is scored now, and whether the question changes it.

    ``usual`` is the score that the question fixes; None where each campaign draws it.
    """
    name = row["operation"]
    change = changes.get(name)
    fixed = None if change is None else change.score
    return {
        "operation": name,
        "low": row["low"],
        "high": row["high"],
        "outcomes": sorted(row["outcomes"], key=lambda name: OUTCOMES[name]),
        "changed": change is not None,
        "score": 0.0 if fixed is None else fixed,
        "usual": fixed,
    }


def on_page(scenarios: Sequence[Scenario]) -> None:
    """Refuse what stays outside a class.

    Raises:
        BadValue: a scenario that is not counted, one without a branch, or a policy outside class output.
    """
    for scenario in scenarios:
        refuse_for_class(scenario)
        if not scenario.counted:
            message = f"{scenario.name} stays outside tables, sums, maps and lessons"
            raise BadValue(message, given=scenario.name, allowed="another what-if")
        if scenario.branch is None or not scenario.changes:
            message = f"{scenario.name} asks no what-if"
            raise BadValue(message, given=scenario.name, allowed="a scenario with a change")
