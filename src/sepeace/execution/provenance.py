"""Where a result comes from: version, model, scenario, seed, platform, libraries."""

from __future__ import annotations

import platform
from functools import cache
from importlib import metadata
from typing import Any

from sepeace.documents.origin import Digests, Provenance
from sepeace.fingerprint import model_hash
from sepeace.record import own_files
from sepeace.scenario.scenario import Scenario
from sepeace.version import __version__
from sepeace.wording.assumed import Luck

LIBRARIES = ("numpy", "scipy", "simpy", "numba", "matplotlib", "pyarrow", "pydantic")


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
