"""Write src/sepeace/desk/data/reading.json: the model's own reading of a desk's file, and the prepared wars.

    nice python docs/desk_reading.py

Wars of the desk are run under each reading of strength. How often what is asked was true, given what stands
in the file, is estimated from some by logistic regression and tried on others that it has not seen, beside
the share of each date alone (the base rate) and beside psi, the belief that the model gives the West. Where
it does not beat the base rate the page uses the base rate, and says so. Some five minutes on
one core, with the model compiled. `python docs/tables.py` then writes the tables of the page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import run_campaigns
from sepeace.desk import kinds
from sepeace.desk.desk_war import BRANCH, DATES, MOTIVE, desk_plan
from sepeace.desk.many import desk_wars
from sepeace.desk.planted import PLANTED_RATE
from sepeace.desk.reading import FEATURES
from sepeace.desk.scores import calibration
from sepeace.fingerprint import model_hash
from sepeace.kernel import slots
from sepeace.kernel.draws.philox import uniforms
from sepeace.scenario.plan import Plan
from sepeace.version import __version__

FILE = Path(str(files("sepeace.desk").joinpath("data/reading.json")))
STRENGTHS = ("document", "prospect", "rational")
FIT_SEED, HELD_OUT_SEED = 2, 3
FIT, HELD_OUT = 5000, 2000
PENALTY = 1.0
"""Ridge on each standardised weight, and on each date's distance from their mean."""
FEWEST = 50
"""With fewer wars in which it was true nothing is estimated but the base rate."""
RESAMPLES = 1000
ORDER_STREAM = 1002
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What is known of many dates of many wars, one row a date.

    Attributes:
        war, date: which war, and which of ``DATES``.
        looked_at: the features.
        true: by question, whether it was so.
        belief: psi.
    """

    war: NDArray[np.int64]
    date: NDArray[np.int64]
    looked_at: Floats
    true: Mapping[str, NDArray[np.bool_]]
    belief: Floats


def sample(made: Plan, seed: int, count: int) -> Sample:
    """All dates of some campaigns."""
    rows = [
        (number, DATES.index(one.date), one.looked_at, one.signed, one.serious, one.belief)
        for number, (_, _, war) in enumerate(desk_wars(made, seed, 0, count))
        for one in war.dates
    ]
    war, date, looked_at, signed, serious, belief = zip(*rows, strict=True)
    return Sample(
        war=np.array(war),
        date=np.array(date),
        looked_at=np.array(looked_at),
        true={"signed": np.array(signed), "serious": np.array(serious)},
        belief=np.array(belief),
    )


def base_rates(found: Sample, asked: str) -> list[float]:
    """The share of each date in which it was true; half a war is added, so that none is 0."""
    made = []
    for date in range(len(DATES)):
        own = found.true[asked][found.date == date]
        made.append(float((own.sum() + 0.5) / (len(own) + 1.0)))
    return made


def fitted(found: Sample, asked: str) -> tuple[list[float], list[float]]:
    """Log odds of each date, and the weights, by Newton's method with a ridge."""
    centre, spread = found.looked_at.mean(0), found.looked_at.std(0)
    spread[spread < 1e-9] = 1.0
    dates = np.eye(len(DATES))[found.date]
    table = np.column_stack([np.ones(len(dates)), dates, (found.looked_at - centre) / spread])
    penalty = np.diag([0.0, *[PENALTY] * (table.shape[1] - 1)])
    true, weights = found.true[asked].astype(float), np.zeros(table.shape[1])
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-table @ weights))
        slope = table.T @ (true - chance) - penalty @ weights
        bend = (table * (chance * (1.0 - chance))[:, None]).T @ table + penalty
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    own = weights[1 + len(DATES) :] / spread
    start = weights[0] + weights[1 : 1 + len(DATES)] - float(own @ centre)
    return [float(one) for one in start], [float(one) for one in own]


def forecasts(found: Sample, start: Sequence[float], weights: Sequence[float]) -> Floats:
    """What a reading says of each row."""
    return 1.0 / (1.0 + np.exp(-(np.array(start)[found.date] + found.looked_at @ np.array(weights))))


def gain(found: Sample, true: Floats, one: Floats, other: Floats) -> list[float]:
    """By how much the first forecast's Brier score is lower: estimate, and a 95% interval over wars."""
    better = (other - true) ** 2 - (one - true) ** 2
    wars = int(found.war.max()) + 1
    total = np.bincount(found.war, better, wars)
    many = np.bincount(found.war, minlength=wars)
    draws = np.random.default_rng(1).integers(0, wars, (RESAMPLES, wars))
    means = total[draws].sum(1) / many[draws].sum(1)
    return [float(better.mean()), *(float(end) for end in np.quantile(means, (0.025, 0.975)))]


def question(fit: Sample, tried: Sample, asked: str) -> dict[str, Any]:
    """What is estimated for one question, and how it does on wars that it has not seen."""
    base = base_rates(fit, asked)
    known = len(np.unique(fit.war[fit.true[asked]]))
    true, flat = tried.true[asked].astype(float), np.array(base)[tried.date]
    score = {"base": _brier(flat, true), "half": 0.25}
    if asked == "signed":
        score["belief"] = _brier(tried.belief, true)
    made: dict[str, Any] = {
        "wars_true": known,
        "rows_true": int(tried.true[asked].sum()),
        "rows": len(true),
        "base": base,
    }
    said = flat
    if known >= FEWEST:
        start, weights = fitted(fit, asked)
        said = forecasts(tried, start, weights)
        score["reading"] = _brier(said, true)
        made |= {"start": start, "weights": weights, "gain": gain(tried, true, said, flat)}
    better = "gain" in made and made["gain"][1] > 0.0
    made |= {"uses": "evidence" if better else "base", "brier": score}
    made["calibration"] = _calibration(said, tried.true[asked])
    if asked == "signed":
        made["belief_calibration"] = _calibration(tried.belief, tried.true[asked])
    return made


def _brier(said: Floats, true: Floats) -> float:
    return float(((said - true) ** 2).mean())


def _calibration(said: Floats, true: NDArray[np.bool_]) -> list[list[float]]:
    rows = calibration(said.tolist(), true.tolist())
    return [[row.low, row.high, row.n, row.mean, row.came] for row in rows]


def prepared(made: Plan) -> list[dict[str, Any]]:
    """The prepared wars; which of them sign is known without a log.

    Their order is drawn: neither a letter nor a place says how rare a kind is.
    """
    states = run_campaigns(made, kinds.SEED, 0, kinds.LIMIT)
    settled = np.flatnonzero(states["signed"][:, slots.MAIN] < slots.NEVER)
    found = kinds.prepared(made, {"signed": [int(one) for one in settled]})
    drawn = {number: uniforms(kinds.SEED, number, ORDER_STREAM, 0)[0] for number in found.values()}
    rows = sorted((drawn[number], number, kind) for kind, number in found.items())
    return [{"campaign": number, "kind": kind} for _, number, kind in rows]


def short(value: Any) -> Any:
    """The same with three digits a number, and four behind the point at least of what lies below 1."""
    if isinstance(value, dict):
        return {key: short(one) for key, one in value.items()}
    if isinstance(value, list):
        return [short(one) for one in value]
    if not isinstance(value, float):
        return value
    return round(value, 4) if 0.1 <= abs(value) < 1.0 else float(f"{value:.3g}")


def main(fit: int = FIT, held_out: int = HELD_OUT) -> None:
    """Run everything and write the file."""
    if clock_choice.can_compile():
        clock_choice.load()
    readings = {}
    for strength in STRENGTHS:
        made = desk_plan(strength)
        one, other = sample(made, FIT_SEED, fit), sample(made, HELD_OUT_SEED, held_out)
        asked = {name: question(one, other, name) for name in ("signed", "serious")}
        readings[strength] = {**asked, "prepared": prepared(made)}
        print(strength, json.dumps(short(readings[strength])), flush=True)
    told = {
        "version": __version__,
        "model_hash": model_hash(),
        "motive": MOTIVE,
        "branch": BRANCH.isoformat(),
        "fit": {"seed": FIT_SEED, "campaigns": fit},
        "held_out": {"seed": HELD_OUT_SEED, "campaigns": held_out},
        "prepared": {"seed": kinds.SEED, "limit": kinds.LIMIT},
        "planted_rate": PLANTED_RATE,
        "features": list(FEATURES),
        "readings": readings,
    }
    FILE.write_text(json.dumps(short(told), indent=1, allow_nan=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
