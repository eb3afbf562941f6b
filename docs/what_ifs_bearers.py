"""Who bears it, on the page of a what-if: by line and day, from the package's own rows.

The day and the line are those of the middle settlement that docs/what_ifs.py found; where it found none, or
was not run since it keeps them, the day is that on which the worlds part, and every line is told. Nothing is
counted here, and no row follows from a run.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sepeace.scenario import Scenario

HEAD = "Who bears a settlement: "
LINK = "[Who bears a settlement](../explanation/limits.md#who-bears-a-settlement) has sources and numbers."
AS_RECORDED = "as it stood by that day in the recorded war"


def block(scenario: Scenario, run: dict[str, Any] | None) -> str:
    """The section: what is supposed, any settlement, groups by line and day, Finland's where she answers."""
    from sepeace.figures.bearers import NOT_COUNTED, SHORT

    any_settlement = SHORT.removeprefix(HEAD)
    told = [
        *(f"**What is supposed.** {text}" for text in scenario.bears),
        f"**Any settlement.** {any_settlement[:1].upper()}{any_settlement[1:]}",
        *_by_line_and_day(scenario, (run or {}).get("settlements")),
        *_of_finland(scenario, (run or {}).get("finland")),
    ]
    return "\n\n".join(["## Who bears it", *told, f"{LINK} {NOT_COUNTED}"])


def _listed(rows: Iterable[tuple[str, str, str]]) -> str:
    return "\n".join(f"- **{group}.** {text} ({source})" for group, text, source in rows)


def _by_line_and_day(scenario: Scenario, found: dict[str, Any] | None) -> list[str]:
    if not found or found["median_date"] is None:
        return [] if scenario.branch is None else _on(scenario.branch)
    from sepeace.chronicle.named_lines import lies
    from sepeace.figures.wording import day
    from sepeace.record import load
    from sepeace.runs.summary import bears_of

    signed, share = date.fromisoformat(found["median_date"]), float(found["share"])
    head = (
        f"**By line and day.** Of the {found['count']:,} settlements of these runs the middle one lies "
        f"{lies(load().ruler(), share)} (share {share:.2f}) and is signed on {day(signed)}. It falls on "
        f"these, {AS_RECORDED}:"
    )
    return [head, _listed((row.group, row.text, row.source) for row in bears_of(signed, share))]


def _on(signed: date) -> list[str]:
    """Everybody told of at a settlement of a day, whatever its line, then those behind some lines."""
    from sepeace.chronicle.who_bears import DATED, who_bears
    from sepeace.chronicle.wording import listed
    from sepeace.figures.wording import day
    from sepeace.record import load

    title = {line.id: line.title for line in load().ruler().named_lines}
    some = [row for row in DATED if row.lines and row.holds(signed, row.lines[0])]
    head = (
        f"**By line and day.** A settlement signed on the day on which the worlds part, {day(signed)}, would "
        f"have fallen on these, {AS_RECORDED}:"
    )
    rows = [(row.group, row.text, row.source) for row in who_bears(signed, None) if not row.lines]
    rows += [
        (f"{row.group}, at the {listed([title[name] for name in row.lines])}", row.text, row.source)
        for row in some
    ]
    return [head, _listed(rows)]


def _of_finland(scenario: Scenario, found: dict[str, Any] | None) -> list[str]:
    """Those who bear Finland's signature, where the what-if has her answer."""
    from sepeace.chronicle.who_bears import finnish_bearers
    from sepeace.figures.bearers import FINNISH_BEARS_ON
    from sepeace.figures.wording import day
    from sepeace.model.parameters import find
    from sepeace.record import load
    from sepeace.scenario.changes import ContactChange

    answers = scenario.changes_of(ContactChange)
    if not any(load().contact(change.target).pair == "finland" for change in answers):
        return []
    assert scenario.branch is not None
    signed = scenario.branch + timedelta(days=find("finland_days").quantity.value)
    if found and found["bears_on"] is not None:
        signed = date.fromisoformat(found["bears_on"])
    rows = finnish_bearers(signed)
    head = f"**Finland.** {FINNISH_BEARS_ON.format(day=day(signed))}"
    return [head, _listed((row.group, row.text, row.source) for row in rows)]
