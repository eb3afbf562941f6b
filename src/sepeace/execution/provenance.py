"""Where a result comes from: version, model, scenario, seed, platform, libraries."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Any

from sepeace.documents.origin import Digests, Provenance
from sepeace.record import own_files
from sepeace.scenario.scenario import Scenario
from sepeace.version import __version__
from sepeace.wording.assumed import Luck

_MODEL = ("kernel", "model", "scenario", "record", "data", "quantities.py", "ruler.py")
"""Rooms and modules whose code or tables decide a campaign."""
LIBRARIES = ("numpy", "scipy", "simpy", "numba", "matplotlib", "pyarrow", "pydantic")


@cache
def model_hash() -> str:
    """Hash of all that decides a campaign but the scenario: equations, plans, parameters, record."""
    found = sha256()
    package = resources.files("sepeace")
    for part in _MODEL:
        for name, source in sorted(_sources(package.joinpath(part), part)):
            found.update(name.encode())
            found.update(source.read_bytes())
    return found.hexdigest()[:16]


def _sources(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """Code and tables of a module, or of a room and its sub-rooms, each with its path in the package."""
    if place.is_dir():
        for entry in place.iterdir():
            yield from _sources(entry, f"{name}/{entry.name}")
    elif name.endswith((".py", ".csv", "/departures.toml")):
        yield name, place


@cache
def _libraries() -> tuple[tuple[str, str], ...]:
    rows = []
    for name in LIBRARIES:
        try:
            rows.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            rows.append((name, "not installed"))
    return tuple(rows)


def provenance_of(scenario: Scenario, seed: int) -> Provenance:
    """Provenance of a run or batch of a scenario."""
    return Provenance(
        version=__version__,
        model_hash=model_hash(),
        digests=Digests(scenario=scenario.digest, baseline=scenario.baseline_digest),
        seed=seed,
        platform=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        libraries=dict(_libraries()),
        record=own_files(),
    )


def said_of(scenario: Scenario, made: Provenance, luck: Luck) -> dict[str, Any]:
    """What every document of a run says of it: fields of the document, by name."""
    return {
        "scenario": scenario.name,
        "banner": scenario.banner or None,
        "digest": scenario.digest,
        "version": made.version,
        "seed": made.seed,
        "given": luck,
        "readings": scenario.assumptions.readings_alone,
        "by_hand": scenario.assumptions.by_hand(),
    }


def settings_of(scenario: Scenario, made: Provenance) -> dict[str, Any]:
    """What it takes to run it again, as fields of a document by name."""
    changes = tuple(change.document for change in scenario.changes)
    settings = {"branch": scenario.branch, "assumptions": scenario.assumptions, "changes": changes}
    return {**settings, "provenance": made}
