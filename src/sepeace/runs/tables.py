"""Tables of a batch for pyarrow: outcomes, bands, anatomy, feelers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.kernel.fields import TERMS
from sepeace.quantities import EPOCH, date_of
from sepeace.record import load
from sepeace.runs.measure import BINS, RANGES, Tally

if TYPE_CHECKING:
    import pyarrow as pa

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
SENDERS = ("germany", "soviet", "mediator")
STREAMS = ("serious", "leverage", "leader", "subordinate", "mediator")


def sunday(week: int) -> date:
    """Date of a week's index."""
    return EPOCH + timedelta(days=7 * week)


def outcomes(rows: list[dict[str, Any]]) -> pa.Table:
    """One row a campaign."""
    import pyarrow as pa

    kinds = {
        "campaign": pa.int64(),
        "ending": pa.string(),
        "ended": pa.date32(),
        "first_window": pa.date32(),
        "signed": pa.date32(),
        "share": pa.float64(),
        "broken_by": pa.string(),
        "barrier": pa.string(),
    }
    names = list(rows[0])
    columns = {name: pa.array([row[name] for row in rows], type=kinds.get(name)) for name in names}
    return pa.table(columns)


def bands(tally: Tally) -> pa.Table:
    """Weekly quantiles from the histograms, inside a bin by straight line."""
    import pyarrow as pa

    out: dict[str, list[Any]] = {"date": [], "variable": [], "sector": [], **{name: [] for name in QUANTILES}}
    weeks = int(np.count_nonzero(tally.at_war))
    for variable, (name, (low, high)) in enumerate(RANGES.items()):
        sector = name.removeprefix("front_") if name.startswith("front_") else None
        title = "front_km" if sector is not None else name
        edges = np.linspace(low, high, BINS + 1)
        for week in range(weeks):
            counts = tally.counts[week, variable]
            sums = np.concatenate(([0], np.cumsum(counts))) / counts.sum()
            out["date"].append(sunday(week))
            out["variable"].append(title)
            out["sector"].append(sector)
            for label, level in QUANTILES.items():
                upper = int(np.searchsorted(sums, level, side="left"))
                below, above = sums[upper - 1], sums[upper]
                part = (level - below) / (above - below) if above > below else 0.5
                out[label].append(float(edges[upper - 1] + part * (edges[upper] - edges[upper - 1])))
    types = {"date": pa.date32(), "variable": pa.string(), "sector": pa.string()}
    return pa.table({name: pa.array(values, type=types.get(name)) for name, values in out.items()})


def anatomy(tally: Tally) -> pa.Table:
    """Weekly mean of each term over campaigns still at war, and shares of campaigns."""
    import pyarrow as pa

    days, names, means = [], [], []
    for week in range(int(np.count_nonzero(tally.at_war))):
        at_war = int(tally.at_war[week])
        values = {name: tally.terms[week, index] / at_war for index, name in enumerate((*TERMS, "gap"))}
        values["open"] = tally.open[week] / at_war
        values["open_without_strength"] = tally.open_without_strength[week] / at_war
        values["at_war"] = at_war / int(tally.at_war[0])
        for name, value in values.items():
            days.append(sunday(week))
            names.append(name)
            means.append(float(value))
    return pa.table(
        {"date": pa.array(days, type=pa.date32()), "term": pa.array(names, type=pa.string()), "mean": means}
    )


def feelers(tally: Tally) -> pa.Table:
    """Feelers kept one by one."""
    import pyarrow as pa

    channels = [channel.id for channel in load().channels]
    rows = tally.feelers
    return pa.table(
        {
            "campaign": pa.array([row[0] for row in rows], type=pa.int64()),
            "date": pa.array([date_of(row[1]) for row in rows], type=pa.date32()),
            "sender": pa.array([SENDERS[row[2]] for row in rows], type=pa.string()),
            "stream": pa.array([STREAMS[row[3]] for row in rows], type=pa.string()),
            "channel": pa.array([channels[row[4]] for row in rows], type=pa.string()),
        }
    )
