"""What the page says of each question: its words, card, assumptions, and what can be changed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sepeace.browser.choices import choices_of, premium_of
from sepeace.classroom.page.plain_words import in_words
from sepeace.classroom.texts import FIRST
from sepeace.classroom.told import scenario_in
from sepeace.classroom.told_card import card_in, line_in
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


def question(scenario: Scenario, exported: Mapping[str, Any], language: str = FIRST) -> dict[str, Any]:
    """One question, as the page has it in a language.

    Args:
        exported: what ``browser.export`` has of the same scenario.
    """
    own = scenario_in(language, scenario)
    changes = scenario.changed(OperationChange)
    return {
        "name": scenario.name,
        "title": own.title,
        "titles": {language: own.title},
        "question": own.question,
        "antecedent": own.antecedent,
        "branch": None if scenario.branch is None else scenario.branch.isoformat(),
        "branchDay": None if scenario.branch is None else day_of(scenario.branch),
        "banner": own.banner or None,
        "sources": list(own.sources),
        "bears": list(own.bears),
        "notes": [note if language == FIRST else line_in(language, note) for note in notes(scenario.changes)],
        "card": _card(language, scenario),
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


def _card(language: str, scenario: Scenario) -> list[tuple[str, list[str]]]:
    """The card of its assumption, in names and not in keys."""
    made = card(scenario)
    if made is None:
        return []
    lines = card_lines(made, plain=True)
    if language != FIRST:
        return card_in(language, lines)
    return [(title, [in_words(line) for line in told]) for title, told in lines]


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
