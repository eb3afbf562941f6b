"""`bench --json`, and `warm-up --json`."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.shapes import Amount, Count, Day, Document, Hash, Numbered, Said, Seed, Share


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
    natural_simpy_integral_compiled: Amount | None
    """The same with its belief integral compiled, which is plain Python else."""
    mesa: Amount | None
    """The same campaign in Mesa."""
    floor: Amount | None
    """What its random numbers, functions and belief integrals cost alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios(Document):
    """How many times as long the first takes as the second; null where one is not at hand."""

    natural_simpy_over_compiled: Amount | None
    """Ordinary SimPy over the compiled clock."""
    natural_simpy_integral_compiled_over_compiled: Amount | None
    """The same with the belief integral of ordinary SimPy compiled."""
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
    """The belief integral as a whole."""

    calls: Amount
    """Calls a campaign makes."""
    ns: Amount
    """Nanoseconds of one."""
    us: Amount
    """Microseconds of a campaign."""
    share: Share | None
    """Its part of a compiled campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCost(Document):
    """A comparison with all that it traces, beside the same asked of ordinary SimPy."""

    campaigns: Count
    """Pairs of campaigns."""
    starting: bool
    """Whether it is a command in a process of its own, with its start; else it is asked inside this one."""
    workers: Count
    """Threads."""
    seconds: Amount
    """How long the answer takes; median over the rounds."""
    natural_campaigns: Count
    """Campaigns of the two worlds that ordinary SimPy, which takes no short cuts, would run for it."""
    natural_seconds: Amount
    """How long these would take on one thread, by the campaigns that were timed; median over the rounds."""
    ratio: Amount
    """The second time over the first; median over the rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCost(Document):
    """The main what-if with its figures and its report, as ``run_sim.py`` makes them."""

    seconds: Amount
    """How long it takes in a process of its own; median over the rounds."""


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
class BenchDocument(Numbered):
    """Microseconds a campaign, and what they are made of."""

    scenario: Said
    """What was run."""
    seed: Seed
    """Of the campaigns."""
    us_per_campaign: Times
    """Medians in microseconds."""
    ratio: Ratios
    """Of those medians, all from one run."""
    spread: dict[str, tuple[Amount, Amount]]
    """Lowest and highest round of each, in microseconds a campaign, or a pair where pairs are asked for."""
    rounds: Count
    """Turns of each."""
    campaigns: dict[str, Count]
    """Of each in a round."""
    threads: Count
    """How many all threads are."""
    floor: tuple[FloorPart, ...]
    """What the floor is made of; empty without numba."""
    belief: BeliefCost | None
    """The belief integral as a whole; null without numba."""
    question: tuple[QuestionCost, ...]
    """What a user asks; empty without the compiled clock, or where it was left out."""
    demo: DemoCost | None
    """The demo; null likewise."""
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
class MechanismsCost(Document):
    """What some mechanisms cost a campaign: the same campaigns without them and with them, by turns."""

    switches: tuple[Said, ...]
    """What is switched off in one of the two."""
    campaigns: Count
    """Of a turn."""
    rounds: Count
    """Turns of each."""
    us_off: Amount
    """Microseconds a campaign without them; median over the turns."""
    us_on: Amount
    """The same with them."""
    ratio: Amount
    """With them over without, turn by turn; the median."""
    lowest: Amount
    """The lowest of the turns."""
    highest: Amount
    """The highest of the turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsRun(Document):
    """What becomes of the sets of channels of a comparison, of a hundred beyond that without any channel."""

    what_ifs: Count
    """Over which the mean is taken."""
    pairs: Count
    """Of each."""
    not_run: Amount
    """Sets whose lines are known not to meet."""
    same_west: Amount
    """Sets that are the same as one without the West."""
    until_lines_meet: Amount
    """Sets that are run no further than the lines meet."""
    to_the_end: Amount
    """Sets that are run to their end, because no world has yet shown their battlefield."""
    most_to_the_end: Amount
    """The most of these in one what-if."""
    most_in: Said
    """Which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedRecord(BenchDocument):
    """What the page on speed tells: a benchmark, and what processes of their own took."""

    date: Day
    """On which it was measured."""
    start: Starts
    """Of the program."""
    batches: tuple[BatchCost, ...]
    """Of several sizes."""
    mechanisms: MechanismsCost | None = None
    """What the West, Finland, German officials and approaches cost; null where it was not measured."""
    sets: SetsRun | None = None
    """How often a comparison's short cut has to fall back; null likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUpDocument(Numbered):
    """What compiling the model once took."""

    compiled: bool
    """Whether anything had to be compiled."""
    seconds: Amount
    """How long it took."""
    folder: Said
    """Where the compiled model lies."""
