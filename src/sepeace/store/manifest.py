"""The manifest of a results folder: which run it holds, and which of its parts are finished.

It is one JSON file that an outsider can read: the run in full, then a line for each finished part with the
checksums of its files. Two runs are the same if all that can affect a number agrees: kind, seed, what is
given, the chunks, each scenario's branch, assumptions, changes and record, and the model. Names and prose do
not count.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sepeace.errors import BadValue, SepeaceError
from sepeace.execution.chunks import Task
from sepeace.execution.provenance import model_hash, provenance_of
from sepeace.files import replacing
from sepeace.scenario.assume import assume
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import CHANGES, Change
from sepeace.scenario.checks.record import complete
from sepeace.scenario.scenario import Scenario, digest_of
from sepeace.store.identity import OWN, SEAL, WRITER, compared, flat, seal_of
from sepeace.store.parts import FileEntry, part_name

SCHEMA = 1
NAME = "manifest.json"
_SHOWN = 3


class BadResults(SepeaceError):
    """A results folder that is not whole, or not of this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEntry:
    """A finished part.

    Attributes:
        index: its number; scenario: place of its scenario in the manifest's list.
        first, count: its campaigns.
        files: by name inside the folder.
    """

    index: int
    scenario: int
    first: int
    count: int
    files: Mapping[str, FileEntry]

    def line(self) -> str:
        """The part as one line of JSON."""
        told = {"part": self.index, "scenario": self.scenario, "first": self.first, "count": self.count}
        return json.dumps({**told, "files": {name: entry.to_json() for name, entry in self.files.items()}})


@dataclass(slots=True)
class Manifest:
    """A manifest as it stands.

    Attributes:
        head: all but the parts and files: what the run is and who wrote it.
        parts: finished parts by number.
        files: other finished files, such as ``bands.parquet``, by name.
        lines: the parts as text; places: of scenarios in the list, for a run that was asked for.
    """

    head: dict[str, Any]
    parts: dict[int, PartEntry] = field(default_factory=dict)
    files: dict[str, FileEntry] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)
    places: dict[Scenario, int] = field(default_factory=dict)

    @property
    def run(self) -> str:
        """The id of the run: 16 hex digits."""
        return str(self.head["id"])

    @property
    def finished(self) -> bool:
        """Whether nothing was left to do when it was written."""
        return self.head["finished"] is True

    @property
    def campaigns(self) -> int:
        """Campaigns in finished parts."""
        return sum(part.count for part in self.parts.values())

    @property
    def rows(self) -> int:
        """Campaigns of the whole run."""
        return int(self.head["rows"])

    def add(self, part: PartEntry) -> None:
        """List a part as finished."""
        self.parts[part.index] = part
        self.lines[part.index] = part.line()

    def drop(self, index: int) -> None:
        """A part is no longer there: it is to be made again, and so is what was made of all parts."""
        del self.parts[index], self.lines[index]
        self.head["finished"] = False

    def written_with(self, other: Manifest) -> None:
        """Note that another version, machine or library wrote some of the parts."""
        maker = {name: other.head[name] for name in WRITER}
        known = [{name: self.head[name] for name in WRITER}, *self.head.get("also_written_with", [])]
        if maker not in known:
            self.head["also_written_with"] = [*known[1:], maker]

    def text(self) -> str:
        """The file's content: a part a line, so that the file can be read and compared by eye."""
        told = {**self.head, "files": {name: entry.to_json() for name, entry in sorted(self.files.items())}}
        lines = ",\n".join(f"    {self.lines[index]}" for index in sorted(self.lines))
        parts = f"[\n{lines}\n  ]" if lines else "[]"
        return json.dumps(told, indent=2, allow_nan=False)[:-2] + f',\n  "parts": {parts}\n}}\n'

    def write(self, folder: Path) -> None:
        """Write it, whole or not at all."""
        with replacing(folder / NAME) as temporary:
            temporary.write_text(self.text(), encoding="utf-8", newline="\n")


def manifest_for(identity: Mapping[str, Any], tasks: Sequence[Task]) -> Manifest:
    """The manifest of a run of which nothing is finished yet.

    Args:
        identity: plain values that say what the run is beyond its tasks; ``kind`` is needed.

    Raises:
        ValueError: tasks of two worlds, or of different seeds or luck.
    """
    if any(len(task.scenarios) != 1 for task in tasks) or len({(t.seed, t.given) for t in tasks}) != 1:
        raise ValueError("a results folder takes tasks of one world each, of one seed and one kind of luck")
    first = tasks[0]
    scenarios = {scenario: n for n, scenario in enumerate(dict.fromkeys(task.scenarios[0] for task in tasks))}
    run = {
        **identity,
        "seed": first.seed,
        "given": first.given,
        "chunk": max(task.count for task in tasks),
        "chunks": len(tasks),
        "rows": sum(task.count for task in tasks),
        "scenarios": shortened([scenario_json(scenario) for scenario in scenarios]),
    }
    run = json.loads(json.dumps(run))
    made = provenance_of(first.scenarios[0], first.seed)
    plan = [[scenarios[task.scenarios[0]], task.first, task.count, task.weekly] for task in tasks]
    head = {
        "schema": SCHEMA,
        "kind": run.pop("kind"),
        "id": "",
        SEAL: "",
        "finished": False,
        "version": made.version,
        "model_hash": made.model_hash,
        "platform": made.platform,
        "libraries": dict(made.libraries),
        **run,
    }
    head["id"] = digest_of([SCHEMA, head["kind"], model_hash(), plan, dict(compared(head))])
    head[SEAL] = seal_of(head)
    return Manifest(head, places=scenarios)


def check_seal(found: Manifest, folder: Path) -> None:
    """Refuse a manifest that no longer says what it said when it was written.

    Raises:
        BadResults: anything in it was changed by hand but how far it is.
    """
    made = seal_of(found.head)
    if found.head[SEAL] != made:
        message = "the manifest was changed by hand: its seal is not that of what it says"
        raise BadResults(message, given=found.head[SEAL], allowed=made, file=str(folder / NAME))


def scenario_json(scenario: Scenario) -> dict[str, Any]:
    """A scenario in full, as plain values; ``scenario_of`` makes it again."""
    return {
        "name": scenario.name,
        "title": scenario.title,
        "question": scenario.question,
        "antecedent": scenario.antecedent,
        "sources": list(scenario.sources),
        "digest": scenario.digest,
        "baseline_digest": scenario.baseline_digest,
        "branch": None if scenario.branch is None else scenario.branch.isoformat(),
        "assumptions": scenario.assumptions.to_json(),
        "changes": [change.to_json() for change in scenario.changes],
    }


def shortened(told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The first in full, the others by what differs from it: the points of a sweep are much alike."""
    first, *rest = told
    return [dict(first), *({k: v for k, v in one.items() if v != first[k]} for one in rest)]


def scenario_of(told: Mapping[str, Any], file: str) -> Scenario:
    """The scenario that a manifest describes in full.

    Raises:
        BadResults: it is no such description, its digest is not that of what it says, or the record of the
            war that it departs from is not that of this version.
        SepeaceError: it says what no scenario can.
    """
    try:
        settings = dict(told["assumptions"])
        rows, settings["switches_off"] = settings.pop("parameters"), settings.pop("switches")
        settings |= {f"{name}.{side}" if side else name: value for name, side, value in rows}
        made = Scenario(
            name=str(told["name"]),
            title=str(told["title"]),
            question=str(told["question"]),
            branch=_day(told["branch"]),
            antecedent=str(told["antecedent"]),
            sources=tuple(told["sources"]),
            assumptions=assume(Assumptions(), settings),
            changes=tuple(_change(change, place) for place, change in enumerate(told["changes"], 1)),
            baseline_digest=str(told["baseline_digest"]),
        )
        digest = made.digest
        made = complete(made)
    except SepeaceError as error:
        raise error.located(file=file) from None
    except (KeyError, TypeError, ValueError) as error:
        message = f"a scenario is not described in full ({type(error).__name__}: {error})"
        raise BadResults(message, file=file, key="scenarios") from None
    if digest != told.get("digest"):
        message = "the digest of a scenario is not that of what is written; the manifest was changed by hand"
        raise BadResults(message, given=told.get("digest"), allowed=digest, file=file, key="scenarios")
    if digest != made.digest:
        message = "made with another record of the war; its campaigns cannot be run again with this one; "
        message += "a record of one's own is named by --record"
        there, here = told.get("baseline_digest"), made.baseline_digest
        raise BadResults(message, given=there, allowed=here, file=file, key="scenarios")
    return made


def _change(told: Mapping[str, Any], place: int) -> Change:
    days = {name: _day(told[name]) for name in ("start", "until")}
    said = {name: one for name, one in {**days, **told["values"]}.items() if one is not None}
    said |= {name: tuple(one) for name, one in said.items() if isinstance(one, list)}
    return CHANGES[told["kind"]](target=told["target"], **said, where=f"change[{place}]")


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


# --- reading ----------------------------------------------------------------------------------------------


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a folder, or None where there is none.

    Raises:
        BadResults: it cannot be read, is not one, or is of another schema.
    """
    path = folder / NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadResults(f"this cannot be read: {error.strerror}", file=str(path)) from None
    try:
        told = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        message = "this is not JSON, so nothing says which run the folder holds; choose another folder"
        raise BadResults(message, file=str(path)) from None
    if not isinstance(told, dict) or not isinstance(told.get("schema"), int):
        raise BadResults(
            "this is not the manifest of a results folder; choose another folder", file=str(path)
        )
    if told["schema"] != SCHEMA:
        newer = "; a newer sepeace reads it" if told["schema"] > SCHEMA else ""
        message = f"the results in this folder are in another format{newer}; choose another folder"
        raise BadResults(message, given=told["schema"], allowed=f"schema {SCHEMA}", file=str(path))
    try:
        return _read(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"the manifest is damaged ({type(error).__name__}: {error}); choose another folder"
        raise BadResults(message, file=str(path)) from None


def _read(told: dict[str, Any]) -> Manifest:
    parts, files = told.pop("parts"), told.pop("files")
    missing = {*OWN, "seed", "given", "chunk", "chunks", "rows", "scenarios"} - {*told, "parts", "files"}
    if missing:
        raise ValueError(f"without {min(missing)}")
    found = Manifest(told, files={str(name): _entry(entry) for name, entry in files.items()})
    for part in parts:
        numbers = [_whole(part[name]) for name in ("part", "scenario", "first", "count")]
        listed = {name: _entry(entry) for name, entry in part["files"].items()}
        index = numbers[0]
        allowed = {part_name(kind, index) for kind in ("outcomes", "bands", "weeks", "feelers")}
        if not set(listed) <= allowed or part_name("outcomes", index) not in listed:
            raise ValueError(f"part {index} lists other files than its own")
        if not 0 <= numbers[1] < len(told["scenarios"]) or index in found.parts or not numbers[3]:
            raise ValueError(f"part {index}")
        _, scenario, first, count = numbers
        found.add(PartEntry(index=index, scenario=scenario, first=first, count=count, files=listed))
    return found


def _entry(told: Mapping[str, Any]) -> FileEntry:
    rows = told.get("rows")
    return FileEntry(
        sha256=str(told["sha256"]), bytes=_whole(told["bytes"]), rows=None if rows is None else _whole(rows)
    )


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is not a whole number")
    return value


# --- comparing --------------------------------------------------------------------------------------------


def opened(path: object) -> tuple[Path, Manifest]:
    """A folder with its manifest, for one who reads it: there are results of this version of the model in it.

    Raises:
        BadValue: no path.
        BadResults: no results folder, nothing finished in it, or another version of the model.
    """
    if not isinstance(path, (str, os.PathLike)):
        raise BadValue("the path of a folder is needed", given=path, key="path")
    folder = Path(path)
    if not folder.is_dir():
        what = "this is a file, not a results folder" if folder.exists() else "there is no such folder"
        raise BadResults(what, file=str(folder), key="RESULTS")
    manifest = read_manifest(folder)
    if manifest is None:
        raise BadResults(f"there is no {NAME} here, so this is no results folder", file=str(folder))
    check_model(manifest, folder)
    if not manifest.parts:
        raise BadResults("no part of this run is finished yet", file=str(folder))
    return folder, manifest


def check_model(found: Manifest, folder: Path) -> None:
    """Refuse a folder whose numbers another version of the model made."""
    if found.head["model_hash"] != model_hash():
        made = found.head["version"]
        message = (
            f"made by another version of the model (sepeace {made}); its numbers would not mix with those of "
            f"this one; tag v{made} of the repository reads it, or choose another folder and run it again"
        )
        raise BadResults(message, given=found.head["model_hash"], allowed=model_hash(), file=str(folder))


def check_same(found: Manifest, asked: Manifest, folder: Path) -> None:
    """Refuse the folder of another run, with what differs.

    Raises:
        BadResults: another model, kind, or anything else that can affect a number.
    """
    check_model(found, folder)
    if found.head["kind"] != asked.head["kind"]:
        kinds = f"a {found.head['kind']} there, a {asked.head['kind']} asked"
        raise BadResults(f"this folder holds another run: {kinds}; choose another folder", file=str(folder))
    if found.run == asked.run:
        return
    there, wanted = dict(flat(compared(found.head))), dict(flat(compared(asked.head)))
    keys = [key for key in {**wanted, **there} if there.get(key, "none") != wanted.get(key, "none")]
    outside = [key for key in keys if not key.startswith("scenarios[")]
    if outside and len(asked.head["scenarios"]) > 1:
        keys = outside  # what the points of a sweep are follows from the rest
    told = [f"{_spoken(key)} {there.get(key, 'none')} there, {wanted.get(key, 'none')} asked" for key in keys]
    more = f", and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    what = "; ".join(told[:_SHOWN]) + more or "its chunks are cut otherwise"
    raise BadResults(f"this folder holds another run: {what}; choose another folder", file=str(folder))


def _spoken(key: str) -> str:
    """A path as it reads in a message: the one scenario of a batch need not be named."""
    return key.removeprefix("scenarios[1].").removeprefix("assumptions.")
