"""Chains of causes, counted over pairs of campaigns: from the change to what became of it.

A pair tells four things: whether later operations are called off, or take place, because of the change; what
shifts most between the lines in the week that matters most; whether a window opens with the change, without
it, in both worlds or in neither; and what becomes of the attempt that gets furthest with the change. The
week that matters most is that of the first window with the change; where only the world without it has one,
the week of that; where none has, the week in which the lines come nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from sepeace.documents.compare import CausalPath
from sepeace.kernel import pairing
from sepeace.outcomes.outcome_rows import BARRIER_CODES
from sepeace.stats.estimates import wilson
from sepeace.wording.gap import TERM_CLAUSES, Term
from sepeace.wording.outcomes import BARRIER_CLAUSES

OPERATIONS = ("as_without", "called_off", "take_place", "exchanged")
SHIFTS = pairing.SHIFT.names
DIRECTIONS = ("nearer", "apart")
WINDOWS = ("with_only", "without_only", "both", "neither")
SETTLED = "settlement"
ENDS = (*(BARRIER_CODES[code] for code in sorted(BARRIER_CODES)), SETTLED)
SHAPE = (len(WINDOWS), len(OPERATIONS), len(SHIFTS), len(DIRECTIONS), len(ENDS))
TOLD, WORTH_TELLING, FEWEST = 3, 0.1, 5
"""Chains told of each kind of window; the share of its kind, and the pairs, that make one worth it."""

OPERATION_WORDS = {
    "called_off": "later operations of the record are called off",
    "take_place": "operations that could not be fought without it take place",
    "exchanged": "other operations are called off than without it",
}
WINDOW_WORDS = {
    "with_only": "a window opens that would not have opened",
    "without_only": "the window that would have opened stays shut",
    "both": "a window opens, as it would have without the change",
    "neither": "no window opens, as none would have without the change",
}
ENDED = {
    "over_without": "the war lasts until a time when it would have been over without the change",
    "over_with": "the war is over by the time when the window would have opened",
    "no_week": "the fighting stops within the week in which the window opens",
}
END_WORDS = {name.value: words for name, words in BARRIER_CLAUSES.items()}
END_WORDS[SETTLED] = "a settlement is signed"


def clauses(window: str | None, operations: str, term: str, direction: str, end: str) -> tuple[str, ...]:
    """A chain in clauses, in order, without the change itself; without the window too if it is None."""
    told = [OPERATION_WORDS.get(operations, ""), shift_words(term, direction)]
    told += [WINDOW_WORDS[window] if window else "", END_WORDS[end]]
    return tuple(filter(None, told))


def grouped(rows: Iterable[CausalPath]) -> Iterator[tuple[str, float, list[tuple[float, str]]]]:
    """Rows of ``chains`` by what became of the window, for a reader.

    Yields:
        what became of it in words, the share of all pairs, and each chain with its share of these.
    """
    for window, found in groupby(rows, key=lambda row: row.window):
        paths = list(found)
        chains = [
            (row.share_of_window, "; ".join(clauses(None, row.operations, row.term, row.direction, row.end)))
            for row in paths
        ]
        yield WINDOW_WORDS[window], paths[0].share / paths[0].share_of_window, chains


def shift_words(term: str, direction: str) -> str:
    """What shifts most between the lines, as a clause."""
    if term == "nothing":
        return "the lines stand where they would have stood"
    if term in ENDED:
        return ENDED[term]
    brings = "brings the lines nearer" if direction == "nearer" else "pushes the lines apart"
    return f"what shifts most is {TERM_CLAUSES[Term(term)]}, and that {brings}"


@dataclass(slots=True)
class PathCounts:
    """How many pairs went each way.

    Attributes:
        counts: by window, operations, term, direction and end, see ``SHAPE``.
    """

    counts: NDArray[np.int64]

    def add(self, links: NDArray[np.float64], without: NDArray[np.void], with_: NDArray[np.void]) -> None:
        """Count pairs.

        Args:
            links: what ``kernel.pairing.part`` found, by pair.
            without, with_: the rows of their outcomes.
        """
        kinds = np.select(
            [with_["window"] & ~without["window"], without["window"] & ~with_["window"], with_["window"]],
            [0, 1, 2],
            3,
        )
        off, back = links[:, pairing.CALLED_OFF], links[:, pairing.TAKE_PLACE]
        operations = np.select([off > back, off < back, off > 0.0], [1, 2, 3], 0)
        apart = links[:, pairing.GAP_SECOND] > links[:, pairing.GAP_FIRST]
        ends = np.where(with_["settled"], len(ENDS) - 1, with_["barrier"])
        terms = links[:, pairing.LEADING_TERM].astype(np.int64)
        np.add.at(self.counts, (kinds, operations, terms, apart.astype(np.int64), ends), 1)

    def commonest(self) -> tuple[CausalPath, ...]:
        """The commonest chains of each kind of window, those of a kind together."""
        return tuple(chain for kind in range(len(WINDOWS)) for chain in self._of(kind))

    def _of(self, kind: int) -> Iterator[CausalPath]:
        """The commonest chains with this window, as far as they are worth telling."""
        n, here = int(self.counts.sum()), self.counts[kind]
        of_kind = int(here.sum())
        order = np.argsort(-here, axis=None, kind="stable")[:TOLD]
        for place in order:
            where = np.unravel_index(place, here.shape)
            count = int(here[where])
            if count < max(WORTH_TELLING * of_kind, FEWEST):
                return
            names = (OPERATIONS, SHIFTS, DIRECTIONS, ENDS)
            steps = [name[int(index)] for name, index in zip(names, where, strict=True)]
            operations, term, direction, end = steps
            found = wilson(count, n)
            yield CausalPath(
                window=WINDOWS[kind],
                operations=operations,
                term=term,
                direction=direction,
                end=end,
                share=found.value,
                ci95=found.ci95,
                share_of_window=count / of_kind,
                text="; ".join(clauses(WINDOWS[kind], operations, term, direction, end)),
            )


def no_chains() -> PathCounts:
    """Nothing counted yet."""
    return PathCounts(np.zeros(SHAPE, np.int64))
