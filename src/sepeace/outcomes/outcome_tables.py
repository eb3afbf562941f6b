"""Tables of a batch for pyarrow: outcomes, bands, anatomy, feelers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sepeace.kernel.tally import UNIT
from sepeace.kernel.weekly import SUMS
from sepeace.outcomes.front_doubt import front_doubt, widened
from sepeace.outcomes.outcome_rows import DATES, NAMES, NONE, OUTCOME, SHARES
from sepeace.outcomes.weekly_bands import RANGES, Weekly, quantiles
from sepeace.quantities import EPOCH, date_of
from sepeace.record import load

if TYPE_CHECKING:
    import pyarrow as pa

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
MEDIAN = "q50"
OPENED = ("open", "open_without_strength")
"""Shares of campaigns in the anatomy: with an open window, and with one if there were no strength term."""
SUM_NAMES = SUMS.names
SENDERS = ("germany", "soviet", "mediator")
STREAMS = ("serious", "leverage", "leader", "subordinate", "mediator")
Columns = dict[str, list[Any]]
"""A table as lists by name: what is only read here needs no pyarrow, which takes a while to load."""
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
    if name in SHARES:
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
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = np.zeros(table.num_rows, OUTCOME)
    for name in OUTCOME.names or ():
        column = table[name].combine_chunks()
        if name in NAMES:
            column = pc.fill_null(pc.index_in(column, value_set=pa.array(NAMES[name])), NONE)
        elif name in DATES:
            days = pc.subtract(column.cast(pa.int32()), pa.scalar(_EPOCH_DAY, pa.int32()))
            column = pc.fill_null(days, NONE)
        elif name in SHARES:
            column = pc.fill_null(column, float("nan"))
        elif name == "fingerprint":
            text = "".join(column.to_pylist())
            rows[name] = np.frombuffer(bytes.fromhex(text), ">u8")
            continue
        rows[name] = column.to_numpy(zero_copy_only=False)
    return rows


def bands(weekly: Weekly) -> pa.Table:
    """Weekly quantiles from the histograms, inside a bin by straight line.

    Those of the front have the doubt of the recorded path in them (``front_doubt``). The median is that of
    the campaigns: doubt that is as likely to the west as to the east never moves a quartile past it.
    """
    return _table(bands_columns(weekly))


def bands_columns(weekly: Weekly) -> Columns:
    """The same as lists."""
    weeks = int(np.count_nonzero(weekly.at_war))
    days = [sunday(week) for week in range(weeks)]
    doubt = front_doubt(load())
    out: Columns = {"date": [], "variable": [], "sector": [], **{name: [] for name in QUANTILES}}
    for variable, (name, ends) in enumerate(RANGES.items()):
        sector = name.removeprefix("front_") if name.startswith("front_") else None
        out["date"] += days
        out["variable"] += ["front_km" if sector is not None else name] * weeks
        out["sector"] += [sector] * weeks
        plain = weekly.counts[:weeks, variable]
        found = dict(zip(QUANTILES, quantiles(plain, ends, QUANTILES.values()), strict=True))
        if name in doubt.spread:
            wide = widened(plain, ends, doubt.spread[name][:weeks], doubt.freedom[name])
            around = [label for label in QUANTILES if label != MEDIAN]
            found |= zip(around, quantiles(wide, ends, [QUANTILES[label] for label in around]), strict=True)
        for label, values in found.items():
            out[label] += values.tolist()
    return out


def anatomy(weekly: Weekly) -> pa.Table:
    """Weekly mean of each term over campaigns still at war, and shares of campaigns."""
    return _table(anatomy_columns(weekly))


def anatomy_columns(weekly: Weekly) -> Columns:
    """The same as lists."""
    out: Columns = {"date": [], "term": [], "mean": []}
    record = weekly.record
    for week in range(int(np.count_nonzero(weekly.at_war))):
        opened = [int(record[name][0, week]) for name in OPENED]
        at_war = int(weekly.at_war[week]), int(weekly.at_war[0])
        for name, value in anatomy_of(record["terms"][0, week].tolist(), opened, at_war).items():
            out["date"].append(sunday(week))
            out["term"].append(name)
            out["mean"].append(float(value))
    return out


def anatomy_of(sums: Sequence[int], opened: Sequence[int], at_war: tuple[int, int]) -> dict[str, float]:
    """What the anatomy has of one week, by name.

    Args:
        sums: of the terms and of the gap, in parts of ``tally.UNIT``.
        opened: campaigns with an open window, by ``OPENED``.
        at_war: campaigns still at war in this week, and in the first.
    """
    now, first = at_war
    values = {name: sums[index] / UNIT / now for index, name in enumerate(SUM_NAMES)}
    shares = {name: opened[index] / now for index, name in enumerate(OPENED)}
    return {**values, **shares, "at_war": now / first}


def feelers(weekly: Weekly) -> pa.Table:
    """Feelers kept one by one."""
    return _table(feelers_columns(weekly))


def feelers_columns(weekly: Weekly) -> Columns:
    """The same as lists."""
    channels = [channel.id for channel in load().channels]
    rows = weekly.feelers
    return {
        "campaign": [row[0] for row in rows],
        "date": [date_of(row[1]) for row in rows],
        "sender": [SENDERS[row[2]] for row in rows],
        "stream": [STREAMS[row[3]] for row in rows],
        "channel": [channels[row[4]] for row in rows],
    }


def _table(columns: Columns) -> pa.Table:
    import pyarrow as pa

    kinds = {"date": pa.date32(), "campaign": pa.int64()}
    kinds |= {name: pa.string() for name in ("variable", "sector", "term", "sender", "stream", "channel")}
    return pa.table(
        {name: pa.array(values, kinds.get(name, pa.float64())) for name, values in columns.items()}
    )
