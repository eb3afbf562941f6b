"""What of a manifest says which run it is, and what does not: names, prose, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sepeace.scenario.scenario import digest_of
from sepeace.store.told_scenarios import in_full

WRITER = ("version", "platform", "libraries")
"""Keys that say what wrote the folder."""
SEAL = "seal"
READ_BACK = ("batch", "compare", "sweep")
"""Kinds of runs of which a folder is read back and audited."""
OWN = ("schema", "kind", "id", SEAL, "finished", "model_hash", *WRITER, "files", "parts")
_NOT_SEALED = (SEAL, "finished", "also_written_with")
_NOT_COMPARED = (*OWN, "also_written_with", "chunk", "chunks", "rows")
_PROSE = ("name", "title", "question", "antecedent", "sources", "digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunIdentity:
    """What a run is beyond its tasks.

    Attributes:
        kind: batch, compare, sweep or sensitivity.
        campaigns: of each world, or at each point.
        window_days: days open in all from which a window counts.
        split: of a comparison, whether the difference was traced.
        vary: of a sweep, what is varied over as it is typed, by name.
        points, parameters, effect, budget: of a sensitivity analysis, what was asked for.
        design: 16 hex digits of the values at its points.
    """

    kind: str
    campaigns: int
    window_days: int = 1
    split: bool | None = None
    vary: Mapping[str, str] | None = None
    points: int | None = None
    parameters: tuple[str, ...] | None = None
    effect: bool | None = None
    budget: bool | None = None
    design: str | None = None

    def told(self) -> dict[str, object]:
        """What a manifest says of it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


def seal_of(head: Mapping[str, Any]) -> str:
    """16 hex digits of all that says which run it is, scenarios in full: what never changes after."""
    return digest_of({key: value for key, value in head.items() if key not in _NOT_SEALED})


def compared(head: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What two manifests of the same run have in common, key by key."""
    for key, value in head.items():
        if key == "scenarios":
            told = in_full(value)
            kept = [{name: part for name, part in one.items() if name not in _PROSE} for one in told]
            yield key, [{**one, "assumptions": _by_name(one["assumptions"])} for one in kept]
        elif key not in _NOT_COMPARED:
            yield key, value


def _by_name(assumptions: Mapping[str, Any]) -> dict[str, Any]:
    """Assumptions with each parameter under its own name."""
    rows = {f"{name}.{side}" if side else name: value for name, side, value in assumptions["parameters"]}
    return {**{name: value for name, value in assumptions.items() if name != "parameters"}, **rows}


def flat(pairs: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Every value inside, with its path; plain names at the top."""
    for key, value in pairs:
        inside: Iterator[tuple[str, Any]]
        if isinstance(value, dict) and value:
            inside = ((f"{key}.{name}", part) for name, part in value.items())
        elif isinstance(value, list) and value:
            inside = ((f"{key}[{place}]", part) for place, part in enumerate(value, 1))
        else:
            yield key, "none" if value in (None, [], {}) else value
            continue
        yield from flat(inside)
