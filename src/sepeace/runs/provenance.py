"""Where a result comes from: version, model, scenario, seed, platform, libraries."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from typing import Any

from sepeace.scenario.scenario import Scenario

_MODEL = ("kernel", "model", "scenario", "record", "data")
LIBRARIES = ("numpy", "scipy", "simpy", "numba", "matplotlib", "pyarrow", "pydantic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a result.

    Attributes:
        version: of the package.
        model_hash: 16 hex digits over the sources of the model.
        digests: of the scenario and of the record it departs from.
        seed: of the batch.
        platform: operating system, machine and Python.
        libraries: versions by name.
    """

    version: str
    model_hash: str
    digests: Mapping[str, str]
    seed: int
    platform: str
    libraries: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**asdict(self), "digests": dict(self.digests), "libraries": dict(self.libraries)}


@cache
def model_hash() -> str:
    """Hash of all that decides a campaign but the scenario: equations, plans, parameters, record."""
    found = sha256()
    for room in _MODEL:
        folder = resources.files("sepeace").joinpath(room)
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.name.endswith(".py") or entry.name == "parameters.csv":
                found.update(f"{room}/{entry.name}".encode())
                found.update(entry.read_bytes())
    return found.hexdigest()[:16]


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
    from sepeace import __version__

    return Provenance(
        version=__version__,
        model_hash=model_hash(),
        digests={"scenario": scenario.digest, "baseline": scenario.baseline_digest},
        seed=seed,
        platform=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        libraries=dict(_libraries()),
    )
