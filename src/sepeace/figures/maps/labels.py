"""Where names stand on a map: beside their point, none on another, none outside the frame."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sepeace.figures.places import Floats

LETTER = 0.58
"""Width of a letter as a part of the size of type (judgement, on the wide side)."""
TURNS = np.pi * np.array([0.0, 1.0, 0.5, -0.5, 0.2, 0.8, -0.2, -0.8, 0.35, 0.65, -0.35, -0.65])
WAYS = np.column_stack((np.cos(TURNS), np.sin(TURNS)))
"""Where a name may stand, seen from its point: right, left, above, below, and between."""
GAPS = (4.0, 10.0, 18.0, 28.0)
"""Room between a point and its name, in points of type."""
ON_A_NAME, ON_THE_DRAWING, OUTSIDE, FAR = 1_000.0, 1.0, 10_000.0, 0.9
"""What costs a name how much: another name under it, a point of the drawing under it, the frame's edge, a
point of type of distance."""


@dataclass(slots=True)
class Sheet:
    """The frame that names are placed in, and what stands there; all in points of type.

    low, high: corners of the frame.   drawn: points of the drawing, of shape (points, 2).
    boxes: middles and halves of names, in their order.
    """

    low: Floats
    high: Floats
    drawn: Floats
    boxes: list[tuple[Floats, Floats]] = field(default_factory=list)

    def put(self, point: Floats, text: str, size: float) -> Floats:
        """Give a name its place and keep that free: the middle of its box, of shape (2)."""
        half = 0.5 * np.array([LETTER * size * len(text), 1.25 * size])
        tries = np.vstack([point + WAYS * (half + gap) for gap in GAPS])
        costs = self._costs(tries, half) + FAR * np.repeat(GAPS, len(WAYS))
        best: Floats = tries[int(np.argmin(costs))]
        self.keep(best, half)
        return best

    def keep(self, middle: Floats, half: Floats) -> None:
        """Keep a place free, such as that of a mark."""
        self.boxes.append((middle, half))

    def _costs(self, tries: Floats, half: Floats) -> Floats:
        """What each of some middles costs a name of this size, of shape (tries)."""
        out = np.any((tries - half < self.low) | (tries + half > self.high), axis=1)
        middles, halves = (np.array(column) for column in zip(*self.boxes, strict=True))
        on = np.all(np.abs(tries[:, None, :] - middles) < half + halves, axis=2)
        under = np.all(np.abs(tries[:, None, :] - self.drawn) < half + 1.0, axis=2)
        return np.asarray(
            OUTSIDE * out + ON_A_NAME * np.sum(on, axis=1) + ON_THE_DRAWING * np.sum(under, axis=1)
        )
