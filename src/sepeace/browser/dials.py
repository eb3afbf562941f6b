"""A dial: which words of a world's tables take a value that is turned, and which it fixes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sepeace.browser.tables import Patch


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """One value of a world.

    Attributes:
        fixed: words that are others whatever the value is.
        words: words that take it, each with the sign that it takes.
    """

    fixed: Patch
    words: tuple[tuple[int, float], ...]

    def turned(self, tables: bytes, value: float) -> bytes:
        """Tables with the value."""
        words = np.frombuffer(self.fixed.applied(tables), np.float64).copy()
        for word, sign in self.words:
            words[word] = sign * value
        return words.tobytes()


def taking(patch: Patch, tried: float) -> Dial:
    """The dial of a patch that was made with a value which stands nowhere else."""
    values = patch.words.view(np.float64)
    takes = np.abs(values) == abs(tried)
    return Dial(
        fixed=Patch(patch.places[~takes], patch.words[~takes]),
        words=tuple(
            (int(word), float(np.sign(value / tried)))
            for word, value in zip(patch.places[takes], values[takes], strict=True)
        ),
    )
