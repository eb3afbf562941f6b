"""The ruler: kilometres, front position and share of the stake, and the named lines on it.

One convention holds everywhere: larger is further east. A front f of 0 is Berlin, 1 is the
Arkhangelsk-Astrakhan line (A-A); the frontier of 22 June 1941 lies at f0 = .26. A share x is
Germany's part of the stake, from 0 to 1.

Per sector, with km counted east of the June 1941 frontier:
    f = f0 (1 + km/B)               west of the frontier
    f = f0 + (1 - f0) km/A          east of it
Share, from the basket B(f) of people, grain, coal, iron and oil west of the front:
    x = b f/f0                      west of the frontier
    x = b + (1 - b) B(f)/B(A-A)     east of it
B(f) runs in straight pieces through five dated fronts and the A-A line. What is ignored: what
lies behind a line in Poland and Finland, and what evacuation took away. The 1914 frontier lies
in Poland, outside the basket; its share is a judgement. This module takes plain numbers; the
record supplies them.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

__all__ = ["BASKET_WEIGHTS", "Basket", "NamedLine", "Ruler", "build"]

BASKET_WEIGHTS = {"population": 0.4, "grain": 0.2, "coal_and_iron": 0.15, "oil": 0.25}
"""Weights of the stake (judgement; the oil weight carries the document's claim that Hitler wanted oil)."""

SHARE_OF_1914 = 0.30
"""Share of the 1914 frontier by judgement (.27 to .34), where the June 1941 frontier has .35."""

POPULATION_MILLIONS = 195.0
"""Pre-war inhabitants of the Soviet Union in its frontiers of June 1941, in millions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """What lies between the June 1941 frontier and a line: shares (0 to 1) of the Soviet total."""

    population: float
    population_low: float
    population_high: float
    grain: float
    coal: float
    iron: float
    oil: float

    @property
    def worth(self) -> float:
        """The weighted share of people, grain, coal and iron, and oil."""
        weights = BASKET_WEIGHTS
        return (
            weights["population"] * self.population
            + weights["grain"] * self.grain
            + weights["coal_and_iron"] * 0.5 * (self.coal + self.iron)
            + weights["oil"] * self.oil
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLine:
    """A line that could be offered or asked for.

    Args:
        id: name in files and on the command line.
        title: name in text and figures.
        share: share of the stake that Germany holds at this line.
        front: front position with the same share, for drawing.
        population_west_share: share of the pre-war Soviet population west of the line.
        population_low: lowest estimate of that share.
        population_high: highest estimate of that share.

    >>> west, low, high = sp.record.load().ruler().line("dnieper").people
    >>> low <= west <= high
    True
    """

    id: str
    title: str
    share: float
    front: float
    population_west_share: float
    population_low: float
    population_high: float

    @property
    def people(self) -> tuple[float, float, float]:
        """Pre-war Soviet inhabitants west of the line, in millions: middle, low, high.

        The people of Poland and of the other countries west of the June 1941 frontier are not among them.
        """
        parts = (self.population_west_share, self.population_low, self.population_high)
        middle, low, high = (POPULATION_MILLIONS * part for part in parts)
        return middle, low, high


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """Turns kilometres into front positions and fronts into shares.

    The knot tables run from front 0 to front 1 and have one length. Between knots everything is
    linear; beyond the ends shares stay at 0 and 1. Fronts and kilometres have no such ends.

    Attributes:
        weights: of the sectors north, centre and south in the mean front, adding to 1.
        frontier_share, frontier_front: share and front of the June 1941 frontier.
        km_to_berlin, km_to_line: kilometres west to front 0 and east to front 1, by sector.
        knots_front, knots_share, knots_basket, knots_grain: tables of one length.
        named_lines: from west to east.

    >>> ruler = sp.record.load().ruler()
    >>> ruler.front_of_km(1, 0.0), round(ruler.mean_front((0.0, 0.0, 0.0)), 12)
    (0.26, 0.26)
    >>> round(ruler.share_of_front(0.26), 2), ruler.grain_share(0.2)
    (0.35, 0.0)
    >>> [line is not None for line in ruler.beside(0.5)], ruler.line("dnieper").id
    ([True, True], 'dnieper')
    >>> ruler.with_frontier_share(0.3).frontier_share
    0.3
    """

    weights: tuple[float, float, float] = (0.3, 0.4, 0.3)
    frontier_share: float = 0.35
    frontier_front: float = 0.26
    km_to_berlin: tuple[float, float, float] = (555.0, 555.0, 585.0)
    km_to_line: tuple[float, float, float]
    knots_front: tuple[float, ...]
    knots_share: tuple[float, ...]
    knots_basket: tuple[float, ...]
    knots_grain: tuple[float, ...]
    named_lines: tuple[NamedLine, ...]

    def front_of_km(self, sector: int, km: float) -> float:
        """Front position of a sector (0 north, 1 centre, 2 south) that stands `km` east of the frontier."""
        if km <= 0.0:
            return self.frontier_front * (1.0 + km / self.km_to_berlin[sector])
        return self.frontier_front + (1.0 - self.frontier_front) * km / self.km_to_line[sector]

    def mean_front(self, km: Sequence[float]) -> float:
        """Front of all three sectors together, weighted, from their kilometres (north, centre, south)."""
        return math.fsum(
            weight * self.front_of_km(sector, km[sector]) for sector, weight in enumerate(self.weights)
        )

    def share_of_front(self, front: float) -> float:
        """Germany's share of the stake when the front stands at `front`."""
        return _interpolate(front, self.knots_front, self.knots_share)

    def grain_share(self, front: float) -> float:
        """Share of the Soviet pre-war grain land west of `front`; 0 west of the frontier."""
        return _interpolate(front, self.knots_front, self.knots_grain)

    def beside(self, share: float) -> tuple[NamedLine | None, NamedLine | None]:
        """The named lines on both sides of a share: the nearest at or west of it, the nearest east of it."""
        west = [line for line in self.named_lines if line.share <= share]
        east = [line for line in self.named_lines if line.share > share]
        return (west[-1] if west else None), (east[0] if east else None)

    def line(self, line_id: str) -> NamedLine:
        """The named line with this id.

        Raises:
            KeyError: there is no such line.
        """
        for line in self.named_lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)

    def with_frontier_share(self, frontier_share: float) -> Ruler:
        """The same ruler with another share b at the June 1941 frontier.

        Raises:
            ValueError: the share does not lie between 0 and 1.
        """
        if not 0.0 < frontier_share < 1.0:
            raise ValueError(f"the frontier's share must lie between 0 and 1, got {frontier_share}")
        knots = _shares(self.knots_front, self.knots_basket, frontier_share, self.frontier_front)
        lines = []
        for line in self.named_lines:
            if line.share <= self.frontier_share:
                share = line.share * frontier_share / self.frontier_share
            else:
                rest = (line.share - self.frontier_share) / (1.0 - self.frontier_share)
                share = frontier_share + (1.0 - frontier_share) * rest
            lines.append(replace(line, share=share))
        return replace(self, frontier_share=frontier_share, knots_share=knots, named_lines=tuple(lines))


def build(
    *,
    km_to_line: tuple[float, float, float],
    dated_fronts: Sequence[tuple[float, Basket]],
    line_baskets: Sequence[tuple[str, str, Basket]],
    end: Basket,
    frontier_share: float = 0.35,
    frontier_front: float = 0.26,
) -> Ruler:
    """A ruler from the record's numbers.

    Args:
        km_to_line: A, kilometres from the June 1941 frontier to the A-A line (north, centre, south).
        dated_fronts: mean front position and basket of each dated front, in any order.
        line_baskets: id, title and basket of each named line; "frontier_1914" takes its share by judgement.
        end: basket of the A-A line.
        frontier_share: b.
        frontier_front: f0.
    """
    fronts, baskets = _merge(dated_fronts)
    worth = _rising((0.0, 0.0, *(basket.worth / end.worth for basket in baskets), 1.0))
    knots_front = (0.0, frontier_front, *fronts, 1.0)
    shares = _shares(knots_front, worth, frontier_share, frontier_front)

    def column(name: str) -> tuple[float, ...]:
        inner = (float(getattr(basket, name)) for basket in baskets)
        return _rising((0.0, 0.0, *inner, float(getattr(end, name))))

    lines = []
    for line_id, title, basket in line_baskets:
        share = frontier_share + (1.0 - frontier_share) * basket.worth / end.worth
        if line_id == "frontier_1914":
            share = SHARE_OF_1914 * frontier_share / 0.35
        lines.append(
            NamedLine(
                id=line_id,
                title=title,
                share=share,
                front=_interpolate(share, shares, knots_front),
                population_west_share=basket.population,
                population_low=basket.population_low,
                population_high=basket.population_high,
            )
        )
    return Ruler(
        frontier_share=frontier_share,
        frontier_front=frontier_front,
        km_to_line=km_to_line,
        knots_front=knots_front,
        knots_share=shares,
        knots_basket=worth,
        knots_grain=column("grain"),
        named_lines=tuple(sorted(lines, key=lambda line: line.share)),
    )


def _merge(dated: Sequence[tuple[float, Basket]]) -> tuple[tuple[float, ...], tuple[Basket, ...]]:
    """Dated fronts from west to east; of fronts at one place the first is kept."""
    found: dict[float, Basket] = {}
    for front, basket in sorted(dated, key=lambda item: item[0]):
        found.setdefault(round(front, 12), basket)
    return tuple(found), tuple(found.values())


def _rising(values: Sequence[float]) -> tuple[float, ...]:
    """The values, none below one before it: a line further east never has less behind it."""
    out: list[float] = []
    for value in values:
        out.append(max(value, out[-1]) if out else value)
    return tuple(out)


def _shares(
    fronts: Sequence[float], baskets: Sequence[float], frontier_share: float, frontier_front: float
) -> tuple[float, ...]:
    return tuple(
        frontier_share * front / frontier_front
        if front <= frontier_front
        else frontier_share + (1.0 - frontier_share) * basket
        for front, basket in zip(fronts, baskets, strict=True)
    )


def _interpolate(value: float, places: Sequence[float], heights: Sequence[float]) -> float:
    """Height at `value` on straight pieces through the points, held constant beyond both ends."""
    if value <= places[0]:
        return heights[0]
    if value >= places[-1]:
        return heights[-1]
    right = bisect_right(places, value)
    left = right - 1
    part = (value - places[left]) / (places[right] - places[left])
    return heights[left] + part * (heights[right] - heights[left])
