"""Whether luck as it fell foretells: a test on wars that the model makes up."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.shapes import Document, Name


class LuckWay(Name):
    """How feelers after the branch are foretold."""

    BRANCH = "branch"
    AS_IT_FELL = "as_it_fell"


@dataclass(frozen=True, slots=True, kw_only=True)
class LuckRow(Document):
    """How one way to foretell the feelers of a changed war did."""

    scenario: str
    """The change."""
    strength: str
    """Reading under which the wars were made up."""
    way: LuckWay
    """``branch``: luck is fresh from then on. ``as_it_fell``: it is that of wars held to the reports."""
    weighed_by: str
    """Reports that weigh the numbers: ``before`` the branch, or ``all``."""
    covered: float
    """Share of wars whose count of feelers after the branch lies in the interval of 90%."""
    width: float
    """Mean width of that interval, feelers."""
    error: float
    """Root of the mean squared error of the mean that is foretold, feelers."""
    leaning: float
    """Mean of that error, what is foretold less the count, feelers."""


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
    """Sets of numbers that are weighed."""
    lucks: int
    """Wars of each set."""
    wars: int
    """Wars that are foretold, of each row."""
    rows: tuple[LuckRow, ...]
    """By scenario, reading and way."""
    passes: bool
    """Whether ``as_it_fell`` covers 85% to 99% in every row, by narrower intervals than ``branch``, and leans
    to neither side by more than a fifth of them."""
