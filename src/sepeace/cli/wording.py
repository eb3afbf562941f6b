"""Results in words and aligned columns, from the same values as the machine output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sepeace.cli.headline import (
    hangs_on_alone,
    hangs_on_pair,
    interval,
    ladder_alone,
    ladder_of_pair,
    percent,
    plain_lines,
    points,
    points_interval,
    profiles_of,
)
from sepeace.cli.output import table
from sepeace.figures.bearers import (
    BEARS_OF_THE_MIDDLE,
    SHORT,
    after_sentence,
    finland_sentence,
    finnish_heading,
)
from sepeace.figures.wording import assumed
from sepeace.shapes import Ends
from sepeace.wording.assumed import LUCKS, Luck
from sepeace.wording.gap import WAY_NOTE, WAYS, Way
from sepeace.wording.outcomes import BARRIERS, ENDINGS, counting_from

if TYPE_CHECKING:
    from sepeace.documents.batch import BatchDocument, WorldSummary
    from sepeace.documents.compare import (
        CausalPath,
        CompareDocument,
        OperationsKept,
        PairedDifference,
        UnderReading,
    )


def with_interval(value: float | None, pair: Sequence[float | None]) -> str:
    """A share with its interval."""
    return f"{percent(value)} {interval(pair)}".rstrip()


def heading(scenario: str, campaigns: int, seed: int, given: str, window_days: int = 1) -> str:
    """What was run, on one line."""
    days = counting_from(window_days)
    told = f" ({LUCKS[Luck.AS_IT_FELL]})" if given == Luck.AS_IT_FELL else ""
    return f"{scenario}: {campaigns:,} campaigns, seed {seed}, given {given}{told}{days}"


def outcome_rows(content: WorldSummary) -> list[tuple[str, str]]:
    """What became of the campaigns: label and value, the same rows for every batch."""
    window, settlement, contacts = content.window, content.settlement, content.contacts
    rows = [
        ("window opens", with_interval(window.probability, window.ci95)),
        ("  first day, median", _dash(window.median_first_date)),
        ("  days open, median", _dash(_rounded(window.median_days, 1))),
        ("settlement signed", with_interval(settlement.probability, settlement.ci95)),
        ("  date, median", _dash(settlement.median_date)),
        ("contacts, mean: Soviet", _mean(contacts.soviet)),
        ("  German", _mean(contacts.german)),
        ("  mediated", _mean(contacts.mediated)),
        ("  Soviet share", percent(contacts.share_soviet)),
    ]
    if content.finland.settled is not None:
        rows.append(("Finland signs", percent(content.finland.settled)))
        rows.append(("  in half of all campaigns by", _dash(content.finland.half_date)))
    endings = content.endings.shares()
    rows += [(f"ending: {ENDINGS[name]}", percent(value)) for name, value in endings.items()]
    rows.append(("  sum over endings", percent(sum(endings.values()))))
    barriers = content.barriers.shares()
    return [*rows, *((f"barrier: {BARRIERS[name]}", percent(value)) for name, value in barriers.items())]


def summary_lines(content: BatchDocument) -> list[str]:
    """A batch in words."""
    lines = [*plain_lines(content), _heading(content), f"readings: {assumed(content)}", ""]
    lines += [*hangs_on_alone(content), *profiles_of(content)]
    lines += [table(outcome_rows(content), ("share of campaigns", "")), "", *ladder_alone(content)]
    lines += after_lines("", content)
    return [*lines, *_reservations(content)]


def comparison_lines(content: CompareDocument) -> list[str]:
    """A comparison in words: the plain answer, its exact form, what it hangs on, the ladder, both worlds."""
    without, with_change = content.baseline, content.counterfactual
    sides = zip(outcome_rows(without), outcome_rows(with_change), strict=True)
    rows = [(label, value, other) for (label, value), (_, other) in sides]
    lines = [*plain_lines(content), f"The exact form. {content.statement}", ""]
    lines += [_heading(with_change), "", *hangs_on_pair(content), *profiles_of(content)]
    lines += ladder_of_pair(content)
    lines.append(table(rows, ("share of campaigns", "without the change", "with the change")))
    lines += ["", *_difference_lines(content)]
    if content.bears:
        lines += ["", "Who bears what is supposed:", *(f"  {text}" for text in content.bears)]
    signed = [
        line
        for world, one in ((" Without the change.", without), (" With the change.", with_change))
        for line in (after_lines(world, one) if one.after.settlements else [])
    ]
    lines += signed or after_lines("", with_change)
    return [*lines, *_reservations(with_change, "With the change. ")]


def after_lines(world: str, content: WorldSummary) -> list[str]:
    """What came after the signatures of a world, and who bears the middle one."""
    found = content.after
    if not found.settlements:
        return ["", f"After a signature.{world} None was signed here. {SHORT}"]
    lines = ["", f"After a signature.{world} {after_sentence(found)}", "", BEARS_OF_THE_MIDDLE]
    return [*lines, *(f"  {row.group}: {row.text} ({row.source})" for row in found.bears)]


def _heading(content: WorldSummary) -> str:
    asked = content.scenario, content.campaigns, content.seed, content.given
    return heading(*asked, content.window_days)


def _difference_lines(content: CompareDocument) -> list[str]:
    """The difference, where it comes from, what it is worth, and the chains of causes."""
    found = (content.difference.window, content.difference.settlement)
    splits = (
        (content.split.parts(), content.split_ci95.parts()),
        (content.settlement_split.parts(), content.settlement_split_ci95.parts()),
    )
    rows = [("difference", *(_shown(one, one.estimate) for one in found))]
    for way in Way:
        cells = [
            _part(values[way], ends[way]) if one.shown else "-"
            for one, (values, ends) in zip(found, splits, strict=True)
        ]
        if set(cells) != {"-"}:
            called = WAYS[way].partition(":")[0]
            rows.append((f"  by {called}" if way == Way.OTHER else f"  of it through {called}", *cells))
    lines = [table(rows, ("points, with 95% interval", "window", "settlement")), ""]
    if len(rows) > 1:
        lines += [WAY_NOTE, ""]
    if content.split.ground is None:
        lines += ["Where the difference comes from was not traced (--split traces it).", ""]
    return [*lines, *_asked_again(content), *_worth_lines(content), "", *chain_lines(content.chains)]


def _asked_again(content: CompareDocument) -> list[str]:
    """The windows' difference under each reading, and where no operation is called off."""
    rows = [
        (
            f"reading {row.strength}",
            f"{percent(row.baseline)} to {percent(row.counterfactual)}",
            _shown(row, row.window_difference),
            points_interval(row.ci95_all_readings),
        )
        for row in content.by_reading
    ]
    kept = content.operations_kept
    if kept is not None:
        told = _shown(kept, kept.window_difference)
        rows.append(("if no operation were called off in either world", "-", told, "-"))
    heads = (
        "asked again with the same luck",
        "window: levels",
        "difference",
        "[95% for all readings at once]",
    )
    return [table(rows, heads), ""] if rows else []


def _worth_lines(content: CompareDocument) -> list[str]:
    """What the lines do, how far the change was needed and enough, and how closely the worlds are paired."""
    lines = []
    moved = content.moved
    if moved is not None:
        width, bare = (
            f"{value:+.3f} [{low:+.3f}, {high:+.3f}]"
            for value, (low, high) in (
                (moved.width, moved.width_ci95),
                (moved.width_without_premium, moved.width_without_premium_ci95),
            )
        )
        lines.append(
            f"range between the lines in the year after the branch, in shares of the stake: {width}; "
            f"{bare} without the move of the German premium"
        )
    if content.difference.window.shown:
        for name, bounds in (("necessity", content.necessity), ("sufficiency", content.sufficiency)):
            ends = " to ".join(percent(end) for end in bounds.ci95)
            line = f"{name} of the change for a window: {percent(bounds.low)} to {percent(bounds.high)}"
            line += f" (95%: {ends})"
            if bounds.shared_luck is not None:
                line += f"; {percent(bounds.shared_luck)} if the worlds share their luck as here"
            lines.append(line)
    pairing = content.pairing
    lines.append(f"correlation of the windows of both worlds: {_dash(_rounded(pairing.correlation, 2))}")
    lines.append(f"first day on which the worlds differ: {_dash(pairing.first_divergence)}")
    return lines


def _shown(found: PairedDifference | UnderReading | OperationsKept, value: float) -> str:
    """A difference with its interval; the guard lets no number pass that the runs do not show."""
    return _part(value, found.ci95) if found.shown else f"not shown {points_interval(found.ci95)}"


def _part(value: float | None, ends: Ends | None) -> str:
    return "-" if value is None or ends is None else f"{points(value)} {points_interval(ends)}"


def chain_lines(chains: Sequence[CausalPath]) -> list[str]:
    """The chains of causes, those with the same window under one heading."""
    from sepeace.outcomes.causal_paths import grouped

    lines = ["Chains of causes, in worlds that share their luck as these do:"] if chains else []
    for window, part, told in grouped(chains):
        lines += ["", f"In {part:.1%} of campaigns {window}. There the chain ran:"]
        lines += [f"  {share:4.0%}  {steps}" for share, steps in told]
    return lines


def _reservations(content: WorldSummary, world: str = "") -> list[str]:
    lines = []
    if content.failed:
        lines.append(f"{content.failed} campaigns failed and are not counted.")
    lines += finnish_lines(world, content)
    return ["", *lines] if lines else []


def finnish_lines(world: str, content: WorldSummary) -> list[str]:
    """When Finland signs, and who bears it."""
    found = content.finland
    if not found.bears:
        return []
    rows = (f"  {row.group}: {row.text} ({row.source})" for row in found.bears)
    return [f"{world}{finland_sentence(found)}", "", finnish_heading(found), *rows]


def _dash(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


def _mean(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
