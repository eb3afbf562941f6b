"""The first section of a report: the plain answer, the picture of it, the ladder, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sepeace.figures import bearers, wording
from sepeace.outcomes.rungs import NOT_NESTED, WORDS
from sepeace.report import glossary
from sepeace.report.findings import counted, difference, readings_line, share_of, window_words
from sepeace.report.markup import Html, joined, paragraph, section, table, tag
from sepeace.report.material import Material, shown

NUMBERS = {
    "prior": "each campaign draws its own numbers (prior)",
    "default": "middle values in every campaign (default)",
}
READINGS = {
    "document": "document: the German leader asks for more while he loses",
    "prospect": "prospect: he does not, but shuns a loss more than he seeks a gain",
    "rational": "rational: he does neither",
}
ABOUT_INTERVALS = (
    "The intervals are about the number of campaigns alone: more computing would shrink them to nothing. "
    "Doubt about the numbers and the readings is another matter, and often larger. Where many stand in one "
    "table, one column has intervals wide enough that all of them hold at once (Bonferroni)."
)
WINDOW = (
    "A window is open on a day when the least Germany would accept does not exceed the most the Soviet Union "
    "would cede; it counts when it stays open for a day or more."
)


def plain_box(sentences: Sequence[str]) -> Html:
    """The three sentences that anyone can repeat, and on whom a settlement would have fallen."""
    bears = paragraph(bearers.SHORT, " ", tag("a", "Who bears it", href="#who-bears-it"), class_="small")
    return joined((tag("div", *(paragraph(text) for text in sentences), class_="answer"), bears))


def answer(material: Material) -> Html:
    """The plain answer, figure 1, the ladder, what it hangs on, and the exact form."""
    content = material.content
    rows = []
    for name, label in (("window", "an acceptance window opens"), ("settlement", "a settlement is signed")):
        cells = [share_of(world.content[name]) for world in (material.without, material.with_change)]
        rows.append((label, *cells, difference(content["difference"][name])))
    heads = (
        "share of campaigns, with 95% interval",
        material.without.name,
        material.with_change.name,
        "difference in points",
    )
    said = window_words(material.with_change, material)
    return section(
        "answer",
        plain_box(content["plain"]),
        shown(material.drawn, "windows", material.with_change.batch, said),
        _ladder(content, material),
        _hangs_on(content, material),
        glossary.box(),
        tag("h3", "The exact form"),
        paragraph(glossary.linked(material.comparison.statement)),
        table("Headline numbers", heads, rows),
        readings_line(material),
        paragraph(glossary.linked(f"{WINDOW} {ABOUT_INTERVALS}")),
        counted(material),
    )


def _ladder(content: Mapping[str, Any], material: Material) -> Html:
    rows = [
        (
            WORDS[row["rung"]],
            wording.percent(row["baseline"]),
            wording.percent(row["counterfactual"]),
            difference(row, "difference"),
            wording.points_interval(row["ci95_all_rungs"]),
            _both(row["baseline_given_above"], row["counterfactual_given_above"]),
        )
        for row in content["ladder"]
    ]
    heads = (
        "step",
        material.without.name,
        material.with_change.name,
        "difference in points (95%)",
        "95% for all steps at once",
        "of those that reached the step above",
    )
    caption = glossary.linked("From a wish to a signature: share of all campaigns")
    return joined((table(caption, heads, rows), paragraph(NOT_NESTED, class_="small")))


def _both(without: float | None, with_change: float | None) -> str:
    return "–" if without is None and with_change is None else f"{_pc(without)} → {_pc(with_change)}"


def _pc(value: float | None) -> str:
    return wording.percent(value)


def _hangs_on(content: Mapping[str, Any], material: Material) -> Html:
    rows: list[tuple[object, ...]] = []
    for row in content["numbers"]:
        name = NUMBERS.get(row["numbers"], row["numbers"])
        counted_here = f"{row['campaigns']:,}"
        rows += [
            (name, *_worlds(row, ""), "–", counted_here),
            (f"{name}: 28 days or more in all", *_worlds(row, "_28_days"), "–", counted_here),
        ]
    n = content["numbers"][0]["campaigns"] if content["numbers"] else 0
    rows += [
        (
            READINGS.get(row["strength"], row["strength"]),
            *_worlds(row, ""),
            wording.points_interval(row["ci95_all_readings"]),
            f"{n:,}",
        )
        for row in content["by_reading"]
    ]
    heads = (
        "numbers, or reading",
        material.without.name,
        material.with_change.name,
        "difference in points, 95% for all readings at once",
        "campaigns",
    )
    caption = glossary.linked("What it hangs on: share of campaigns in which a window opens", ("reading",))
    return table(caption, heads, rows)


def _worlds(row: Mapping[str, Any], key: str) -> Iterable[str]:
    return (wording.percent(row[f"{world}{key}"]) for world in ("baseline", "counterfactual"))
