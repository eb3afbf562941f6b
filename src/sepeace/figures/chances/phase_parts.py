"""What figures of things varied share: how a chance looks, names of axes, scales of shares."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from sepeace.figures import style
from sepeace.wording.varied import ORIGINS_IN_FIGURE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.documents.sweep import Axis

LOOKS: dict[str, dict[str, Any]] = {
    "window": {
        "label": "a window opens",
        "color": "#004f3d",
        "light": "#8fc7b5",
        "linestyle": "-",
        "marker": "o",
        "markerfacecolor": "#004f3d",
        "hatch": "",
    },
    "settlement": {
        "label": "a settlement is signed",
        "color": "#a3479b",
        "light": "#e6c3e2",
        "linestyle": "--",
        "marker": "^",
        "markerfacecolor": "white",
        "hatch": "...",
    },
}
"""How each of the two chances is drawn; told apart by stroke, mark and hatch as well as by colour."""
STEPS = {0.05: 5, 0.1: 5, 0.2: 4, 0.3: 3, 0.4: 4, 0.5: 5, 0.6: 3, 0.8: 4, 1.0: 4}
"""Upper ends of a scale of shares and their steps; the least that holds all shares is taken."""
SMALLEST_TITLE = 11.0
FEW_TICKS, LONGEST_TICK = 7, 6
"""So few values, of so few letters, are all written on their axis."""


OWN = "in this scenario"


def marks(axis: Axis) -> list[tuple[float, str]]:
    """The values of an axis that have a name: the reference, and what the scenario itself sets."""
    if axis.own is None:
        return [(axis.reference, ORIGINS_IN_FIGURE[axis.origin])]
    if axis.own == axis.reference:
        return [(axis.own, f"{ORIGINS_IN_FIGURE[axis.origin]}, and {OWN}")]
    return [(axis.reference, ORIGINS_IN_FIGURE[axis.origin]), (axis.own, OWN)]


def number(value: float) -> str:
    """A number in at most six digits."""
    return f"{value:g}".replace("-", "−")


def axis_words(axis: Axis, columns: int) -> str:
    """What an axis shows, its name as typed, and its unit, in lines of at most so many letters."""
    unit = "" if axis.unit == "1" else f" ({axis.unit})"
    return "\n".join([*textwrap.wrap(axis.title, columns), *textwrap.wrap(f"{axis.name}{unit}", columns)])


def value_words(axis: Axis, value: float) -> str:
    """A value of an axis: a number, or the name of a reading."""
    typed = axis.typed(value)
    return typed.replace("_", " ") if isinstance(typed, str) else number(typed)


def ticks(line: Any, axis: Axis, about: int) -> None:
    """A tick at every reading or, where they are few and short, value; else at so many round places."""
    if axis.labels:
        names = dict(marks(axis))
        words = [value_words(axis, value).replace(" ", "\n") for value in axis.values]
        told = [
            f"{word}\n({names[v]})" if v in names else word
            for v, word in zip(axis.values, words, strict=True)
        ]
        line.set_ticks(axis.values, told)
        return
    round_ticks(line, about)
    if len(axis.values) <= FEW_TICKS and max(len(number(value)) for value in axis.values) <= LONGEST_TICK:
        line.set_ticks(axis.values)


def round_ticks(line: Any, about: int) -> None:
    """About so many round places."""
    from matplotlib.ticker import MaxNLocator

    line.set_major_formatter(lambda value, _: number(round(value, 12)))
    line.set_major_locator(MaxNLocator(about))


def least_top(highest: float) -> float:
    """Upper end of a scale that holds shares up to ``highest``."""
    return next((top for top in STEPS if top >= highest), 1.0)


def percents(axis: Any, top: float) -> None:
    """Ticks from nothing to ``top``, in per cent."""
    axis.set_ticks([top * step / STEPS[top] for step in range(STEPS[top] + 1)])
    axis.set_major_formatter(lambda value, _: f"{100.0 * value:g}%")


def share_scale(ax: Axes, low: float, high: float, room: float, top: float) -> None:
    """Shares of campaigns, up to ``top``, over one thing that is varied, with some room beside its ends."""
    ax.set_xlim(low - room, high + room)
    percents(ax.yaxis, top)
    ax.set_ylim(-0.012 * top, top)
    ax.grid(axis="y", color=style.FAINT, linewidth=0.6)
    ax.set_axisbelow(True)


def upright(ax: Axes, place: float, part: float, words: str) -> None:
    """The line at the reference, at that part of the way across the axes, and its name above it."""
    ax.axvline(place, color=style.INK, linewidth=1.8, linestyle="-.", zorder=3, gid="reference")
    side = "left" if part < 0.1 else "right" if part > 0.9 else "center"
    look: dict[str, Any] = {"xycoords": style.ABOVE, "fontsize": style.SMALL, "ha": side, "va": "bottom"}
    style.words(ax, words, (place, 1.0), (0, 5), gid="reference-name", **look)


def fit_title(figure: Figure) -> None:
    """Make a long title of a figure that was made here smaller, or break it in two."""
    if not style.own(figure):
        return
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    (text,) = (found for found in figure.texts if found.get_gid() == style.TITLE_ID)
    text.set_parse_math(False)
    bold = FontProperties(weight="bold")
    room = 0.93 * 72.0 * figure.get_figwidth()
    said = text.get_text()
    # A dollar sign would start a formula here too; another letter is about as wide.
    width = TextPath((0, 0), said.replace("$", "S"), size=style.LARGE, prop=bold).get_extents().width
    if width <= room:
        return
    size = max(style.LARGE * room / width, SMALLEST_TITLE)
    text.set_fontsize(size)
    if size > SMALLEST_TITLE:
        return
    letters = int(0.95 * len(said) * room * style.LARGE / (width * size))
    text.set_y(0.99)
    text.set_text("\n".join(textwrap.wrap(said, letters, max_lines=2, placeholder=" ...")))
