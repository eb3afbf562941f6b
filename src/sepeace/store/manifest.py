"""The manifest of a results folder: which run it holds, and which of its parts are finished.

It is one JSON file that an outsider can read: the run in full, then a line for each finished part with the
checksums of its files. Two runs are the same if all that can affect a number agrees: kind, seed, what is
given, the chunks, each scenario's branch, assumptions, changes and record, and the model. Names and prose do
not count.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sepeace.errors import BadResults, BadValue
from sepeace.execution.provenance import provenance_of
from sepeace.files import replacing
from sepeace.fingerprint import model_hash
from sepeace.scenario.scenario import Scenario, digest_of
from sepeace.shapes import narrowed
from sepeace.store import identity as heads
from sepeace.store.parts import FOLDERS, FileEntry, PlannedPart, entry_of, homes, part_name
from sepeace.store.told_scenarios import told_scenario
from sepeace.version import __version__

NAME = "manifest.json"
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEntry:
    """A finished part.

    Attributes:
        index: its number.
        scenario: place of its scenario in the manifest's list; of a pair that of the first of them.
        first, count: its campaigns.
        files: by name inside the folder.
    """

    index: int
    scenario: int
    first: int
    count: int
    files: Mapping[str, FileEntry]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The folders of its files."""
        return tuple(name.rpartition("/")[0] for name in self.files)

    def holds(self, other: PartEntry) -> bool:
        """Whether it has the campaigns of another part, of the same worlds."""
        first, last = other.first - self.first, other.first + other.count - self.first - self.count
        same = self.scenario == other.scenario and self.kinds[0] == other.kinds[0]
        return same and first >= 0 and last <= 0

    def line(self) -> str:
        """The part as one line of JSON."""
        told = {"part": self.index, "scenario": self.scenario, "first": self.first, "count": self.count}
        return json.dumps({**told, "files": {name: entry.to_json() for name, entry in self.files.items()}})


@dataclass(slots=True)
class Manifest:
    """A manifest as it stands.

    Attributes:
        head: all but the parts and files.
        parts: finished parts by number.
        kept: parts of a smaller run that this one grows from, as long as nothing has replaced them.
        files: other finished files, such as ``bands.parquet``, by name.
        lines: the parts as text; places: of scenarios in the list, for a run that was asked for.
    """

    head: heads.ManifestHead
    parts: dict[int, PartEntry] = field(default_factory=dict)
    kept: list[PartEntry] = field(default_factory=list)
    files: dict[str, FileEntry] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)
    places: dict[Scenario, int] = field(default_factory=dict)

    @property
    def run(self) -> str:
        """The id of the run: 16 hex digits."""
        return self.head.id

    @property
    def banner(self) -> str:
        """The banners of its scenarios, each once, as one line; "" where none has one."""
        return " ".join(dict.fromkeys(told.banner for told in self.head.scenarios if told.banner))

    @property
    def finished(self) -> bool:
        """Whether nothing was left to do when it was written."""
        return self.head.finished is True

    @property
    def campaigns(self) -> int:
        """Campaigns in finished parts, and in those that are kept of a smaller run."""
        return sum(part.count for part in (*self.parts.values(), *self.kept))

    def entry(self, index: int, part: PlannedPart, files: Mapping[str, FileEntry] | None = None) -> PartEntry:
        """The entry of a part of a run that was asked for; without files, of one that has none yet."""
        files = files or {part_name(kind, index): entry_of(b"") for kind in part.kinds}
        place = self.places[part.scenarios[0]]
        return PartEntry(index=index, scenario=place, first=part.first, count=part.count, files=files)

    def add(self, part: PartEntry) -> None:
        """List a part as finished; what is kept of its campaigns is so no longer."""
        self.parts[part.index] = part
        if self.kept:
            self.kept = [one for one in self.kept if not part.holds(one)]
        self.lines[part.index] = part.line()

    def drop(self, index: int) -> None:
        """A part is no longer there: it is to be made again, and so is what was made of all parts."""
        del self.parts[index], self.lines[index]
        self.finish(False)

    def written_with(self, other: Manifest) -> None:
        """Note that another version, machine or library wrote some of the parts."""
        known = (self.head.maker, *self.head.also_written_with)
        if other.head.maker not in known:
            self.head = replace(self.head, also_written_with=(*known[1:], other.head.maker))

    def finish(self, finished: bool = True) -> None:
        """Say that nothing is left to do, or that something is."""
        self.head = replace(self.head, finished=finished)

    def text(self) -> str:
        """The file's content: a part a line, so that the file can be read and compared by eye."""
        told = {
            **self.head.to_json(),
            "files": {name: entry.to_json() for name, entry in sorted(self.files.items())},
        }
        rows = {"kept": [part.line() for part in self.kept]} if self.kept else {}
        rows["parts"] = [self.lines[index] for index in sorted(self.lines)]
        text = json.dumps(told, indent=2, allow_nan=False)[:-2]
        for name, lines in rows.items():
            listed = ",\n    ".join(lines)
            text += f',\n  "{name}": ' + (f"[\n    {listed}\n  ]" if lines else "[]")
        return text + "\n}\n"

    def write(self, folder: Path) -> None:
        """Write it, whole or not at all."""
        with replacing(folder / NAME) as temporary:
            temporary.write_text(self.text(), encoding="utf-8", newline="\n")


def manifest_for(identity: heads.RunIdentity, parts: Sequence[PlannedPart]) -> Manifest:
    """The manifest of a run of which nothing is finished yet.

    Raises:
        ValueError: parts of different seeds or luck.
    """
    if len({(part.seed, part.given) for part in parts}) != 1:
        raise ValueError("a results folder takes parts of one seed and one kind of luck")
    first = parts[0]
    scenarios = {
        world: n for n, world in enumerate(dict.fromkeys(w for part in parts for w in part.scenarios))
    }
    plan = [[scenarios[part.scenarios[0]], part.first, part.count, part.kinds] for part in parts]
    head = heads.ManifestHead(
        run=identity,
        maker=narrowed(provenance_of(first.scenarios[0], first.seed), heads.Maker),
        seed=first.seed,
        given=str(first.given),
        chunk=max(part.count for part in parts),
        chunks=len(parts),
        rows=sum(part.count for part in parts),
        scenarios=tuple(told_scenario(scenario) for scenario in scenarios),
    )
    run = digest_of([heads.SCHEMA, identity.kind, model_hash(), plan, heads.compared(head)])
    head = replace(head, id=run)
    return Manifest(replace(head, seal=heads.seal_of(head)), places=scenarios)


def check_seal(found: Manifest, folder: Path) -> None:
    """Refuse a manifest that no longer says what it said when it was written.

    Raises:
        BadResults: anything in it was changed by hand but how far it is.
    """
    made = heads.seal_of(found.head)
    if found.head.seal != made:
        message = "the manifest was changed by hand: its seal is not that of what it says"
        raise BadResults(message, given=found.head.seal, allowed=made, file=str(folder / NAME))


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
    if told["schema"] != heads.SCHEMA:
        newer = "; a newer sepeace reads it" if told["schema"] > heads.SCHEMA else ""
        message = f"the results in this folder are in another format{newer}; choose another folder"
        raise BadResults(message, given=told["schema"], allowed=f"schema {heads.SCHEMA}", file=str(path))
    try:
        return _read(told)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = f"the manifest is damaged ({type(error).__name__}: {error}); choose another folder"
        raise BadResults(message, file=str(path)) from None


def _read(told: dict[str, Any]) -> Manifest:
    parts, kept, files = told.pop("parts"), told.pop("kept", []), told.pop("files")
    head = heads.head_of(told)
    found = Manifest(head, files={str(name): _entry(entry) for name, entry in files.items()})
    for part in (_part(one, len(head.scenarios)) for one in parts):
        if part.index in found.parts:
            raise ValueError(f"part {part.index} twice")
        found.add(part)
    found.kept = [_part(one, len(head.scenarios)) for one in kept]
    return found


def _part(told: dict[str, Any], scenarios: int) -> PartEntry:
    index, scenario, first, count = (
        heads.natural(told[name]) for name in ("part", "scenario", "first", "count")
    )
    files = {name: _entry(entry) for name, entry in told["files"].items()}
    if not files or not set(files) <= {part_name(kind, index) for kind in FOLDERS}:
        raise ValueError(f"part {index} lists other files than its own")
    part = PartEntry(index=index, scenario=scenario, first=first, count=count, files=files)
    if not count or max(len(homes(part.kinds)), 1) > scenarios - scenario:
        raise ValueError(f"part {index}")
    return part


def _entry(told: dict[str, Any]) -> FileEntry:
    rows = heads.natural(told["rows"]) if "rows" in told else None
    return FileEntry(sha256=str(told["sha256"]), bytes=heads.natural(told["bytes"]), rows=rows)


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
    if manifest.head.run.kind not in heads.READ_BACK:
        message = (
            f"this folder holds a {manifest.head.run.kind} analysis; its own command with --resume tells it"
        )
        raise BadResults(message, allowed=f"a folder of {', '.join(heads.READ_BACK)}", file=str(folder))
    check_model(manifest, folder)
    if not manifest.parts:
        raise BadResults("no part of this run is finished yet", file=str(folder))
    return folder, manifest


def check_model(found: Manifest, folder: Path) -> None:
    """Refuse a folder whose numbers another version of the model made."""
    if found.head.maker.model_hash != model_hash():
        made = found.head.maker.version
        reader = f"tag v{made} of the repository reads it"
        if made == __version__:
            reader = "a checkout between two versions reads it"
        message = (
            f"made by another version of the model (sepeace {made}); its numbers would not mix with those of "
            f"this one; {reader}, or choose another folder and run it again"
        )
        raise BadResults(message, given=found.head.maker.model_hash, allowed=model_hash(), file=str(folder))


def check_same(found: Manifest, asked: Manifest, folder: Path) -> None:
    """Refuse the folder of another run, with what differs; one of fewer campaigns may grow.

    Raises:
        BadResults: another model, kind, or anything else that can affect a number.
    """
    check_model(found, folder)
    if found.head.run.kind != asked.head.run.kind:
        kinds = f"a {found.head.run.kind} there, a {asked.head.run.kind} asked"
        raise BadResults(f"this folder holds another run: {kinds}; choose another folder", file=str(folder))
    if found.run == asked.run:
        return
    there, wanted = (dict(heads.flat(heads.compared(one.head).items())) for one in (found, asked))
    keys = [key for key in {**wanted, **there} if there.get(key, "none") != wanted.get(key, "none")]
    if keys == ["campaigns"] and asked.head.run.points is None:
        held, wish = found.head.run.campaigns, asked.head.run.campaigns
        if held < wish:
            return
        message = f"this folder holds {held:,} campaigns of this run, more than are asked for"
        raise BadResults(
            f"{message}; a folder is not made smaller",
            given=wish,
            allowed=f"{held:,} or more, or another folder",
            file=str(folder),
        )
    outside = [key for key in keys if not key.startswith("scenarios[")]
    if outside and asked.head.run.vary is not None:
        keys = outside  # what the points of a sweep are follows from the rest
    # What differs in both worlds of a pair is told once.
    rows = dict.fromkeys((_spoken(key), there.get(key, "none"), wanted.get(key, "none")) for key in keys)
    told = [f"{key} {stored} there, {new} asked" for key, stored, new in rows]
    more = f", and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    what = "; ".join(told[:_SHOWN]) + more or "its chunks are cut otherwise"
    raise BadResults(f"this folder holds another run: {what}; choose another folder", file=str(folder))


def _spoken(key: str) -> str:
    """A path as it reads in a message: which scenario need not be named."""
    return re.sub(r"^scenarios\[\d+\]\.", "", key).removeprefix("assumptions.")


def check_parts(found: Manifest, asked: Manifest, parts: Sequence[PlannedPart], folder: Path) -> None:
    """Refuse a manifest that lists parts which are none of its run's."""
    for index, part in found.parts.items():
        plan = parts[index] if index < len(parts) else None
        if plan is None or part != asked.entry(index, plan, part.files) or part.kinds != plan.kinds:
            message = f"part {index} in the manifest is no part of this run; choose another folder"
            raise BadResults(message, file=str(folder / NAME))
