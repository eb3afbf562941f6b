"""What it takes to run something again: the parts that several documents end with."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.shapes import Document, Hash, Said, Seed


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
