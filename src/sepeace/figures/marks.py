"""Marks of the contacts: recorded ones by sender and grade of evidence, simulated ones as a silhouette."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sepeace.figures import style
from sepeace.outcomes.outcome_tables import feelers_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sepeace.record.types import Contact
    from sepeace.runs.batch import Batch

ROWS = {"soviet": "Soviet Union", "german": "Germany", "mediator": "mediators", "none": "unclear"}
SENDERS = {"germany": "german"}
SHAPES = {"soviet": "o", "german": "s", "mediator": "^", "none": "D"}
COLOURS = {"soviet": style.SOVIET, "german": style.GERMANY, "mediator": style.PALE, "none": style.PALE}
GRADES = {
    "documented": "documented",
    "several_reports": "several reports",
    "disputed": "disputed",
    "single_memoir": "single memoir",
    "rumour": "rumour",
    "forgery_suspected": "forgery suspected",
    "fable": "fable",
}
INNER = {"single_memoir": ".", "forgery_suspected": "x", "fable": "_"}
"""A sign inside the mark of a grade whose filling is that of another."""
BEYOND = 0.08
"""Share of the height of the axes by which the key reaches beyond either end: its words need the room."""


def looks(grade: str, colour: str) -> dict[str, Any]:
    """How a mark is filled: the weaker the evidence, the emptier."""
    rim = {"markeredgecolor": colour, "markeredgewidth": 1.6, "markersize": 9.0, "linestyle": "none"}
    if grade == "documented":
        return {**rim, "fillstyle": "full", "markerfacecolor": colour}
    if grade == "several_reports":
        return {**rim, "fillstyle": "bottom", "markerfacecolor": colour, "markerfacecoloralt": "white"}
    if grade == "disputed":
        return {**rim, "fillstyle": "left", "markerfacecolor": colour, "markerfacecoloralt": "white"}
    return {**rim, "fillstyle": "none", "markerfacecolor": "white"}


def contacts(ax: Axes, batch: Batch, last: date) -> None:
    """One row a sender: recorded contacts as marks, and when simulated ones came as a grey silhouette."""
    from sepeace.record import load

    names = list(ROWS)
    for contact in load().contacts:
        if contact.pair == "main" and contact.start <= last and contact.sender in names:
            _mark(ax, contact, len(names) - 1 - names.index(contact.sender))
    _silhouettes(ax, batch, names, last)
    ax.set_ylim(-0.6, len(names) - 0.4)
    ax.set_yticks(range(len(names)))
    ax.set_yticklabels([ROWS[name] for name in reversed(names)], fontsize=style.TINY)
    ax.set_title("contacts, by sender", loc="left", fontsize=style.SMALL, pad=3)
    _key(ax)


def _mark(ax: Axes, contact: Contact, row: int) -> None:
    start, end = style.number(contact.start), style.number(contact.end)
    colour = COLOURS[contact.sender]
    ax.plot([start, end], [row, row], color=colour, linewidth=1.4, zorder=2, solid_capstyle="butt")
    look = looks(contact.grade, colour)
    place = 0.5 * (start + end)
    look |= {"marker": SHAPES[contact.sender], "gid": f"contact-{contact.id}-{contact.grade}"}
    ax.plot([place], [row], zorder=4, **look)
    inner = INNER.get(contact.grade)
    if inner:
        ax.plot([place], [row], marker=inner, color=colour, markersize=4.5, markeredgewidth=1.4, zorder=5)


def _silhouettes(ax: Axes, batch: Batch, names: list[str], last: date) -> None:
    """Simulated feelers a month, all rows to one scale; they show when, not how many."""
    table = feelers_columns(batch.weekly)
    months: dict[str, Counter[date]] = {name: Counter() for name in names}
    for day, side in zip(table["date"], table["sender"], strict=True):
        sender = SENDERS.get(side, side)
        if sender in months and day <= last:
            months[sender][day.replace(day=1)] += 1
    most = max((count for found in months.values() for count in found.values()), default=0)
    for row, name in enumerate(reversed(names)):
        found = months[name]
        if not found:
            continue
        days = _months(min(found), max(found))
        heights = [row - 0.45 + 0.85 * found[day] / most for day in days]
        look: dict[str, Any] = {"step": "post", "alpha": None, "zorder": 1}
        style.between(ax, list(map(style.number, days)), row - 0.45, heights, style.FAINT, **look)


def _months(first: date, last: date) -> list[date]:
    days = [first]
    while days[-1] <= last:
        days.append((days[-1] + timedelta(days=32)).replace(day=1))
    return days


def _key(ax: Axes) -> None:
    """What the filling means, in the margin to the right of the axes."""
    from matplotlib.transforms import ScaledTranslation

    size = ax.figure.figure.dpi_scale_trans  # lengths in inches, whatever the width of the axes
    lines = len(GRADES) + 1
    low, high = ax.get_ylim()
    room = BEYOND * (high - low)
    low, high = low - room, high + room
    step = (high - low) / lines
    place: dict[str, Any] = {
        "clip_on": False,
        "transform": ax.get_yaxis_transform() + ScaledTranslation(0.26, 0.0, size),
    }
    for number, (grade, name) in enumerate(GRADES.items()):
        height = high - step * (number + 0.5)
        look = {**looks(grade, style.INK), "markersize": 6.5, "markeredgewidth": 1.2}
        ax.plot([1.0], [height], marker="o", **look, **place)
        inner = INNER.get(grade)
        if inner:
            ax.plot([1.0], [height], marker=inner, color=style.INK, markersize=3.4, **place)
        _word(ax, 25.0, height, name)
    _word(ax, 14.0, high - step * (lines - 0.5), "grey: simulated")


def _word(ax: Axes, points: float, height: float, text: str) -> None:
    """A word of the key, so many points of type to the right of the axes."""
    beside, size = ax.get_yaxis_transform(), style.TINY - 0.5
    style.words(ax, text, (1.0, height), (points, 0.0), xycoords=beside, fontsize=size, annotation_clip=False)
