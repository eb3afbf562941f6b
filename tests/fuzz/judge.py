"""What is asked of every case: it is refused as a mistake, in full, or it runs, and what it changes shows.

Whether a change shows is worked out by another road than the one that refuses idle changes: the tables of the
plan with it are held against those of the plan without it, epoch by epoch.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sepeace.cli.app import _command, guarded
from sepeace.cli.options import parsed, told_in
from sepeace.errors import SepeaceError, unprintable
from sepeace.kernel import slots
from sepeace.runs.batch import batch
from sepeace.runs.run import run
from sepeace.scenario.checks.accepted import accepted
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.schema import read
from tests.fuzz.grammar import Case

BY_EPOCH = ("ch_open", "ch_close", "ch_latency", "ch_leak", "ch_read", "ch_gate")
EPOCHS = ("epoch_day", "epochs")
CALENDAR = ("date_day", "date_kind", "date_ref", "dates")
WARNED = "sepeace: warning: "
"""How a line starts that is no mistake; the word itself stands in names of parameters too."""
EVERY_CLI, EVERY_PLAIN = 5, 23
"""One case in so many goes through the command line too; one that passes in so many is told in full."""


@dataclass(slots=True)
class Verdict:
    """What became of the cases.

    Attributes:
        refused, passed: how many.
        faults: number of the case, and what is wrong.
        kinds: refusals by kind and place, to see that all parts of the grammar were met.
    """

    refused: int = 0
    passed: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def judge(self, case: Case, folder: Path) -> None:
        """Hold one case to all that is asked."""
        try:
            scenario = self._accept(case)
            if scenario is not None:
                self.passed += 1
                self._run(case, scenario)
            if case.number % EVERY_CLI == 0:
                self._command_line(case, folder)
        except Exception as error:  # whatever it is, it is the finding
            self._fault(case, f"{type(error).__name__}: {error}")

    def _fault(self, case: Case, what: str) -> None:
        self.faults.append((case.number, what))

    def _accept(self, case: Case) -> Scenario | None:
        """The scenario with its settings and its plan, or None where it is refused as it should be."""
        try:
            scenario = read(case.text, name="case", file="case.toml")
            if case.settings:
                scenario = accepted(scenario.with_assumptions(parsed(case.settings)))
            with told_in("case.toml"):
                plan(scenario, case.given)
            return scenario
        except SepeaceError as error:
            self.refused += 1
            self.kinds[f"{type(error).__name__} {(error.key or '').split('.')[-1]}"] += 1
            for wrong in unclear(error):
                self._fault(case, f"{wrong}: {error}")
            return None

    def _run(self, case: Case, scenario: Scenario) -> None:
        for change in scenario.changes:
            kept = tuple(one for one in scenario.changes if one is not change)
            with_it, without = plan(scenario, case.given), plan(replace(scenario, changes=kept), case.given)
            if alike(with_it, without):
                self._fault(case, f"{change.where} changes nothing")
        found = batch(scenario, campaigns=2, seed=case.number, given=case.given)
        if found.failed:
            self._fault(case, f"a campaign ended in a number that is not finite: {found.failures}")
        if case.number % EVERY_PLAIN == 0:
            told = run(scenario, seed=case.number, campaign=1, given=case.given)
            stored = found.outcomes["fingerprint"][1].as_py()
            if told.fingerprint != stored:
                self._fault(case, "the SimPy clock and the batch differ")
            for event in told.events:
                if unprintable(event.text) or not event.because:
                    self._fault(case, f"an event that cannot be read: {event}")

    def _command_line(self, case: Case, folder: Path) -> None:
        """The same on the command line: status 0 or 2, and one line that says why."""
        file = folder / "case.toml"
        file.write_text(case.text, encoding="utf-8")
        words = ["batch", str(file), "-n", "2", "--quiet"]
        if case.number % 2:
            words = ["show", str(file)]
        elif case.vary:
            words = ["sweep", str(file), "-n", "2", "--quiet"]
            words += [one for axis in case.vary for one in ("--vary", axis)]
        words += [one for setting in case.settings for one in ("--set", setting)]
        words += ["--given", case.given] if case.given else []
        words += ["--json"] if case.number % 3 == 0 else []
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = guarded(_command(), words, "sepeace")
        said = [line for line in err.getvalue().splitlines() if not line.startswith(WARNED)]
        if status not in (0, 2) or len(said) != (1 if status else 0):
            self._fault(case, f"{' '.join(words)}: status {status}, {err.getvalue()!r}")
        if unprintable(out.getvalue().replace("\n", "")) or unprintable(err.getvalue().replace("\n", "")):
            self._fault(case, f"{' '.join(words)}: what is printed steers the terminal")


def unclear(error: SepeaceError) -> list[str]:
    """What is missing in a refusal."""
    wrong = []
    if not error.file and not error.key:
        wrong.append("no place")
    if error.given is None and not error.allowed:
        wrong.append("neither given nor allowed")
    if "\n" in error.message or unprintable(error.message):
        wrong.append("cannot be printed on one line")
    json.dumps(error.as_json(), allow_nan=False)
    return wrong


def alike(one: Plan, other: Plan) -> bool:
    """Whether two plans give every campaign the same: rows that two epochs have in common count once."""
    for name in type(one.world).__slots__:
        if name not in (*BY_EPOCH, *EPOCHS, *CALENDAR) and not _same(
            getattr(one.world, name), getattr(other.world, name)
        ):
            return False
    if _calendar(one) != _calendar(other):
        return False
    days = sorted({*one.days, *other.days})
    return all(_same(_on(one, day), _on(other, day)) for day in days)


def _same(one: Any, other: Any) -> bool:
    return repr(one) == repr(other) or (isinstance(one, float) and math.isnan(one) and math.isnan(other))


def _calendar(made: Plan) -> list[tuple[Any, ...]]:
    """The calendar without the days on which a channel opens or closes: those stand in the channels."""
    rows = zip(made.world.date_day, made.world.date_kind, made.world.date_ref, strict=True)
    return [row for row in rows if row[1] != slots.E_REFRESH]


def _on(made: Plan, day: float) -> list[Any]:
    """Parameters and channels in force on a day."""
    epoch = max(place for place, first in enumerate(made.days) if first <= day)
    rows = [getattr(made.world, name)[epoch] for name in BY_EPOCH]
    return [*rows, made.numbers.source[epoch], made.numbers.value[epoch]]
