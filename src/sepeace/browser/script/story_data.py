"""What a campaign is told from, as JSON: the record, what each world of a scenario has, and where bytes are.

Of the record only the fields that translated code reads are there. The tables of a world and what a campaign
wrote are read from the kernel's own bytes, by the layouts of ``clocks.records``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from sepeace.browser.script import kinds
from sepeace.browser.script.bundle import Bundle
from sepeace.browser.script.values import as_data
from sepeace.clocks.records import dtype_of, parameters_dtype
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.world import Entry, Log, Tally, World
from sepeace.outcomes.outcome_tables import QUANTILES
from sepeace.outcomes.weekly_bands import RANGES
from sepeace.record import load
from sepeace.scenario.operations import Fought
from sepeace.scenario.plan import Plan

_WHAT = {"f8": "f64", "i8": "i64", "i4": "i32"}
ALWAYS: Mapping[type, tuple[str, ...]] = {State: ("known", "events")}
"""Fields that the page itself reads."""


def story_data(bundle: Bundle, worlds: Mapping[str, Mapping[str, Plan]]) -> dict[str, Any]:
    """The data of a page, as plain values for JSON; the bundle then has all classes that stand in it.

    Args:
        bundle: with the entry points that read the data.
        worlds: the plans of each scenario's worlds, by the names of scenario and world.

    Returns:
        ``record``, ``ruler``, ``operations`` (each different one once), ``worlds``, ``layouts``; name and
        ends of each banded variable as ``bands``, levels of the quantiles as ``levels``.
    """
    made: dict[str, Any] = {}
    while True:  # each round can but add to what is read, and that has an end
        bundle.finish()
        before, made = made, _data(bundle, worlds)
        if made == before:
            return made


def _data(bundle: Bundle, worlds: Mapping[str, Mapping[str, Plan]]) -> dict[str, Any]:
    tongue, record = bundle.tongue, bundle.tongue.record(load())
    pool: dict[Fought, int] = {}
    rows = {
        name: {world: _world(plan, bundle, pool) for world, plan in plans.items()}
        for name, plans in worlds.items()
    }
    return {
        "record": as_data(record, type(record), bundle),
        "ruler": as_data(tongue.ruler(record.ruler()), kinds.of_value(record.ruler()), bundle),
        "operations": as_data(tuple(pool), tuple[Fought, ...], bundle),
        "worlds": rows,
        "layouts": layouts(bundle),
        "bands": [[name, *ends] for name, ends in RANGES.items()],
        "levels": QUANTILES,
    }


def _world(plan: Plan, bundle: Bundle, pool: dict[Fought, int]) -> dict[str, Any]:
    """One world: its scenario, the days of its epochs, its operations by their places among all."""
    return {
        "scenario": as_data(bundle.tongue.scenario(plan.scenario), type(plan.scenario), bundle),
        "days": list(plan.days),
        "horizon": plan.horizon,
        "operations": [pool.setdefault(row, len(pool)) for row in plan.operations],
    }


def layouts(bundle: Bundle) -> dict[str, Any]:
    """Size of each record, and offset, what and shape of each field that is read; of a tally all.

    Of a log there is where its rows and weeks begin and how many bytes they take. What is f64, i64 or i32,
    least byte first.
    """
    records = {one: dtype_of(one) for one in (World, State, Entry)} | {Parameters: parameters_dtype()}
    made: dict[str, Any] = {
        owner.__name__: {"size": dtype.itemsize, "fields": _fields(owner, dtype, bundle)}
        for owner, dtype in records.items()
    }
    log, tally = dtype_of(Log), dtype_of(Tally)
    assert log.fields is not None
    places = {name: [log.fields[name][1], log.fields[name][0].itemsize] for name in ("rows", "weeks")}
    return {
        **made,
        "Tally": {"size": tally.itemsize, "fields": _offsets(tally, tally.names or ())},
        "Log": {"size": log.itemsize, **places},
        "columns": len(WEEK_COLUMNS),
    }


def _fields(owner: type, dtype: np.dtype[Any], bundle: Bundle) -> dict[str, list[Any]]:
    return _offsets(dtype, _read(owner, dtype.names or (), bundle))


def _offsets(dtype: np.dtype[Any], names: Iterable[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name in names:
        assert dtype.fields is not None
        kind, offset = dtype.fields[name][:2]
        found[name] = [offset, _WHAT[kind.base.str[1:]], list(kind.shape)]
    return found


def _read(owner: type, names: Iterable[str], bundle: Bundle) -> list[str]:
    return [name for name in names if name in ALWAYS.get(owner, ()) or bundle.is_read(owner, name)]
