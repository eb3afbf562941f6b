"""Sets of numbers weighed by the record: what campaigns have under ``numbers = posterior``.

A file holds, for one choice of readings, how often each of many campaigns is drawn; their numbers follow from
their addresses, so the joint structure is kept. It was reckoned with one model, one prior and one record, and
is refused beside any other.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sepeace.errors import BadValue
from sepeace.fingerprint import parts_hashes
from sepeace.kernel.slots import SETS
from sepeace.record import own_files

if TYPE_CHECKING:
    from sepeace.kernel.world import World

SCHEMA = 1
READINGS = ("strength", "motive", "initiative")
"""What a file is for; the forms of the model and the grades are the usual ones."""
USUAL = {"valuation": "wandering", "hopes": "map", "disputed": "by_grade"}
FOLDER = "posteriors"
WAY_OUT = "sepeace calibrate, or numbers = prior"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSets:
    """The sets of numbers of one choice of readings.

    Attributes:
        readings: by dispute.
        hashes: of model, prior and record that they were reckoned with.
        seed: of the batch whose campaigns have them.
        counts: how often each campaign of that batch is drawn, of ``kernel.slots.SETS`` in all.
        diagnostics: what was found when they were weighed, by name.
    """

    readings: Mapping[str, str]
    hashes: Mapping[str, str]
    seed: int
    counts: tuple[int, ...]
    diagnostics: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of its file."""
        return file_name(self.readings)

    def slots(self, count: int = SETS) -> list[int]:
        """The first slots, each a campaign of the batch, in the order in which campaigns have them in turn.

        The order is that of van der Corput: however few come first, they are spread over all. So whoever has
        fewer, as a page, gives what anybody gives for so many campaigns.
        """
        every = list(
            chain.from_iterable(repeat(number, often) for number, often in enumerate(self.counts) if often)
        )
        return [every[_turned(place)] for place in range(count)]

    def to_text(self) -> str:
        """As a file has it; the same sets give the same text."""
        packed = base64.b64encode(
            zlib.compress(struct.pack(f"<{len(self.counts)}H", *self.counts), 9)
        ).decode("ascii")
        content = {
            "schema": SCHEMA,
            "readings": dict(self.readings),
            "hashes": dict(self.hashes),
            "seed": self.seed,
            "diagnostics": dict(self.diagnostics),
            "drawn": packed,
        }
        return json.dumps(content, indent=1, sort_keys=True) + "\n"


def _turned(place: int) -> int:
    """A place with its bits in the other order."""
    return int(f"{place:0{SETS.bit_length() - 1}b}"[::-1], 2)


def file_name(readings: Mapping[str, str]) -> str:
    """The name of the file of some readings."""
    return "-".join(readings[name] for name in READINGS) + ".json"


def read(text: str, where: str) -> NumberSets:
    """Sets of numbers from the text of a file.

    Raises:
        BadValue: it is no such file, of a newer schema, or damaged.
    """
    try:
        content = json.loads(text)
        if content["schema"] > SCHEMA:
            raise BadValue("a posterior of a newer version", given=content["schema"], allowed=f"{SCHEMA}")
        drawn = zlib.decompress(base64.b64decode(content["drawn"], validate=True))
        counts = struct.unpack(f"<{len(drawn) // 2}H", drawn)
        found = NumberSets(
            readings={name: content["readings"][name] for name in READINGS},
            hashes={name: content["hashes"][name] for name in parts_hashes()},
            seed=int(content["seed"]),
            counts=counts,
            diagnostics=content["diagnostics"],
        )
    except (ValueError, KeyError, TypeError, struct.error, zlib.error) as error:
        if isinstance(error, BadValue):
            raise error.located(file=where) from None
        raise BadValue("this is no posterior", given=where, allowed=f"a file of {WAY_OUT}") from None
    if sum(counts) != SETS:
        raise BadValue("a damaged posterior", given=sum(counts), allowed=f"{SETS} in all", key=where)
    return found


@cache
def shipped(name: str) -> NumberSets | None:
    """The shipped posterior whose file has this name, whatever model it is of; None where there is none."""
    file = resources.files("sepeace.data").joinpath(FOLDER).joinpath(name)
    return read(file.read_text(encoding="utf-8"), name) if file.is_file() else None


def shipped_names() -> tuple[str, ...]:
    """Names of the files of all that are shipped."""
    folder = resources.files("sepeace.data").joinpath(FOLDER)
    if not folder.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json")))


def why_not(readings: Mapping[str, str]) -> str | None:
    """Why there is no posterior under some readings; None where there is one."""
    found = _sought(readings)
    return found if isinstance(found, str) else None


def _sought(readings: Mapping[str, str]) -> NumberSets | str:
    """The posterior under some readings, or why there is none."""
    for name, usual in USUAL.items():
        if readings[name] != usual:
            return f"none is shipped for {name} = {readings[name]}"
    if own_files():
        return "it was reckoned with the shipped record, not with one's own"
    found = shipped(file_name(readings))
    if found is None:
        told = ", ".join(f"{name} = {readings[name]}" for name in READINGS)
        return f"none is shipped for {told}"
    return other_than_here(found) or found


def other_than_here(found: NumberSets) -> str | None:
    """What a posterior was reckoned with that is not the same here: model, prior or record; or None."""
    for part, value in parts_hashes().items():
        if found.hashes[part] != value:
            return f"it was reckoned with another {part} ({found.hashes[part]}, here {value})"
    return None


def require(readings: Mapping[str, str]) -> NumberSets:
    """The posterior under some readings.

    Raises:
        BadValue: there is none, with the reason and the way out.
    """
    found = _sought(readings)
    if isinstance(found, str):
        raise BadValue(f"no posterior: {found}", given="posterior", allowed=WAY_OUT, key="numbers")
    return found


def fill_sets(world: World, found: NumberSets, count: int = SETS) -> None:
    """Let the campaigns of a world have the numbers of these sets in turn."""
    world.sets, world.set_seed, world.set_campaign = count, found.seed, found.slots(count)


def write(found: NumberSets, folder: Path) -> Path:
    """Write a file into a folder.

    Raises:
        CannotWrite: it cannot be written there.
    """
    from sepeace.files import replacing

    path = folder / found.name
    with replacing(path) as temporary:
        temporary.write_text(found.to_text(), encoding="utf-8")
    return path
