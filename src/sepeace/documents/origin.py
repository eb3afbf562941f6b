"""What it takes to run something again: the parts that several documents have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.quantities import MOST_WINDOW_DAYS
from sepeace.shapes import Document, Hash, Keywords, Numbered, Said, Seed

WindowDays = Annotated[int, Keywords({"minimum": 1, "maximum": MOST_WINDOW_DAYS})]
"""Days open in all from which a window counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests(Document):
    """Hashes of what was run."""

    scenario: Hash
    """Of branch, assumptions, changes and record."""
    baseline: str
    """Of the record that the changes depart from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance(Document):
    """What made a result."""

    version: Said
    """Of the program."""
    model_hash: Hash
    """16 hex digits over the sources of the model."""
    digests: Digests
    """Hashes of what was run."""
    seed: Seed
    """Of the whole run."""
    platform: Said
    """Operating system, machine and Python."""
    libraries: dict[str, str]
    """Versions by name."""
    record: tuple[Said, ...] = ()
    """Files of the record that were the user's own; none for the shipped record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Numbered):
    """What was asked of a scenario: the first keys of what goes through many values."""

    scenario: Said
    """Its name."""
    digest: Hash
    """Of the scenario as handed in."""
    version: Said
    """Of the program."""
    seed: Seed
    """Shared by all points."""
    banner: Said | None = None
    """A warning that stands above all that is said of the scenario; null where there is none."""
