"""`run --json`, and `run --against --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.documents.origin import Provenance
from sepeace.shapes import Count, Day, Document, Hash, Numbered, Said, Seed, one_of
from sepeace.wording.outcomes import Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow(Document):
    """One dated sentence of a chronicle."""

    date: Day
    """When."""
    kind: Said
    """What kind of event, such as feeler, refusal or position."""
    who: str
    """Whose act it is; empty where nobody is meant."""
    where: str
    """The place; empty where none is meant."""
    text: Said
    """What happened, in sentences."""
    because: Said
    """Why, as a clause; for an event of the record its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDocument(Numbered):
    """One campaign, told."""

    scenario: Said
    """Its name."""
    seed: Seed
    """Of the batch that the campaign belongs to."""
    campaign: Seed
    """Its number in the batch, from 0."""
    fingerprint: Hash
    """16 hex digits of the final state; the same campaign has the same ones."""
    events: tuple[EventRow, ...]
    """The chronicle, in order of time. Neither `--since` nor `--short` shortens it."""
    ending: Ending
    """How the campaign ended."""
    provenance: Provenance
    """What made the result."""
    banner: Said | None = None
    """A warning that stands above all that is said of the scenario; null where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalStep(Document):
    """One link of a chain of causes."""

    date: Day
    """When."""
    link: Annotated[
        str, one_of(("change", "parting", "operation", "lines", "window", "attempt", "ending", "never"))
    ]
    """What kind of link it is."""
    text: Said
    """One or two sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideDocument(Numbered):
    """One campaign in two worlds that share its luck, side by side."""

    scenario: Said
    """The first world."""
    against: Said
    """The second world."""
    seed: Seed
    """Of both."""
    campaign: Seed
    """Its number in either batch, from 0."""
    first_divergence: Day | None
    """The first day on which an event or a weekly value differs; null if none does."""
    shared_events: Count
    """Events that both worlds have before they part."""
    chain: tuple[CausalStep, ...]
    """From the change to what became of it."""
    one: RunDocument
    """The campaign in the first world."""
    other: RunDocument
    """The campaign in the second world."""
    banner: Said | None = None
    """A warning that stands above all that is said of either scenario; null where there is none."""
