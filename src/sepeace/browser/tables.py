"""Plans as bytes that the module reads, differences between them as patches, and both as text for a page.

A patch is a list of words of 8 bytes and what they become. Patches of different things are applied one after
the other, so that a page puts together what it is asked for.
"""

from __future__ import annotations

import gzip
from base64 import b64decode, b64encode
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sepeace.browser.entries import WorldTables
from sepeace.browser.translator.kinds import record_of
from sepeace.clocks.records import pack
from sepeace.clocks.tables import packed
from sepeace.scenario.plan import Plan

WORD = 8
SETS_OF_WORLD = ("sets", "set_seed", "set_campaign")
"""Fields of a world that say which sets of numbers its campaigns have."""


def tables_of(made: Plan, like: Like | None = None) -> bytes:
    """A plan as the module reads it, without sets of numbers: the bytes of ``WorldTables``.

    So a world is the same whether its campaigns draw from the prior or have sets in turn: see
    ``number_sets.with_sets``.

    Args:
        like: a plan that has much in common with it, which saves time.
    """
    world = None if like is None else pack(made.world, (like.plan.world, like.world))
    given, tables = packed(made, world), np.zeros(1, record_of(WorldTables))
    tables["world"], tables["numbers"] = given.world[0], given.numbers[0]
    for name in SETS_OF_WORLD:
        tables["world"][name] = 0
    tables["epochs"], tables["horizon"] = given.epochs, given.horizon
    return tables.tobytes()


class Like:
    """A plan and its world as a record, for plans that differ from it in little."""

    def __init__(self, made: Plan) -> None:
        self.plan, self.world = made, pack(made.world)


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Words that are written over.

    Attributes:
        places: which words, ascending.
        words: what they become.
    """

    places: NDArray[np.uint32]
    words: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.places)

    def applied(self, tables: bytes) -> bytes:
        """Tables with these words written over."""
        words = np.frombuffer(tables, np.int64).copy()
        words[self.places] = self.words
        return words.tobytes()

    def encoded(self) -> bytes:
        """As bytes, least first: the number of words; by how much each place lies beyond the one before, four
        bytes each, filled up to eight; the words. So they compress well, and a page reads them in a loop."""
        steps = np.diff(self.places, prepend=np.uint32(0)).astype("<u4")
        filled = np.concatenate([steps, np.zeros(len(steps) % 2, "<u4")])
        return len(self).to_bytes(WORD, "little") + filled.tobytes() + self.words.astype("<i8").tobytes()


def decoded(data: bytes) -> Patch:
    """A patch from its bytes."""
    count = int.from_bytes(data[:WORD], "little")
    steps = np.frombuffer(data, "<u4", count, WORD)
    start = WORD + 4 * (count + count % 2)
    words = np.frombuffer(data, "<i8", count, start)
    return Patch(np.cumsum(steps, dtype=np.uint32), words.astype(np.int64))


def patch_between(old: bytes, new: bytes) -> Patch:
    """What makes one plan's tables of another's."""
    one, other = np.frombuffer(old, np.int64), np.frombuffer(new, np.int64)
    places = np.flatnonzero(one != other)
    return Patch(places.astype(np.uint32), other[places])


def as_text(data: bytes) -> str:
    """Bytes compressed, as a text that a page can hold; the same bytes give the same text."""
    return b64encode(gzip.compress(data, 9, mtime=0)).decode("ascii")


def from_text(text: str) -> bytes:
    """The bytes of such a text."""
    return gzip.decompress(b64decode(text))
