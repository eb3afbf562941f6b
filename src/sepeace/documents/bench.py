"""`bench --json`, and `warm-up --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sepeace.shapes import Amount, Count, Day, Document, Hash, Said, Seed, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Times(Document):
    """Microseconds a campaign, medians over the rounds; null for what is not at hand."""

    compiled: Amount | None
    """The compiled clock on one thread."""
    compiled_all_threads: Amount | None
    """The compiled clock on all threads."""
    batch: Amount | None
    """A batch on one thread, with outcomes and bands."""
    simpy_clock: Amount | None
    """The SimPy clock."""
    plain_clock: Amount | None
    """The plain clock."""
    natural_simpy: Amount | None
    """The same campaign in ordinary SimPy."""
    mesa: Amount | None
    """The same campaign in Mesa."""
    floor: Amount | None
    """What its random numbers and functions cost alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios(Document):
    """How many times as long the first takes as the second; null where one is not at hand."""

    natural_simpy_over_compiled: Amount | None
    """Ordinary SimPy over the compiled clock."""
    compiled_over_floor: Amount | None
    """The compiled clock over its floor."""
    mesa_over_compiled: Amount | None
    """Mesa over the compiled clock."""
    simpy_clock_over_compiled: Amount | None
    """The SimPy clock over the compiled clock."""
    plain_clock_over_compiled: Amount | None
    """The plain clock over the compiled clock."""
    batch_over_compiled: Amount | None
    """A batch over the compiled clock."""
    compiled_over_all_threads: Amount | None
    """The compiled clock on one thread over all threads."""
    one_thread_over_two: Amount | None
    """The compiled clock on one thread over two; median over the rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPart(Document):
    """One kind of call of the floor."""

    what: Said
    """What is called."""
    calls: Amount
    """Calls a campaign makes."""
    ns: Amount
    """Nanoseconds of one."""
    us: Amount
    """Microseconds of a campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefCost(Document):
    """The belief integral."""

    calls: Amount
    """Calls a campaign makes."""
    ns: Amount
    """Nanoseconds of one."""
    us: Amount
    """Microseconds of a campaign."""
    share: Share | None
    """Its part of a compiled campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Document):
    """What was measured on."""

    system: str
    """Operating system."""
    architecture: str
    """Of the processor."""
    processor: str
    """Its name, as far as it is known."""
    cores: Count | None
    """As the system counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchDocument(Document):
    """Microseconds a campaign, and what they are made of."""

    schema: Literal[1] = 1
    """Of this format."""
    scenario: Said
    """What was run."""
    seed: Seed
    """Of the campaigns."""
    us_per_campaign: Times
    """Medians in microseconds."""
    ratio: Ratios
    """Of those medians, all from one run."""
    spread: dict[str, tuple[Amount, Amount]]
    """Lowest and highest round of each, in microseconds a campaign."""
    rounds: Count
    """Turns of each."""
    campaigns: dict[str, Count]
    """Of each in a round."""
    threads: Count
    """How many all threads are."""
    floor: tuple[FloorPart, ...]
    """What the floor is made of; empty without numba."""
    belief: BeliefCost | None
    """The belief integral; null without numba."""
    version: Said
    """Of the program."""
    model_hash: Hash
    """16 hex digits over the sources of the model."""
    machine: Machine
    """What was measured on."""
    versions: dict[str, str | None]
    """Python and the libraries that matter for speed; null for one that is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts(Document):
    """Seconds of one campaign from the command line."""

    plain: Amount
    """On the plain clock."""
    compiling: Amount
    """With everything to compile."""
    loading: Amount
    """With everything compiled before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCost(Document):
    """What a batch of some size takes."""

    campaigns: Count
    """Of the batch."""
    workers: Count
    """Threads."""
    seconds: Amount
    """How long it took."""
    peak_mib: Amount
    """Most memory of the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedRecord(BenchDocument):
    """What the page on speed tells: a benchmark, and what processes of their own took."""

    date: Day
    """On which it was measured."""
    start: Starts
    """Of the program."""
    batches: tuple[BatchCost, ...]
    """Of several sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUpDocument(Document):
    """What compiling the model once took."""

    schema: Literal[1] = 1
    """Of this format."""
    compiled: bool
    """Whether anything had to be compiled."""
    seconds: Amount
    """How long it took."""
    folder: Said
    """Where the compiled model lies."""
