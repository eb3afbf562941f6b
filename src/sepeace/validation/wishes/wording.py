"""The tables on willingness, from what ``along_the_record`` found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sepeace.model.parameters import PARAMETERS
from sepeace.shapes import as_json
from sepeace.validation.wishes.varied import Parts
from sepeace.validation.wishes.willingness import AlongTheRecord, Quartiles, WillingnessRecord
from sepeace.validation.wishes.wish import WorkedWish

Table = tuple[tuple[str, ...], list[tuple[object, ...]]]
LEADERS = {"germany": "Hitler", "soviet": "Stalin"}
STREAMS = {
    "soviet": "Soviet, meant",
    "leverage": "Soviet, for the West's ears",
    "german_leader": "German leader",
    "subordinate": "German subordinates",
    "mediator": "mediators",
}
RECORD = {
    "soviet": "record: Soviet",
    "german_leader": "record: German leader",
    "german_subordinate": "record: German subordinates",
}
SYMBOLS: Mapping[str, tuple[str, str, str]] = {
    "map": ("a", "how far he reads the other's hopes off the map", "both"),
    "belief": ("u, E", "the chance and the months he expects", "both"),
    "prior": ("m", "the drift he starts with; then he learns", "each his own"),
    "landing": ("m", "what he takes off for the landing", "both"),
    "landing_credence": ("m", "how far he believes in it", "Hitler"),
    "trust": ("m", "the same, his trust; dated events and supplies move it", "Stalin"),
    "cost": ("k", "cost of any month, and of losses", "both"),
    "cost_germany": ("k", "cost of lacking oil, and of divisions in the West", "Hitler"),
    "cost_soviet": ("k", "cost of lost grain land", "Stalin"),
    "ideology": ("terms", "ideological refusal", "each his own"),
    "strength": ("terms", "premium while fortune is bad", "Hitler"),
    "fear_germany": ("terms", "fear of a Soviet recovery", "Hitler"),
    "fear_soviet": ("terms", "fear of a second attack", "Stalin"),
    "plan": ("terms", "own plan of renewal, which lowers them", "each his own"),
    "aid": ("terms", "what the West pays for fighting on", "Stalin"),
    "fate": ("terms", "his own survival, which lowers them", "each his own"),
    "error": ("error", "his error about the other's line", "each his own"),
    "lesson": ("lesson", "what refusals taught him", "each his own"),
    "choice": ("tau", "noise of the choice", "both"),
    "reference": ("p", "what he counts as his, in the reading `prospect` alone", "Hitler"),
    "answer": ("w", "the bar of answers: above it he writes, and may answer", "both"),
}
"""By the part of the model that a parameter belongs to: symbol, meaning and whose."""
ROWS: tuple[tuple[str, str, str], ...] = (
    ("front", "front f", ".3f"),
    ("learned", "drift he learned, a month", "+.4f"),
    ("west", "what he takes off for the landing", "+.4f"),
    ("near", "share of the war to come after the landing", ".2f"),
    ("doubt", "how unsure he is of the drift", ".4f"),
    ("chance", "Germany's chance as he believes, u", ".3f"),
    ("map_chance", "the same by the map, g", ".3f"),
    ("months", "months of war he expects, E", ".1f"),
    ("steady_months", "months if the drift stood still", ".1f"),
    ("own_cost", "his cost a month, k", ".4f"),
    ("other_cost", "the other's cost a month", ".4f"),
    ("surplus", "what both save, (k + k') E", "+.3f"),
    ("by_map", "read off the map, a times (g - u) or (u - g)", "+.3f"),
    ("terms", "less: {}", "+.3f"),
    ("gain", "gain", "+.3f"),
    ("willing", "willingness w", ".2f"),
    ("gain_without_map", "gain with nothing read off the map", "+.3f"),
    ("willing_without_map", "willingness then", ".2f"),
)
"""Rows of the table of worked dates; one of them stands for every term that a line holds."""


def symbols(_: AlongTheRecord) -> Table:
    """What stands in the equation: parameters with their defaults, and the claims they carry."""
    rows: list[tuple[object, ...]] = []
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
        for key, words, shape in ROWS
        for name in (kept if key == "terms" else (key,))
    ]


def _column(one: WorkedWish) -> dict[str, float]:
    return {**as_json(one), **one.terms, "by_map": one.map_weight * one.tide}


def halves(made: AlongTheRecord) -> Table:
    """Willingness of both leaders by half-year, a row a motive."""
    return _spans(made, "halves", tuple(made.motives))


def quarters(made: AlongTheRecord) -> Table:
    """Willingness of both leaders by quarter, motive sincere."""
    found = made.motives["sincere"].quarters
    rows: list[tuple[object, ...]] = [
        (name, *(_middle(found[side], place) for side in LEADERS))
        for place, name in enumerate(found["soviet"].spans)
    ]
    return ("quarter", *LEADERS.values()), rows


def _spans(made: AlongTheRecord, spans: str, motives: Sequence[str]) -> Table:
    rows: list[tuple[object, ...]] = []
    for side, leader in LEADERS.items():
        for motive in motives:
            found = getattr(made.motives[motive], spans)[side]
            cells = (_middle(found, place) for place in range(len(found.spans)))
            rows.append((leader, motive.replace("_", " "), *cells))
    return ("leader", "motive", *getattr(made.motives[motives[0]], spans)["soviet"].spans), rows


def _middle(found: Quartiles, place: int) -> str:
    """A median with the quartiles."""
    q25, q50, q75 = (getattr(found, name)[place] for name in ("q25", "q50", "q75"))
    return f"{q50:.2f} ({q25:.2f} to {q75:.2f})"


def feelers(made: AlongTheRecord) -> Table:
    """Recorded contacts, and feelers a campaign, by half-year."""
    heads = ("who", "motive", *made.halves)
    rows: list[tuple[object, ...]] = []
    for key, words in RECORD.items():
        found = made.record[key]
        cells = (f"{w:.2f} of {n}" for w, n in zip(found.weight, found.reported, strict=True))
        rows.append((words, "–", *cells))
    for name, motive in made.motives.items():
        for stream, words in STREAMS.items():
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
    rows: list[tuple[object, ...]] = []
    for name, motive in made.motives.items():
        for row in motive.matches:
            told: tuple[object, ...] = ("–", "–", "–")
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
    rows: list[tuple[object, ...]] = []
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
    names = {
        "no_map": "nothing read off the map (`map_weight` 0)",
        "no_lessons": "no lessons of refusals, `map_weight` 0.5",
        "no_lessons_no_map": "no lessons of refusals, `map_weight` 0",
        "known": "each knows the other's belief (`hopes = known`)",
        "steady": "war valued as if the drift stood still (`valuation = steady`)",
        "all_cancelled": "`valuation = steady`, no lessons, `map_weight` 0",
    }
    usual = made.motives["sincere"].halves["soviet"]
    found = [("as assumed", usual), *((words, made.worlds[key]["soviet"]) for key, words in names.items())]
    rows: list[tuple[object, ...]] = [(words, *(f"{value:.2f}" for value in row.q50)) for words, row in found]
    return ("world", *usual.spans), rows


def grid(made: WillingnessRecord) -> Table:
    """The figure as a table: willingness, and in brackets what it would be with nothing read off the map."""
    fronts = made.grid[0].fronts
    rows: list[tuple[object, ...]] = []
    for row in made.grid:
        cells = (f"{w:.2f} ({o:.2f})" for w, o in zip(row.willing, row.without_map, strict=True))
        rows.append((LEADERS[row.side], f"{row.drift:+.2f}", *cells))
    return ("leader", "drift, a month", *(f"front {front:g}" for front in fronts)), rows


def facts(made: WillingnessRecord) -> Table:
    """What was run."""
    rows: list[tuple[object, ...]] = [
        ("version", made.version),
        ("hash of the model when it was run", f"`{made.model_hash}`"),
        ("seed", made.seed),
        ("campaigns in each world", f"{made.campaigns:,}"),
    ]
    return ("run", ""), rows
