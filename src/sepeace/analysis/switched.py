"""Does each switch take out what it says, and nothing else?

A few campaigns are run twice under the plain clock, as they are and with one switch off. A term of the
gap must be 0 in every week; a parameter must be 0, an event must not occur. No other term or parameter of a
switch may go with it, and something must come out otherwise. What this ignores: whether the term had the
right size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sepeace.analysis.claims import EVENTS, FORTUNE, claims
from sepeace.engine.plain import run_plain
from sepeace.engine.storage import WEEK_COLUMNS, full_log
from sepeace.kernel.fields import TERMS
from sepeace.scenario.library import load
from sepeace.scenario.plan import Plan, plan

if TYPE_CHECKING:
    from sepeace.documents import check as documents

SUMS = ("optimism", "cost")
"""Terms of several parts: a switch moves them, none takes them out."""
ALONE = (*(term for term in TERMS if term not in SUMS), FORTUNE)
"""Weekly values that only their own switch may turn to 0."""
SCENARIO = "germany_wins_at_kursk"
LIVELY = {"motive": "mixed", "initiative": "fleischhauer"}
SEED = 3
CAMPAIGNS = (("document", 1), ("document", 4), ("rational", 6))
"""Reading of strength and number of each campaign: between them something hangs on every switch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """One claim with one of its switches off; ``got`` says what went and what changed."""

    id: str
    term: str
    switch: str
    ok: bool
    got: str

    def to_json(self) -> documents.Switched:
        """Keys as in the command line's output."""
        return {"id": self.id, "term": self.term, "switch": self.switch, "ok": self.ok, "got": self.got}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is compared of one campaign.

    Attributes:
        weeks: weekly values of the weeks reached, by name.
        events: how often each kind of event occurred, by name.
        parameters: the largest size of each parameter over epochs, a tuple of two for a pair of sides.
        outcome: the row of outcomes, without its hash.
    """

    weeks: dict[str, list[float]]
    events: dict[str, int]
    parameters: dict[str, tuple[float, ...]]
    outcome: dict[str, Any]


def switched() -> tuple[Switched, ...]:
    """Every claim that has switches, once for each of them."""
    usual = _campaigns(None)
    return tuple(
        judge(claim.id, term, switch, usual, _campaigns(switch))
        for claim in claims()
        for switch, term in zip(claim.switches, claim.term, strict=bool(claim.switches))
    )


def judge(id: str, term: str, switch: str, usual: list[_Told], off: list[_Told]) -> Switched:
    """Hold the campaigns with a switch off against the same campaigns without."""
    pairs = list(zip(usual, off, strict=True))
    gone = [name for name in ALONE if _gone(_all(usual, name), _all(off, name))]
    gone += [name for name in _parameters() if _acted(name, pairs)]
    if term in EVENTS and _acted(term, pairs):
        gone.append(term)
    moved = term in SUMS and _acted(term, pairs)
    changed = sum(repr((a.weeks, a.outcome)) != repr((b.weeks, b.outcome)) for a, b in pairs)
    parts = [f"{', '.join(gone)} gone"] if gone else []
    parts += [f"{term} changed"] if moved else []
    got = f"{', '.join(parts) or 'nothing gone'}; {changed} of {len(pairs)} campaigns come out otherwise"
    took = moved and not gone if term in SUMS else gone == [term]
    return Switched(id=id, term=term, switch=switch, ok=took and changed > 0, got=got)


def _parameters() -> list[str]:
    """Parameters that some switch sets to 0, of those that have no weekly value of their own."""
    terms = [term for claim in claims() if claim.switches for term in claim.term]
    return [term for term in terms if term not in (*ALONE, *SUMS, *EVENTS)]


def _acted(term: str, pairs: list[tuple[_Told, _Told]]) -> bool:
    """Whether a sum moved, a parameter is 0 or an event is missing, where it was not so before."""
    if term in SUMS:
        return any(a.weeks[term] != b.weeks[term] for a, b in pairs)
    if term in EVENTS:
        return any(a.events[term] for a, _ in pairs) and not any(b.events[term] for _, b in pairs)
    sides = [zip(a.parameters[term], b.parameters[term], strict=True) for a, b in pairs]
    return all(any(x > 0.0 and y == 0.0 for x, y in side) for side in sides)


def _gone(usual: Iterable[float], off: Iterable[float]) -> bool:
    return any(value != 0.0 for value in usual) and all(value == 0.0 for value in off)


def _all(told: list[_Told], name: str) -> list[float]:
    return [value for one in told for value in one.weeks[name]]


def _campaigns(switch: str | None) -> list[_Told]:
    plans: dict[str, Plan] = {}
    for reading in dict.fromkeys(reading for reading, _ in CAMPAIGNS):
        found = {**LIVELY, "strength": reading, "switches_off": (switch,) if switch else ()}
        plans[reading] = plan(load(SCENARIO).with_assumptions(found))
    return [_told(plans[reading], campaign) for reading, campaign in CAMPAIGNS]


def _told(made: Plan, campaign: int) -> _Told:
    from sepeace.engine.records import record_of
    from sepeace.runs.measure import as_dict, outcomes

    state, log = run_plain(made, SEED, campaign, full_log())
    weeks, rows = log.weeks[: state.known], log.rows[: state.events]
    kinds = [row.kind for row in rows]
    outcome = as_dict(outcomes(record_of(state))[0])
    del outcome["fingerprint"]
    return _Told(
        weeks={name: [week[place] for week in weeks] for place, name in enumerate(WEEK_COLUMNS)},
        events={name: kinds.count(kind) for name, kind in EVENTS.items()},
        parameters=_sizes(made, campaign),
        outcome=outcome,
    )


def _sizes(made: Plan, campaign: int) -> dict[str, tuple[float, ...]]:
    rows = made.parameters(SEED, campaign)
    sizes = {}
    for name in type(rows[0]).__slots__:
        values = [getattr(row, name) for row in rows]
        sides = zip(*values, strict=True) if isinstance(values[0], list) else [values]
        sizes[name] = tuple(max(abs(value) for value in side) for side in sides)
    return sizes
