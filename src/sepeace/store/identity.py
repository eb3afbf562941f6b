"""What of a manifest says which run it is, and what does not: names, prose, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sepeace.scenario.scenario import digest_of
from sepeace.shapes import Document, Sparse, as_json
from sepeace.store.told_scenarios import ToldScenario, in_full, shortened

SCHEMA, SEAL = 1, "seal"
READ_BACK = ("batch", "compare", "sweep")
"""Kinds of runs of which a folder is read back and audited."""
_NOT_SEALED = (SEAL, "finished", "also_written_with")
_COMPARED = ("seed", "given")
_PROSE = (
    *("name", "title", "question", "antecedent", "sources", "digest"),
    *("banner", "bears", "counted"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunIdentity(Sparse):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker(Document):
    """What wrote a folder."""

    version: str
    model_hash: str
    platform: str
    libraries: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestHead:
    """All of a manifest but the parts and files: what the run is, and who wrote it.

    Attributes:
        id, seal: 16 hex digits each: of what the run is; of all that is said here and never changes after.
        finished: whether nothing was left to do when it was written.
        chunk, chunks: campaigns of the largest part, and how many parts there are.
        rows: campaigns of all parts.
        also_written_with: other versions, machines or libraries that wrote some of the parts.
    """

    run: RunIdentity
    id: str = ""
    seal: str = ""
    finished: bool = False
    maker: Maker
    seed: int
    given: str
    chunk: int
    chunks: int
    rows: int
    scenarios: tuple[ToldScenario, ...]
    also_written_with: tuple[Maker, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The keys of a manifest, in their order."""
        run, told = self.run.to_json(), as_json(self)
        del told["run"], told["maker"]
        told |= {**self.maker.to_json(), **run, "scenarios": shortened(self.scenarios)}
        if not self.also_written_with:
            del told["also_written_with"]
        return {"schema": SCHEMA, "kind": run["kind"], **told}


def head_of(told: dict[str, Any]) -> ManifestHead:
    """The head of a manifest that was read.

    Raises:
        KeyError, TypeError, ValueError, IndexError: it is none.
    """
    run, maker = (
        {field.name: told.pop(field.name) for field in fields(kind) if field.name in told}
        for kind in (RunIdentity, Maker)
    )
    more = tuple(Maker(**one) for one in told.pop("also_written_with", ()))
    del told["schema"]
    told["scenarios"] = in_full(told["scenarios"])
    for value in (run["campaigns"], told["chunk"], told["chunks"], told["rows"]):
        natural(value)
    return ManifestHead(run=RunIdentity(**run), maker=Maker(**maker), also_written_with=more, **told)


def natural(value: object) -> int:
    """A number of a manifest, from 0; raises ValueError where it is none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is not a whole number")
    return value


def seal_of(head: ManifestHead) -> str:
    """16 hex digits of all that says which run it is, scenarios in full: what never changes after."""
    return digest_of({key: value for key, value in head.to_json().items() if key not in _NOT_SEALED})


def compared(head: ManifestHead) -> dict[str, object]:
    """What two manifests of the same run have in common, by key."""
    told = {**head.run.to_json(), **{name: getattr(head, name) for name in _COMPARED}}
    kept = [{key: part for key, part in one.to_json().items() if key not in _PROSE} for one in head.scenarios]
    return {**told, "scenarios": [{**one, "assumptions": _by_name(one["assumptions"])} for one in kept]}


def _by_name(assumptions: dict[str, Any]) -> dict[str, object]:
    """Assumptions with each parameter under its own name."""
    rows = {f"{name}.{side}" if side else name: value for name, side, value in assumptions["parameters"]}
    return {**{name: value for name, value in assumptions.items() if name != "parameters"}, **rows}


def flat(pairs: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    """Every value inside, with its path; plain names at the top."""
    for key, value in pairs:
        inside: Iterator[tuple[str, object]]
        if isinstance(value, dict) and value:
            inside = ((f"{key}.{name}", part) for name, part in value.items())
        elif isinstance(value, list) and value:
            inside = ((f"{key}[{place}]", part) for place, part in enumerate(value, 1))
        else:
            yield key, "none" if value in (None, [], {}) else value
            continue
        yield from flat(inside)
