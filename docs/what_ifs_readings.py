"""Further readings of the pages of the what-ifs: what docs/what_ifs.py asks under each, and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

CAMPAIGNS = 1_000
"""Of each world and reading: the further readings are many, and a page has the default ones at full size."""
FURTHER = ("motive", "initiative", "disputed", "valuation", "hopes")
"""Disputes beside that on strength, which has rows of its own, and the numbers, which have too."""
UNMOVED = (
    "The reading `frontier` is not asked: it names the lines that are offered, and moves neither of the two "
    "that have to meet."
)
FORGED, FREE = "mtsensk_as_source_criticism", "historical"
NOT_ASKED = {
    (FORGED, "disputed"): "what is held to be forged takes place under no reading of the evidence",
    (FREE, "disputed"): "in a war that is free from its first day no contact of the record is replayed",
}
RUNGS_ASKED = ("feeler_delivered", "talks_begun", "window_1_day", "settlement")
SHARES_ASKED = ("settlement", "window")
Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]


def readings(name: str, usual: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Disputes and their readings but the usual ones, as far as they are asked of a scenario."""
    from sepeace.scenario.vocabulary import READINGS

    for dispute in FURTHER:
        if (name, dispute) not in NOT_ASKED:
            yield from ((dispute, word) for word in READINGS[dispute] if word != usual[dispute])


def of_pairs(scenario: Any, campaigns: int, seed: int, workers: int) -> list[dict[str, Any]]:
    """The ladder of a what-if under each further reading; or why it cannot be asked under one."""
    from sepeace.errors import SepeaceError
    from sepeace.runs.compare import compare

    rows = []
    for dispute, word in readings(scenario.name, scenario.assumptions.readings()):
        asked = scenario.with_assumptions({dispute: word})
        row = asked_of(scenario, asked, dispute, word, campaigns)
        try:
            ladder = compare(asked, campaigns, seed, workers, split=False).to_json()["ladder"]
        except SepeaceError as error:
            rows.append({**row, "refused": error.reason})
            continue
        rows.append({**row, "ladder": [rung for rung in ladder if rung["rung"] in RUNGS_ASKED]})
    return rows


def of_batches(scenario: Any, campaigns: int, seed: int, workers: int) -> list[dict[str, Any]]:
    """The war as it was under each further reading, and under those of strength."""
    from sepeace.runs.batch import batch
    from sepeace.scenario.vocabulary import READINGS

    usual = scenario.assumptions.readings()
    strengths = (("strength", word) for word in READINGS["strength"] if word != usual["strength"])
    rows = []
    numbers = (("numbers", word) for word in READINGS["numbers"] if word != usual["numbers"])
    for dispute, word in [*strengths, *numbers, *readings(scenario.name, usual)]:
        asked = scenario.with_assumptions({dispute: word})
        found = batch(asked, campaigns, seed, workers, keep_outcomes=False).to_json()
        row = {key: found[key] for key in (*SHARES_ASKED, "contacts")}
        rows.append({**asked_of(scenario, asked, dispute, word, campaigns), **row})
    return rows


def asked_of(scenario: Any, asked: Any, dispute: str, word: str, campaigns: int) -> dict[str, Any]:
    """First keys of a row; ``numbers`` among them where they are others than the scenario's own."""
    row = {"dispute": dispute, "reading": word, "campaigns": campaigns}
    own, found = (one.assumptions.numbers for one in (scenario, asked))
    return row if dispute == "numbers" or own == found else {**row, "numbers": found}


def not_asked(name: str) -> str:
    """Which disputes are not asked of a scenario, and why."""
    rows = ((dispute, why) for (of, dispute), why in NOT_ASKED.items() if of == name)
    return " ".join([UNMOVED, *(f"Nor is `{dispute}`: {why}." for dispute, why in rows)])


def pairs_told(name: str, run: Mapping[str, Any], table: Table, cells: Callable[..., str]) -> str:
    """The section of a page: a row for each further reading, the default ones first."""
    found = run.get("readings", ())
    if not found:
        return ""
    from sepeace.wording.outcomes import RUNGS, Rung

    usual = [row for row in run["ladder"] if row["rung"] in RUNGS_ASKED]
    rows = [("as above", *(cells(row) for row in usual), f"{run['campaigns']:,}")]
    rows += [
        (_named(row), *(cells(rung) for rung in row["ladder"]), f"{row['campaigns']:,}")
        for row in found
        if "ladder" in row
    ]
    heads = ("reading", *(RUNGS[Rung(row["rung"])] for row in usual), "campaigns")
    refused = [f"Not asked under {_named(row)}: {row['refused']}." for row in found if "refused" in row]
    told = (
        "Each share is that of all campaigns, without the change to with it, and the difference in points "
        "with its 95% interval. The rows of other readings have fewer campaigns, so their intervals are "
        "wider; where no difference is shown, that many campaigns show none."
    )
    parts = [
        "## Under the other readings",
        told,
        table(heads, rows).strip(),
        " ".join([*refused, not_asked(name)]),
    ]
    return "\n\n".join(parts)


def batches_told(run: Mapping[str, Any], table: Table) -> str:
    """The table of the page of the recorded war."""
    heads = (
        *("reading", "terms meet for a day", "95%", "a settlement is signed", "95%"),
        *("Soviet contacts", "German", "mediated", "campaigns"),
    )
    rows = [
        (
            "the default ones" if "dispute" not in row else _named(row),
            *(text for key in ("window", "settlement") for text in _chance(row[key])),
            *(f"{row['contacts'][key]:.1f}" for key in ("soviet", "german", "mediated")),
            f"{row['campaigns']:,}",
        )
        for row in (run, *run["readings"])
    ]
    return table(heads, rows).strip()


def _chance(row: Mapping[str, Any]) -> tuple[str, str]:
    low, high = (100.0 * end for end in row["ci95"])
    return f"{100.0 * row['probability']:.1f}%", f"{low:.1f}% to {high:.1f}%"


def _named(row: Mapping[str, Any]) -> str:
    """A row by its reading. None but the prior stands in for numbers that are not shipped."""
    numbers = f"; numbers: {row['numbers']}" if "numbers" in row else ""
    return f"{row['dispute']}: {row['reading'].replace('_', ' ')}{numbers}"
