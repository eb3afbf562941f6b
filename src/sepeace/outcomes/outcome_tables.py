"""Tables of a batch for pyarrow: outcomes, bands, anatomy, feelers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sepeace.kernel import slots, tally
from sepeace.kernel.weekly import SUMS
from sepeace.outcomes.outcome_rows import DATES, NAMES, NONE, OUTCOME
from sepeace.outcomes.weekly_bands import RANGES, Weekly
from sepeace.quantities import EPOCH, date_of
from sepeace.record import load

if TYPE_CHECKING:
    import pyarrow as pa

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
SENDERS = ("germany", "soviet", "mediator")
STREAMS = ("serious", "leverage", "leader", "subordinate", "mediator")
_EPOCH_DAY = (EPOCH - date(1970, 1, 1)).days


def sunday(week: int) -> date:
    """Date of a week's index."""
    return EPOCH + timedelta(days=7 * week)


def outcomes(rows: NDArray[np.void]) -> pa.Table:
    """One row a campaign: numbers become names and dates."""
    import pyarrow as pa

    return pa.table({name: _column(rows[name], name) for name in OUTCOME.names or ()})


def _column(values: NDArray[Any], name: str) -> pa.Array:
    import pyarrow as pa

    values = np.ascontiguousarray(values)
    if name in NAMES:
        codes = pa.array(values, mask=values == NONE)
        return pa.DictionaryArray.from_arrays(codes, pa.array(NAMES[name])).cast(pa.string())
    if name in DATES:
        days = pa.array(values + np.int32(_EPOCH_DAY), type=pa.int32(), mask=values == NONE)
        return days.cast(pa.date32())
    if name == "share":
        return pa.array(values, mask=np.isnan(values))
    if name == "fingerprint":
        return _hex(values)
    return pa.array(values)


def _hex(numbers: NDArray[np.uint64]) -> pa.Array:
    """Each number as 16 hex digits."""
    import pyarrow as pa

    text = numbers.astype(">u8").tobytes().hex().encode("ascii")
    ends = np.arange(0, len(text) + 1, 16, dtype=np.int32)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(ends), pa.py_buffer(text))


def rows_of(table: pa.Table) -> NDArray[np.void]:
    """The rows behind a table of outcomes: what ``outcomes`` made it from."""
    import pyarrow.compute as pc

    rows = np.zeros(table.num_rows, OUTCOME)
    for name in OUTCOME.names or ():
        column = table[name].combine_chunks()
        if name in NAMES:
            import pyarrow as pa

            column = pc.fill_null(pc.index_in(column, value_set=pa.array(NAMES[name])), NONE)
        elif name in DATES:
            import pyarrow as pa

            days = pc.subtract(column.cast(pa.int32()), pa.scalar(_EPOCH_DAY, pa.int32()))
            column = pc.fill_null(days, NONE)
        elif name == "share":
            column = pc.fill_null(column, float("nan"))
        elif name == "fingerprint":
            text = "".join(column.to_pylist())
            rows[name] = np.frombuffer(bytes.fromhex(text), ">u8")
            continue
        rows[name] = column.to_numpy(zero_copy_only=False)
    return rows


def bands(weekly: Weekly) -> pa.Table:
    """Weekly quantiles from the histograms, inside a bin by straight line."""
    import pyarrow as pa

    out: dict[str, list[Any]] = {"date": [], "variable": [], "sector": [], **{name: [] for name in QUANTILES}}
    weeks = int(np.count_nonzero(weekly.at_war))
    for variable, (name, (low, high)) in enumerate(RANGES.items()):
        sector = name.removeprefix("front_") if name.startswith("front_") else None
        title = "front_km" if sector is not None else name
        edges = np.linspace(low, high, slots.BINS + 1)
        for week in range(weeks):
            counts = weekly.counts[week, variable]
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


def anatomy(weekly: Weekly) -> pa.Table:
    """Weekly mean of each term over campaigns still at war, and shares of campaigns."""
    import pyarrow as pa

    days, names, means = [], [], []
    record = weekly.record
    for week in range(int(np.count_nonzero(weekly.at_war))):
        at_war = int(weekly.at_war[week])
        sums = record["terms"][0, week] / tally.UNIT
        values = {name: sums[index] / at_war for index, name in enumerate(SUMS.names)}
        values["open"] = record["open"][0, week] / at_war
        values["open_without_strength"] = record["open_without_strength"][0, week] / at_war
        values["at_war"] = at_war / int(weekly.at_war[0])
        for name, value in values.items():
            days.append(sunday(week))
            names.append(name)
            means.append(float(value))
    return pa.table(
        {"date": pa.array(days, type=pa.date32()), "term": pa.array(names, type=pa.string()), "mean": means}
    )


def feelers(weekly: Weekly) -> pa.Table:
    """Feelers kept one by one."""
    import pyarrow as pa

    channels = [channel.id for channel in load().channels]
    rows = weekly.feelers
    return pa.table(
        {
            "campaign": pa.array([row[0] for row in rows], type=pa.int64()),
            "date": pa.array([date_of(row[1]) for row in rows], type=pa.date32()),
            "sender": pa.array([SENDERS[row[2]] for row in rows], type=pa.string()),
            "stream": pa.array([STREAMS[row[3]] for row in rows], type=pa.string()),
            "channel": pa.array([channels[row[4]] for row in rows], type=pa.string()),
        }
    )
