"""Tables and sentences of the page on whether to believe the model, from `docs/believe.json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from sepeace.calibration import told
from sepeace.calibration import told_tables as tables
from sepeace.calibration.diplomacy.findings import NOTHING, SUM
from sepeace.calibration.diplomacy.likelihood import COMPLETENESS
from sepeace.calibration.diplomacy.rank_test import COVERAGE, LEAST_P, POSTERIOR, PRIOR
from sepeace.documents.checks.calibrate import Calibrate
from sepeace.documents.writing import read
from sepeace.model.parameters import PARAMETERS
from sepeace.scenario.luck import SET as AS_THEY_FELL

DATA = Path(__file__).with_name("believe.json")
Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]
STRENGTHS = 3


@cache
def found() -> Calibrate:
    """What calibration found, as the file has it."""
    return read(Calibrate, DATA.read_text(encoding="utf-8"))


def bullets(lines: Iterable[str]) -> str:
    """Sentences as a list."""
    return "\n".join(f"- {line[:1].upper()}{line[1:]}" for line in lines) + "\n"


def asked() -> str:
    """How many reports there are, and of whom."""
    rows = found().reports
    by = {side: [row.chance for row in rows if row.side == side] for side in ("german", "soviet")}
    parts = [f"{len(of)} {tables.SIDES[side]}, worth {sum(of):.1f} real ones" for side, of in by.items()]
    return f"There are {len(rows)} such reports: {' and '.join(parts)} by their grades."


def completeness() -> str:
    """What is averaged over, and what the record says of it."""
    low, high = COMPLETENESS
    after = ", ".join(f"{row.completeness:.0%} under {row.strength}" for row in tables.usual(found()))
    return (
        f"The share of feelers that left a report is not known. It is averaged over, evenly from {low:.0%} "
        f"to {high:.0%} (judgement); the prior mean is {(low + high) / 2.0:.0%}, the posterior mean {after}."
    )


def ranked() -> str:
    """How the test by made-up wars came out."""
    rows = [row for row in found().ranks if row.weights == POSTERIOR]
    passed = sum(map(told.passes, rows))
    caught = [
        f"{row.strength} (p {tables.chance(row.p_value)}, {tables.percent(row.covered)} inside)"
        for row in found().ranks
        if row.weights == PRIOR and row.quantity == "log likelihood" and not told.passes(row)
    ]
    even = [
        row.quantity
        for row in found().ranks
        if row.weights == PRIOR and row.quantity != "log likelihood" and told.passes(row)
    ]
    wars = rows[0].wars if rows else 0
    told_of = (
        f"{wars:,} wars were made up under each reading of Hitler's refusal. The weights pass {passed} of "
        f"{len(rows)} tests ({COVERAGE[0]:.0%} to {COVERAGE[1]:.0%} inside intervals of 90%, p above "
        f"{LEAST_P}). The prior handed back fails at the log likelihood under {len(caught)} of {STRENGTHS} "
        f"readings: {', '.join(caught) or 'none'}. By ranks "
        f"of other things alone it would have passed {len(even)} of {len(rows) - STRENGTHS} tests."
    )
    return " ".join([told_of, *told.failed(found().ranks)])


def learned_told() -> str:
    """What was learned in words, by reading."""
    lines = []
    for row in tables.usual(found()):
        some = [f"`{one.key}` ({one.information:.2f} nats)" for one in row.learned if not one.says_nothing]
        alone = sum(not one.says_nothing and one.key != SUM for one in row.learned)
        lines.append(
            f"under {row.strength} the record says something of {alone} of {len(row.learned) - 1} numbers"
            f"{': ' if some else ''}{', '.join(some)}; all numbers together lie {row.in_all:.2f} nats from "
            "the prior, noise of the weights included."
        )
    return bullets(lines)


def nothing() -> str:
    """The numbers that nothing was learned of."""
    rows = tables.usual(found())
    some = {one.key for row in rows for one in row.learned if not one.says_nothing}
    none = [f"`{one.key}`" for one in sorted(rows[0].learned, key=lambda one: one.key) if one.key not in some]
    return (
        f"Below {NOTHING} nats the record is said to say nothing. Under none of the {len(rows)} readings "
        f"of Hitler's refusal does it say anything of these {len(none)}: {', '.join(none)}."
    )


def chances_told() -> str:
    """Window and settlement before and after, in words."""
    return bullets(
        f"under {row.strength} a window opens in {tables.percent(row.window_prior)} of the wars with "
        f"numbers from the prior and in {tables.percent(row.window)} with weighed ones; a settlement is "
        f"signed in {tables.percent(row.settlement_prior)} and {tables.percent(row.settlement)}."
        for row in tables.usual(found())
    )


def fears_told() -> str:
    """What fear and ideology do, in words."""
    lines = []
    for row in tables.usual(found()):
        least, most = row.fears[0], row.fears[-1]
        lines.append(
            f"under {row.strength} wars with the least sums are settled in "
            f"{tables.percent(least.settlement)}, those with the largest in "
            f"{tables.percent(most.settlement)}; the reports leave the first "
            f"{tables.percent(least.weight)} of the weight and the second {tables.percent(most.weight)}."
        )
    return bullets(lines)


def alone() -> str:
    """Which single report matters most."""
    lines = []
    for row in tables.usual(found()):
        far = max(row.left_out, key=lambda one: abs(one.window - row.window))
        lines.append(
            f"under {row.strength} the chance of a window is {tables.percent(row.window)} with all "
            f"reports, and moves most without `{far.report}`, to {tables.percent(far.window)}."
        )
    return bullets(lines)


def never() -> str:
    """Numbers that neither stage touches, and those that are weighed like all others."""
    fitted = {row.key for fit in found().battle.fits for row in fit.numbers}
    fitted |= {f"{key}_sd" for key in fitted}
    weighed = {row.key for row in found().findings[0].learned}
    others = fitted | weighed | set(AS_THEY_FELL)
    kept = [f"`{row.key}`" for row in PARAMETERS if row.key not in others and not row.drawn]
    return (
        f"The fit of the battles sets {len(fitted & {row.key for row in PARAMETERS})} numbers. The reports "
        f"weigh {len(weighed & {row.key for row in PARAMETERS})} that campaigns draw. {len(kept)} numbers "
        f"keep the value of the table in both stages: {', '.join(kept)}."
    )


def facts() -> list[tuple[str, object]]:
    """How it was made."""
    made = found()
    first = made.findings[0]
    return [
        ("version", made.version),
        *((f"hash of the {name}", f"`{value}`") for name, value in made.hashes.items()),
        ("seed", made.seed),
        ("sets of numbers, under each choice of readings", first.sets),
        ("wars of each, held to the reports", first.lucks),
        ("choices of readings", len(made.findings)),
        ("effective sets, least", f"{min(row.effective for row in made.findings):,.0f}"),
        ("wars made up for the test of the weights", made.ranks[0].wars if made.ranks else 0),
    ]


def made(table: Table) -> dict[str, Callable[[], str]]:
    """What writes each block, by its name."""
    parts = (
        *("reports", "learned", "spreads", "chances", "fears", "factors", "ranks"),
        *("foretold", "foretold_in_all", "expected", "battles"),
    )
    words: dict[str, Callable[[], str]] = {
        "plain": lambda: bullets(told.plain(found())),
        "names": lambda: told.NAMES,
        "asked": asked,
        "completeness": completeness,
        "ranked": ranked,
        "learned_told": learned_told,
        "nothing": nothing,
        "chances_told": chances_told,
        "fears_told": fears_told,
        "alone": alone,
        "factors_told": lambda: bullets(found().sentences),
        "against": lambda: bullets(told.against(found()) or (told.NOTHING_AGAINST,)),
        "never": never,
        "facts": lambda: table(("run", ""), facts()),
    }
    shown = {part: lambda part=part: table(*getattr(tables, part)(found())) for part in parts}
    return {f"believe_{name}": write for name, write in {**words, **shown}.items()}
