"""Numbers and names in the words of figures and reports. No number is written here; all are handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from sepeace.scenario.vocabulary import named
from sepeace.shapes import as_json
from sepeace.wording.assumed import LUCKS, Luck
from sepeace.wording.outcomes import counting_from

if TYPE_CHECKING:
    from sepeace.documents.batch import WorldSummary
    from sepeace.documents.compare_all import ComparedWhatIf
    from sepeace.runs.batch import Batch
    from sepeace.scenario import Assumptions

BOX = "□"
UNSEEN = "\u00ad\u200c\u200d\ufe0e\ufe0f"
"""What stands for a letter that cannot be drawn; what joins letters and has no look of its own."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def percent(value: float | None) -> str:
    """A share as a percentage with one decimal place."""
    return "–" if value is None else f"{100.0 * value:.1f}%"


def points(value: float | None) -> str:
    """A difference of shares in percentage points, signed."""
    return "–" if value is None else f"{100.0 * value:+.1f}".replace("-", "−")


def percent_interval(bounds: Sequence[float | None] | None) -> str:
    """A 95% interval of a share, such as "4.9 to 7.8%"."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return "–"
    return f"{100.0 * bounds[0]:.1f} to {100.0 * bounds[1]:.1f}%"


def points_interval(bounds: Sequence[float | None] | None) -> str:
    """A 95% interval of a difference, in percentage points."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return "–"
    return f"{points(bounds[0])} to {points(bounds[1])}"


def day(value: date | None) -> str:
    """A date as "5 July 1943"; nothing as a dash."""
    return "–" if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def readings(content: Mapping[str, object]) -> str:
    """The readings in force, such as "strength document, motive sincere"."""
    order = ("strength", "motive", "initiative", "frontier", "disputed", "numbers")
    told = dict(named({name: str(value) for name, value in content.items()}))
    names = [name for name in order if name in told] + [name for name in told if name not in order]
    return ", ".join(f"{name} {told[name].replace('_', ' ')}" for name in names)


def assumed(content: WorldSummary) -> str:
    """The readings of a summary, and what is set by hand beside them."""
    return "; ".join([readings(as_json(content.readings)), *content.by_hand])


def readings_of_all(rows: Sequence[ComparedWhatIf]) -> str:
    """The readings of several what-ifs: those in which they differ are named as such."""
    told = [as_json(row.readings) for row in rows]
    by_hand = {row.by_hand for row in rows}
    same = {
        name: value if len({one[name] for one in told}) == 1 else "differs" for name, value in told[0].items()
    }
    return "; ".join([readings(same), *(rows[0].by_hand if len(by_hand) == 1 else ("settings differ",))])


def under(assumptions: Assumptions, varied: Iterable[str] = ()) -> str:
    """The same, of a scenario's assumptions; disputes that are ``varied`` have no one reading."""
    told = {**assumptions.readings(), **dict.fromkeys(varied, "varied")}
    return "; ".join([readings(told), *assumptions.by_hand()])


@cache
def _letters() -> frozenset[int]:
    """What the font of the figures can draw."""
    from matplotlib import font_manager

    path = font_manager.findfont(font_manager.FontProperties())
    return frozenset(font_manager.get_font(path).get_charmap())


def drawable(text: str) -> str:
    """`text` with a box for each letter that the figures' font lacks; the page has it in full."""
    known = _letters()
    return "".join(letter if ord(letter) in known else BOX for letter in text if letter not in UNSEEN)


def world(batch: Batch) -> str:
    """What a batch shows: its scenario's title, or the war without the change."""
    scenario = batch.scenario
    if scenario.changes or scenario.branch is None:
        return drawable(scenario.title)
    if batch.luck == Luck.AS_IT_FELL:
        return f"As recorded until {day(scenario.branch)}, then luck as it fell"
    if batch.luck == Luck.BRANCH:
        return f"As recorded until {day(scenario.branch)}, then fresh luck"
    return "Without the change"


def made(campaigns: int, seed: int, luck: Luck, window_days: int = 1) -> str:
    """Campaigns, seed and luck of a run, and from how many days a window counts if not from one."""
    return f"{campaigns:,} campaigns, seed {seed}, {LUCKS[luck]}{counting_from(window_days)}"


def under_title(batch: Batch) -> str:
    """What stands below the title of a figure of a batch: how it was made, and the readings."""
    made_by = made(batch.campaigns, batch.seed, batch.luck, batch.window_days)
    return f"{made_by}.\nReadings: {under(batch.scenario.assumptions)}."
