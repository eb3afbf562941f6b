"""Whether luck as it fell could be had whole: a test on wars that the model makes up."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.shapes import Document, Name


class LuckWay(Name):
    """How feelers after the branch are foretold."""

    BRANCH = "branch"
    REPORTS = "reports"
    FILLED_IN = "filled_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class LuckRow(Document):
    """How one way to foretell the feelers of a changed war did."""

    scenario: str
    """The change."""
    strength: str
    """Reading under which the wars were made up."""
    way: LuckWay
    """``branch``: all fresh. ``reports``: luck from the reports, as if each feeler had left one.
    ``filled_in``: luck from the reports, and those that left none filled in."""
    weighed_by: str
    """Reports that weigh the numbers: ``before`` the branch, or ``all``."""
    covered: float
    """Share of wars whose count of feelers after the branch lies in the interval of 90%."""
    width: float
    """Mean width of that interval, feelers."""
    error: float
    """Root of the mean squared error of the mean that is foretold, feelers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsItFell(Document):
    """The test."""

    version: str
    """Of the package that ran it."""
    hashes: dict[str, str]
    """Of model, prior and record that it was run with."""
    seed: int
    """Of the wars."""
    sets: int
    """Wars that are weighed."""
    wars: int
    """Wars that are foretold, of each row."""
    rows: tuple[LuckRow, ...]
    """By scenario, reading and way."""
    passes: bool
    """Whether ``filled_in`` covers 85% to 99% in every row, by narrower intervals than ``branch``."""
