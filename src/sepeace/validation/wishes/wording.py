"""The tables on willingness, from what ``along_the_record`` found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from sepeace.files import data_text
from sepeace.model.parameters import PARAMETERS
from sepeace.shapes import as_json
from sepeace.validation.tables import Table
from sepeace.validation.wishes.varied import Parts
from sepeace.validation.wishes.willingness import AlongTheRecord, Quartiles, WillingnessRecord
from sepeace.validation.wishes.wish import WorkedWish

LEADERS = {"germany": "Hitler", "soviet": "Stalin"}
_WORDS: dict[str, Any] = tomllib.loads(data_text("willingness.toml"))
SYMBOLS: Mapping[str, Sequence[str]] = _WORDS["symbols"]
"""By the part of the model that a parameter belongs to: symbol, meaning and whose."""


def symbols(_: AlongTheRecord) -> Table:
    """What stands in the equation: parameters with their defaults, and the claims they carry."""
    rows = []
    for part, words in SYMBOLS.items():
        found = [row for row in PARAMETERS if row.part == part]
        claims = dict.fromkeys(row.claim for row in found if row.claim)
        told = [f"`{row.key}` {row.quantity.value:g}" for row in found]
        rows.append((*words, told, tuple(claims)))
    return ("symbol", "meaning", "whose", "parameters and defaults", "claims"), rows


def dates(made: AlongTheRecord) -> Table:
    """The equation worked out on three days, a column a leader."""
    columns = [_column(one) for one in made.worked]
    kept = [term for term in made.worked[0].terms if any(column[term] for column in columns)]
    heads = ("", *(f"{LEADERS[one.side]}, {one.day}" for one in made.worked))
    return heads, [
        (words.format(name), *(f"{column[name]:{shape}}" for column in columns))
        for key, (words, shape) in _WORDS["worked"].items()
        for name in (kept if key == "terms" else (key,))
    ]


def _column(one: WorkedWish) -> dict[str, float]:
    return {**as_json(one), **one.terms, "by_map": one.map_weight * one.tide}


def quarters(made: AlongTheRecord) -> Table:
    """Willingness of both leaders by quarter, motive sincere."""
    found = made.motives["sincere"].quarters
    rows = [
        (name, *(_middle(found[side], place) for side in LEADERS))
        for place, name in enumerate(found["soviet"].spans)
    ]
    return ("quarter", *LEADERS.values()), rows


def halves(made: AlongTheRecord) -> Table:
    """Willingness of both leaders by half-year, a row a motive."""
    rows = []
    for side, leader in LEADERS.items():
        for name, motive in made.motives.items():
            found = motive.halves[side]
            cells = (_middle(found, place) for place in range(len(found.spans)))
            rows.append((leader, name.replace("_", " "), *cells))
    return ("leader", "motive", *made.motives["sincere"].halves["soviet"].spans), rows


def _middle(found: Quartiles, place: int) -> str:
    """A median with the quartiles."""
    q25, q50, q75 = (getattr(found, name)[place] for name in ("q25", "q50", "q75"))
    return f"{q50:.2f} ({q25:.2f} to {q75:.2f})"


def feelers(made: AlongTheRecord) -> Table:
    """Recorded contacts, and feelers a campaign, by half-year."""
    heads = ("who", "motive", *made.halves)
    rows = []
    for key, words in _WORDS["record"].items():
        found = made.record[key]
        cells = (f"{w:.2f} of {n}" for w, n in zip(found.weight, found.reported, strict=True))
        rows.append((words, "–", *cells))
    for name, motive in made.motives.items():
        for stream, words in _WORDS["streams"].items():
            if any(motive.feelers[stream]):
                cells = (f"{value:.2f}" for value in motive.feelers[stream])
                rows.append((words, name.replace("_", " "), *cells))
    return heads, rows


def matches(made: AlongTheRecord) -> Table:
    """Correlations by half-year and shares of late contacts, by motive and sender."""
    heads = (
        "motive",
        "who",
        "correlation",
        "95% of all orders",
        "orders as high",
        "late, record",
        "late, model",
    )
    rows = []
    for name, motive in made.motives.items():
        for row in motive.matches:
            told = ("–", "–", "–")
            if row.correlation is not None and row.by_chance is not None:
                low, high = row.by_chance
                told = (f"{row.correlation:.2f}", f"{low:.2f} to {high:.2f}", f"{row.as_high:.1%}")
            late = (_share(share) for share in (row.late_recorded, row.late_simulated))
            rows.append((name.replace("_", " "), row.sender, *told, *late))
    return heads, rows


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def parts(made: AlongTheRecord) -> Table:
    """What makes half-year willingness vary, by motive and leader."""
    heads = ("leader", "motive", "variance", "between half-years", "recorded war alone", "numbers", "error",
             "lessons", "left over")  # fmt: skip
    rows = []
    for side, leader in LEADERS.items():
        for name, motive in made.motives.items():
            found = motive.parts[side]
            causes = (_cause(found, key) for key in ("numbers", "error", "lessons"))
            alone = (f"{found.battlefield:.3f}", *causes, f"{found.left:.3f}")
            share = f"{found.between:.3f} ({found.between / found.whole:.0%})"
            rows.append((leader, name.replace("_", " "), f"{found.whole:.3f}", share, *alone))
    return heads, rows


def _cause(found: Parts, key: str) -> str:
    """A cause's share, and how much of it lies between and within half-years."""
    whole, between = found.causes[key], found.causes_between[key]
    return f"{whole:+.3f} ({between:+.3f} between, {whole - between:+.3f} within)"


def worlds(made: AlongTheRecord) -> Table:
    """Median Soviet willingness in other worlds, by half-year."""
    usual = made.motives["sincere"].halves["soviet"]
    found = [
        ("as assumed", usual),
        *((words, made.worlds[key]["soviet"]) for key, words in _WORDS["worlds"].items()),
    ]
    return ("world", *usual.spans), [(words, *(f"{value:.2f}" for value in row.q50)) for words, row in found]


def grid(made: WillingnessRecord) -> Table:
    """The figure as a table: willingness, and in brackets what it would be with nothing read off the map."""
    heads = ("leader", "drift, a month", *(f"front {front:g}" for front in made.grid[0].fronts))
    rows = []
    for row in made.grid:
        cells = (f"{w:.2f} ({o:.2f})" for w, o in zip(row.willing, row.without_map, strict=True))
        rows.append((LEADERS[row.side], f"{row.drift:+.2f}", *cells))
    return heads, rows


def facts(made: WillingnessRecord) -> Table:
    """What was run."""
    return ("run", ""), [
        ("version", made.version),
        ("hash of the model when it was run", f"`{made.model_hash}`"),
        ("seed", made.seed),
        ("campaigns in each world", f"{made.campaigns:,}"),
    ]
