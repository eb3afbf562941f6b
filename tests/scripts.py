"""Scripts for a page, run by node: one process for many cases, and campaigns as bytes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sepeace.browser.script import page_script
from sepeace.chronicle.event import Event
from sepeace.chronicle.reader import read
from sepeace.clocks import records
from sepeace.clocks.storage import empty_log, layout
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.world import Entry, Log
from sepeace.scenario.library import load
from sepeace.scenario.plan import Plan
from tests.campaigns import SHIPPED
from tests.clocks import desk, run_compiled

REASON = "node is not installed: what the page would say cannot be asked"
RUN = """
const fs = require("fs");
const [script, name, job] = process.argv.slice(1);
const api = new Function(fs.readFileSync(script, "utf8") + "; return " + name + ";")();
const given = JSON.parse(fs.readFileSync(job, "utf8"));
const work = new Function("api", "given", "fs", given.work);
const plain = (key, value) => typeof value === "bigint" ? String(value)
  : typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
fs.writeFileSync(given.out, JSON.stringify(work(api, given, fs), plain));
"""


def node() -> str:
    """Where node is; the test is skipped without it."""
    found = shutil.which("node")
    if found is None:
        pytest.skip(REASON)
    return found


def asked(place: Path, script: str, work: str, surface: str = page_script.NAME, **given: Any) -> Any:
    """What some JavaScript gives that is handed a script's surface as ``api`` and the rest as ``given``."""
    files = {one: place / one for one in ("script.js", "job.json", "out.json")}
    files["script.js"].write_text(script, encoding="utf-8")
    job = {**given, "work": work, "out": str(files["out.json"])}
    files["job.json"].write_text(json.dumps(job), encoding="utf-8")
    command = [node(), "-e", RUN, str(files["script.js"]), surface, str(files["job.json"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(files["out.json"].read_text(encoding="utf-8"))


@cache
def page(*names: str) -> tuple[str, dict[str, Any]]:
    """The script and the data of a page, made once a process; of all shipped scenarios by default."""
    return page_script.page_script(names or SHIPPED)


@cache
def plans(name: str) -> Mapping[str, Plan]:
    """The plans of a scenario's worlds."""
    return page_script.worlds_of(load(name))


@dataclass
class Blob:
    """Bytes of many campaigns one after the other, and where each part stands."""

    parts: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, part: bytes) -> tuple[int, int]:
        """Append; returns the start and the length."""
        self.parts.append(part)
        self.size += len(part)
        return self.size - len(part), len(part)

    def write(self, path: Path) -> None:
        """To a file."""
        path.write_bytes(b"".join(self.parts))


@dataclass
class Case:
    """One campaign of one world: as objects for the package, as bytes for the page."""

    name: str
    world: str
    campaign: int
    plan: Plan
    log: Log
    state: State
    bytes_: dict[str, bytes]

    def told(self) -> list[dict[str, Any]]:
        """What the package tells, in the form of the page."""
        return [as_told(event) for event in read(self.plan, self.log, self.state)]


def as_told(event: Event) -> dict[str, Any]:
    """An event with plain values."""
    names = ("day", "kind", "pair", "who", "where", "text", "because", "parent")
    told = {name: getattr(event, name) for name in names}
    return {**told, "date": event.date.isoformat(), "numbers": dict(event.numbers)}


def state_of(record: records.Record) -> State:
    """A record of a state as the object of the plain clock."""
    return State(**{name: np.asarray(record[name][0]).tolist() for name, *_ in layout()})


def cases(
    name: str, world: str, campaigns: Iterable[int], seed: int = 1, made: Plan | None = None
) -> list[Case]:
    """Campaigns of one world, by the compiled clock; ``made``: of another plan than its own."""
    made = made or plans(name)[world]
    side, found = desk(made), []
    for campaign in campaigns:
        record, rows, weeks = run_compiled(side, seed, campaign)
        events, known = int(record["events"][0]), int(record["known"][0])
        log = empty_log()
        log.rows = [Entry(*row) for row in rows]  # type: ignore[arg-type]
        log.weeks = side.log["weeks"][0, :known].tolist()
        bytes_ = {
            "rows": side.log["rows"][0, :events].tobytes(),
            "weeks": weeks,
            "state": record.tobytes(),
            "parameters": side.parameters[0].tobytes(),
        }
        found.append(Case(name, world, campaign, made, log, state_of(record), bytes_))
    return found


def world_bytes(made: Plan) -> bytes:
    """The tables of a world as the kernel reads them."""
    return records.pack(made.world).tobytes()


def parameters_bytes(rows: Sequence[Parameters]) -> bytes:
    """Parameters of all epochs as records."""
    made = np.zeros(len(rows), records.parameters_dtype())
    for place, row in enumerate(rows):
        for name in made.dtype.names or ():
            made[name][place] = getattr(row, name)
    return made.tobytes()
