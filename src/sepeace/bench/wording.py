"""What was measured, as tables for readers: heads, and rows of finished text.

All take what ``bench --json`` prints; ``batches`` and ``facts`` also need what benchmarks/run.py adds.
"""

from __future__ import annotations

from sepeace.documents.bench import BeliefCost, BenchDocument, FloorPart, QuestionCost, SpeedRecord

Table = tuple[tuple[str, ...], list[tuple[str | None, ...]]]

TITLES = {
    "compiled": "compiled clock, one thread",
    "compiled_all_threads": "compiled clock, {threads} threads",
    "batch": "a batch: one thread, outcomes and bands",
    "simpy_clock": "SimPy clock",
    "plain_clock": "plain clock",
    "natural_simpy": "the same campaign in ordinary SimPy",
    "natural_simpy_integral_compiled": "the same, its belief integral compiled",
    "mesa": "the same campaign in Mesa",
    "floor": "scalar floor: its own arithmetic alone",
}
RATIOS = {
    "natural_simpy_over_compiled": "ordinary SimPy over the compiled clock",
    "natural_simpy_integral_compiled_over_compiled": "the same, its belief integral compiled",
    "mesa_over_compiled": "Mesa over the compiled clock",
    "compiled_over_floor": "the compiled clock over its floor",
    "one_thread_over_two": "one thread over two",
}
STARTS = {
    "plain": "one campaign from the command line, plain clock, seconds",
    "compiling": "the same, with everything to compile",
    "loading": "the same, with everything compiled before",
}


def three(value: float | None) -> str | None:
    """A measured number to three digits; more would be noise."""
    if value is None:
        return None
    return f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:#.3g}"


def times(told: BenchDocument) -> Table:
    """Microseconds a campaign of all that is at hand."""
    us = told.us_per_campaign
    rows: list[tuple[str | None, ...]] = []
    for name, title in TITLES.items():
        own = getattr(us, name)
        if own is not None:
            ends = told.spread.get(name)
            spread = None if ends is None else f"{three(ends[0])} to {three(ends[1])}"
            times = None if us.compiled is None else three(own / us.compiled)
            rows.append((title.format(threads=told.threads), three(own), spread, times))
    return ("what runs", "µs a campaign", "lowest and highest round", "compiled clock = 1"), rows


def floor(told: BenchDocument) -> Table:
    """The floor call by call, and the belief integral."""
    parts: list[tuple[str, FloorPart | BeliefCost]] = [(part.what, part) for part in told.floor]
    if told.belief is not None:
        parts.append(("belief integral as a whole (not in the sum)", told.belief))
    rows = [(what, three(part.calls), three(part.ns), three(part.us)) for what, part in parts]
    return ("call", "calls a campaign", "ns each", "µs a campaign"), [*rows]


def ratios(told: BenchDocument) -> Table:
    """The ratios that matter, and the belief integral's share."""
    rows = [(words, three(getattr(told.ratio, name))) for name, words in RATIOS.items()]
    if told.belief is not None:
        rows.append(("the belief integral's part of a compiled campaign", f"{told.belief.share:.0%}"))
    return ("what", "measured"), [row for row in rows if row[1] is not None]


def pair(_: SpeedRecord) -> Table:
    """What one pair of campaigns of a comparison costs without short cuts."""
    from sepeace.bench.question import CAMPAIGNS_OF_A_PAIR, PARTS_OF_A_PAIR

    parts = {**PARTS_OF_A_PAIR, "in all": CAMPAIGNS_OF_A_PAIR}
    return ("what is run", "campaigns"), [(what, str(campaigns)) for what, campaigns in parts.items()]


def question(told: BenchDocument) -> Table:
    """What a user waits for, beside ordinary SimPy on one thread."""
    rows: list[tuple[str | None, ...]] = []
    for row in told.question:
        seconds = three(row.seconds), three(row.natural_seconds)
        rows.append((_asked(row), str(row.workers), *seconds, three(row.ratio)))
    if told.demo is not None:
        rows.append(("the demo, with its start", None, three(told.demo.seconds), None, None))
    return ("what is asked", "threads", "seconds", "ordinary SimPy, seconds", "times as fast"), rows


def _asked(row: QuestionCost) -> str:
    how = "a command, with its start" if row.starting else "inside a running program"
    return f"a comparison of {row.campaigns:,} pairs, {how}"


def readings(told: SpeedRecord) -> Table:
    """Three answers to how fast this is, each with what it is held against."""
    campaign, ratio = "one campaign, one thread", told.ratio
    rows: list[tuple[str | None, ...]] = [
        (campaign, title, f"{three(value)} times as fast")
        for title, value in (
            (TITLES["natural_simpy"], ratio.natural_simpy_over_compiled),
            (TITLES["natural_simpy_integral_compiled"], ratio.natural_simpy_integral_compiled_over_compiled),
        )
    ]
    for row in told.question:
        against = "the same question asked of ordinary SimPy, one thread"
        rows.append((f"{_asked(row)}, {row.workers} threads", against, f"{three(row.ratio)} times as fast"))
    rows.append((campaign, TITLES["floor"], f"{three(ratio.compiled_over_floor)} times as long"))
    return ("what is timed", "against", "it is"), rows


def facts(told: SpeedRecord) -> Table:
    """The ratios, the starts, and what it was measured on."""
    heads, rows = ratios(told)
    on = told.machine
    libraries = [f"{name} {version}" for name, version in told.versions.items() if version is not None]
    return heads, [
        *rows,
        *((words, three(getattr(told.start, name))) for name, words in STARTS.items()),
        ("rounds, of which the median counts", str(told.rounds)),
        ("measured on", f"{told.date}, {on.cores} cores, {on.processor}, {on.system}"),
        ("with", ", ".join([f"sepeace {told.version}", f"model {told.model_hash}", *libraries])),
    ]


def batches(told: SpeedRecord) -> Table:
    """Batches of several sizes: time and memory."""
    rows: list[tuple[str | None, ...]] = [
        (f"{row.campaigns:,}", str(row.workers), three(row.seconds), f"{row.peak_mib:.0f}")
        for row in told.batches
    ]
    return ("campaigns", "threads", "seconds", "most memory, MiB"), rows


def mechanisms(told: SpeedRecord) -> Table:
    """What the West, Finland, officials and approaches add to a campaign."""
    heads = ("a campaign of the historical war, compiled clock, one thread", "measured")
    row = told.mechanisms
    if row is None:
        return heads, [("not measured yet", None)]
    return heads, [
        ("with these mechanisms switched off, µs", three(row.us_off)),
        ("with all of them, µs", three(row.us_on)),
        ("with them over without, turn by turn, the median", three(row.ratio)),
        ("the same, lowest and highest turn", f"{three(row.lowest)} to {three(row.highest)}"),
        ("turns of each, campaigns of a turn", f"{row.rounds}, {row.campaigns:,}"),
        ("switched off", ", ".join(row.switches)),
    ]


def sets(told: SpeedRecord) -> Table:
    """What becomes of a comparison's sets of channels."""
    heads, row = ("of 100 sets beyond the one without any channel", "sets"), told.sets
    if row is None:
        return heads, [("not measured yet", None)]
    return heads, [
        ("not run: their lines are known not to meet", f"{row.not_run:.1f}"),
        ("not run: the same as a set without the West", f"{row.same_west:.1f}"),
        ("run no further than the lines meet", f"{row.until_lines_meet:.1f}"),
        ("run to their end: no world has yet shown their battlefield", f"{row.to_the_end:.1f}"),
        (f"the most of the last in one what-if, {row.most_in}", f"{row.most_to_the_end:.1f}"),
        ("what-ifs, and pairs of each", f"{row.what_ifs}, {row.pairs:,}"),
    ]
