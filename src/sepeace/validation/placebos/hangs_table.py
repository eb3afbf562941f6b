"""What the headline hangs on, as a table and as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from sepeace.documents.checks.placebos import HangsOn, HeadlineWorld, ShareMoved, ThingChanged
from sepeace.validation.tables import Table

WORLDS = {
    HeadlineWorld.HISTORICAL: "the recorded war",
    HeadlineWorld.KURSK_WITHOUT: "from Kursk on, without a German victory",
    HeadlineWorld.KURSK_WITH: "from Kursk on, with one",
}
MOST = 3


def table(rows: Sequence[HangsOn]) -> Table:
    """Shares of campaigns with a window, and with a settlement, in each world."""
    told = []
    for row in rows:
        cells = [f"{_percent(world.window)} / {_percent(world.settlement)}" for world in row.worlds]
        told.append((title(row), *cells))
    heads = tuple(f"{name}: window / settlement" for name in WORLDS.values())
    return ("changed in every world", *heads), told


def changes(rows: Sequence[HangsOn]) -> Table:
    """The changes of the windows against the worlds as they are, in points with their intervals."""
    return ("changed in every world", *WORLDS.values()), [
        (title(row), *(_points(world.window) for world in row.worlds))
        for row in rows
        if row.kind != ThingChanged.AS_IT_IS
    ]


def title(row: HangsOn) -> str:
    """What was changed, in words."""
    if row.kind == ThingChanged.AS_IT_IS:
        return "nothing: the worlds as they are"
    if row.kind == ThingChanged.MESSAGE:
        return f"left out: {row.name}"
    return f"{row.name} at {row.value:g}"


def told(rows: Sequence[HangsOn]) -> str:
    """On what most hangs in each world, as a list in markdown."""
    return "\n".join(_most(rows, place, name) for place, name in enumerate(WORLDS.values())) + "\n"


def _most(rows: Sequence[HangsOn], place: int, name: str) -> str:
    """The largest shown changes of the windows of one world, of numbers and of messages."""
    first = next(row for row in rows if row.kind == ThingChanged.AS_IT_IS).worlds[place].window
    parts = [f"- **{name[:1].upper()}{name[1:]}**: a window opens in {_percent(first)} as it is."]
    for kind, words, most in (
        (ThingChanged.NUMBER, "Of the numbers", MOST),
        (ThingChanged.MESSAGE, "Of the messages", 1),
    ):
        moved = [row for row in rows if row.kind == kind and _shown(row.worlds[place].window)]
        moved.sort(key=lambda row: -abs(row.worlds[place].window.change))
        told = [f"{title(row)} ({_percent(row.worlds[place].window)})" for row in moved[:most]]
        if told:
            parts.append(f"{words} it hangs most on: {'; '.join(told)}.")
        else:
            parts.append(f"{words} none moves that by more than these campaigns can show.")
    return " ".join(parts)


def _shown(found: ShareMoved) -> bool:
    low, high = found.change_ci95
    return bool(low > 0.0 or high < 0.0)


def _percent(found: ShareMoved) -> str:
    return f"{found.estimate:.1%}"


def _points(found: ShareMoved) -> str:
    values = (100.0 * value for value in (found.change, *found.change_ci95))
    return "{:+.1f} ({:+.1f} to {:+.1f})".format(*values)
