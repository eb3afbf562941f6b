"""Hashes of what decides a campaign: a result of another model is told from one of this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable

__all__ = ["PARTS", "model_hash", "parts_hashes"]

MODEL = ("kernel", "model", "scenario", "record", "data", "quantities.py", "ruler.py")
"""Rooms and modules whose code or tables decide a campaign."""
PRIOR = "data/parameters.csv"
RECORD = "record"
POSTERIORS = "data/posteriors"
LUCK = ("clocks/as_it_fell.py", "clocks/held.py")
"""How luck as it fell is found."""
PARTS = {"model": tuple(part for part in MODEL if part != RECORD), "prior": (PRIOR,), "record": (RECORD,)}
"""The same by what they are; ``model`` without the prior."""


@cache
def model_hash() -> str:
    """Hash of all that decides a campaign but the scenario: equations, plans, parameters, record, posteriors.

    >>> len(model_hash())
    16
    """
    return _hash((*MODEL, *LUCK))


@cache
def parts_hashes() -> dict[str, str]:
    """Hashes of what a posterior is reckoned with: model, prior and record. Not to be changed."""
    without = (PRIOR, POSTERIORS)
    return {name: _hash(parts, () if name == "prior" else without) for name, parts in PARTS.items()}


def _hash(parts: Sequence[str], without: tuple[str, ...] = ()) -> str:
    found = sha256()
    package = resources.files("sepeace")
    for part in parts:
        for name, source in sorted(_sources(package.joinpath(part), part)):
            if not name.startswith(without):
                found.update(name.encode())
                found.update(source.read_bytes())
    return found.hexdigest()[:16]


def _sources(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """Code and tables of a module, or of a room and its sub-rooms, each with its path in the package."""
    if place.is_dir():
        for entry in place.iterdir():
            yield from _sources(entry, f"{name}/{entry.name}")
    elif name.endswith((".py", ".csv", "/departures.toml")) or name.startswith(POSTERIORS):
        yield name, place
