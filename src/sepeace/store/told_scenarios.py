"""Scenarios in full in a manifest, as plain values, and back again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sepeace.errors import BadResults, SepeaceError
from sepeace.scenario.assume import assume
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import CHANGES, Change
from sepeace.scenario.checks.record import complete
from sepeace.scenario.scenario import Scenario
from sepeace.shapes import Document, narrowed


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldScenario(Document):
    """A scenario in full; ``scenario_of`` makes it again."""

    name: str
    title: str
    question: str
    antecedent: str
    sources: Sequence[str]
    digest: str
    baseline_digest: str
    branch: str | None
    assumptions: Mapping[str, object]
    changes: Sequence[dict[str, Any]]
    banner: str = ""
    counted: bool = True
    bears: Sequence[str] = ()


def told_scenario(scenario: Scenario) -> ToldScenario:
    """A scenario as plain values."""
    return narrowed(
        scenario,
        ToldScenario,
        branch=None if scenario.branch is None else scenario.branch.isoformat(),
        assumptions=scenario.assumptions.to_json(),
        changes=[change.to_json() for change in scenario.changes],
    )


def shortened(told: Sequence[ToldScenario]) -> list[dict[str, object]]:
    """The first in full, the others by what differs from it: the points of a sweep are much alike."""
    first, *rest = (one.to_json() for one in told)
    return [first, *({key: value for key, value in one.items() if value != first[key]} for one in rest)]


def in_full(told: Sequence[dict[str, Any]]) -> tuple[ToldScenario, ...]:
    """What ``shortened`` was made from. Raises TypeError, or IndexError, where that is no such list."""
    return tuple(ToldScenario(**{**told[0], **one}) for one in told)


def scenario_of(told: ToldScenario, file: str) -> Scenario:
    """The scenario that a manifest describes in full.

    Raises:
        BadResults: it is no such description, its digest is not that of what it says, or the record of the
            war that it departs from is not that of this version.
        SepeaceError: it says what no scenario can.
    """
    try:
        settings: dict[str, Any] = dict(told.assumptions)
        rows, settings["switches_off"] = settings.pop("parameters"), settings.pop("switches")
        settings |= {f"{name}.{side}" if side else name: value for name, side, value in rows}
        made = Scenario(
            name=str(told.name),
            title=str(told.title),
            question=str(told.question),
            branch=_day(told.branch),
            antecedent=str(told.antecedent),
            sources=tuple(told.sources),
            assumptions=assume(Assumptions(), settings),
            changes=tuple(_change(change, place) for place, change in enumerate(told.changes, 1)),
            baseline_digest=str(told.baseline_digest),
            banner=str(told.banner),
            counted=bool(told.counted),
            bears=tuple(told.bears),
        )
        digest = made.digest
        made = complete(made)
    except SepeaceError as error:
        raise error.located(file=file) from None
    except (KeyError, TypeError, ValueError) as error:
        message = f"a scenario is not described in full ({type(error).__name__}: {error})"
        raise BadResults(message, file=file, key="scenarios") from None
    if digest != told.digest:
        message = "the digest of a scenario is not that of what is written; the manifest was changed by hand"
        raise BadResults(message, given=told.digest, allowed=digest, file=file, key="scenarios")
    if digest != made.digest:
        message = "made with another record of the war; its campaigns cannot be run again with this one; "
        message += "a record of one's own is named by --record"
        there, here = told.baseline_digest, made.baseline_digest
        raise BadResults(message, given=there, allowed=here, file=file, key="scenarios")
    return made


def _change(told: dict[str, Any], place: int) -> Change:
    days = {name: _day(told[name]) for name in ("start", "until")}
    said = {name: one for name, one in {**days, **told["values"]}.items() if one is not None}
    said |= {name: tuple(one) for name, one in said.items() if isinstance(one, list)}
    return CHANGES[told["kind"]](target=told["target"], **said, where=f"change[{place}]")


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
