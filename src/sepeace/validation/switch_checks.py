"""Does each switch take out what it says, and nothing else? Does what else turns a claim turn it?

A few campaigns are run twice under the plain clock, as they are and with one switch off. A term of the
gap must be 0 in every week; a parameter must be 0, an event must not occur. No other term or parameter of a
switch may go with it, and something must come out otherwise, or nothing where it takes out words alone. A
claim without a switch is turned by a reading or a parameter instead: then its term must be another. What this
ignores: whether the term had the right size.
"""

from __future__ import annotations

from collections.abc import Iterable

from sepeace.documents.checks.check import Switched
from sepeace.kernel.fields import TERMS
from sepeace.scenario.library import load
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.vocabulary import Setting
from sepeace.validation.claims import FORTUNE, MARKS, SwitchableClaim, claims, setting
from sepeace.validation.observables import WORDS, Observed, observe

SUMS = ("optimism", "cost")
"""Terms of several parts: a switch moves them, none takes them out."""
ALONE = (*(term for term in TERMS if term not in SUMS), FORTUNE)
"""Weekly values that only their own switch may turn to 0."""
SCENARIO = "germany_wins_at_kursk"
LIVELY = {"motive": "mixed", "initiative": "fleischhauer"}
SEED = 3
CAMPAIGNS = (("document", 5), ("rational", 7), ("rational", 12), ("rational", 13))
"""Reading of strength and number of each campaign: between them something hangs on every switch."""


def switched() -> tuple[Switched, ...]:
    """Every claim that is carried, once for each of its switches, or for each setting that turns it."""
    usual = _campaigns({})
    return tuple(row for claim in claims() for row in _rows(claim, usual))


def _rows(claim: SwitchableClaim, usual: list[Observed]) -> list[Switched]:
    if claim.switches:
        ways = zip(claim.switches, claim.term, strict=True)
        return [
            judge(claim.id, term, switch, usual, _campaigns({"switches_off": (switch,)}))
            for switch, term in ways
        ]
    turns = zip(claim.turn, claim.term if claim.turn else (), strict=True)
    return [
        judge_turn(claim.id, term, turn, usual, _campaigns(dict([setting(turn)]))) for turn, term in turns
    ]


def judge(id: str, term: str, switch: str, usual: list[Observed], off: list[Observed]) -> Switched:
    """Hold the campaigns with a switch off against the same campaigns without."""
    pairs = list(zip(usual, off, strict=True))
    gone = [name for name in ALONE if _gone(_all(usual, name), _all(off, name))]
    gone += [name for name in _parameters() if _acted(name, pairs)]
    if term in MARKS and _acted(term, pairs):
        gone.append(term)
    moved = term in SUMS and _acted(term, pairs)
    changed = _changed(pairs)
    parts = [f"{', '.join(gone)} gone"] if gone else []
    parts += [f"{term} changed"] if moved else []
    got = f"{', '.join(parts) or 'nothing gone'}; {_otherwise(changed, pairs)}"
    took = moved and not gone if term in SUMS else gone == [term]
    ok = took and _as_far(term, changed)
    return Switched(id=id, term=term, switch=switch, turn=None, ok=ok, got=got)


def judge_turn(id: str, term: str, turn: str, usual: list[Observed], turned: list[Observed]) -> Switched:
    """Hold the campaigns under a setting against the same campaigns without."""
    pairs = list(zip(usual, turned, strict=True))
    moved = any(_turned(term, a, b) for a, b in pairs)
    changed = _changed(pairs)
    ok = moved and _as_far(term, changed)
    got = f"{term if moved else 'nothing'} changed; {_otherwise(changed, pairs)}"
    return Switched(id=id, term=term, switch=None, turn=turn, ok=ok, got=got)


def _turned(term: str, one: Observed, other: Observed) -> bool:
    """Whether a term is another: a weekly value in a week that both campaigns reach, or what is found."""
    if term in MARKS:
        return one.found[term] != other.found[term]
    return any(a != b for a, b in zip(one.weeks[term], other.weeks[term], strict=False))


def _changed(pairs: list[tuple[Observed, Observed]]) -> int:
    return sum(repr((a.weeks, a.outcome)) != repr((b.weeks, b.outcome)) for a, b in pairs)


def _as_far(term: str, changed: int) -> bool:
    """Whether campaigns come out otherwise, or do not where a term is of words alone."""
    return changed == 0 if term in WORDS else changed > 0


def _otherwise(changed: int, pairs: list[tuple[Observed, Observed]]) -> str:
    return f"{changed} of {len(pairs)} campaigns come out otherwise"


def _parameters() -> list[str]:
    """Parameters that some switch sets to 0, of those that have no weekly value of their own."""
    terms = [term for claim in claims() if claim.switches for term in claim.term]
    return [term for term in terms if term not in (*ALONE, *SUMS, *MARKS)]


def _acted(term: str, pairs: list[tuple[Observed, Observed]]) -> bool:
    """Whether a sum moved, a parameter is 0 or an event is missing, where it was not so before."""
    if term in SUMS:
        return any(a.weeks[term] != b.weeks[term] for a, b in pairs)
    if term in MARKS:
        return any(a.found[term] for a, _ in pairs) and not any(b.found[term] for _, b in pairs)
    sides = [zip(a.parameters[term], b.parameters[term], strict=True) for a, b in pairs]
    return all(any(x > 0.0 and y == 0.0 for x, y in side) for side in sides)


def _gone(usual: Iterable[float], off: Iterable[float]) -> bool:
    return any(value != 0.0 for value in usual) and all(value == 0.0 for value in off)


def _all(told: list[Observed], name: str) -> list[float]:
    return [value for one in told for value in one.weeks[name]]


def _campaigns(settings: dict[str, Setting]) -> list[Observed]:
    """The few campaigns under settings."""
    plans: dict[str, Plan] = {}
    for reading in dict.fromkeys(reading for reading, _ in CAMPAIGNS):
        found: dict[str, Setting] = {**LIVELY, "strength": reading, **settings}
        plans[reading] = plan(load(SCENARIO).with_assumptions(found))
    return [observe(plans[reading], SEED, campaign) for reading, campaign in CAMPAIGNS]
