"""The first section of a report: the plain answer, the picture of it, the ladder, and what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from sepeace.documents.compare import CompareDocument
from sepeace.figures import bearers, wording
from sepeace.report import glossary
from sepeace.report.findings import counted, difference, readings_line, share_of, window_words
from sepeace.report.markup import Html, joined, paragraph, section, table, tag
from sepeace.report.material import Material, shown
from sepeace.wording.assumed import NUMBERS_ON_PAGE, STRENGTHS_ON_PAGE
from sepeace.wording.outcomes import NOT_NESTED, RUNGS

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
    one, other, found = content.baseline, content.counterfactual, content.difference
    rows = [
        (
            "an acceptance window opens",
            *(share_of(world.window) for world in (one, other)),
            difference(found.window, found.window.estimate),
        ),
        (
            "a settlement is signed",
            *(share_of(world.settlement) for world in (one, other)),
            difference(found.settlement, found.settlement.estimate),
        ),
    ]
    heads = (
        "share of campaigns, with 95% interval",
        material.without.name,
        material.with_change.name,
        "difference in points",
    )
    said = window_words(material.with_change, material)
    return section(
        "answer",
        plain_box(content.plain),
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


def _ladder(content: CompareDocument, material: Material) -> Html:
    rows = [
        (
            RUNGS[row.rung],
            wording.percent(row.baseline),
            wording.percent(row.counterfactual),
            difference(row, row.difference),
            wording.points_interval(row.ci95_all_rungs),
            _both(row.baseline_given_above, row.counterfactual_given_above),
        )
        for row in content.ladder
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


def _hangs_on(content: CompareDocument, material: Material) -> Html:
    rows: list[tuple[object, ...]] = []
    for row in content.numbers:
        name, campaigns = NUMBERS_ON_PAGE[row.numbers], f"{row.campaigns:,}"
        levels = (wording.percent(row.baseline), wording.percent(row.counterfactual))
        long = (wording.percent(row.baseline_28_days), wording.percent(row.counterfactual_28_days))
        rows += [(name, *levels, "–", campaigns), (f"{name}: 28 days or more in all", *long, "–", campaigns)]
    n = content.numbers[0].campaigns if content.numbers else 0
    rows += [
        (
            STRENGTHS_ON_PAGE[reading.strength],
            wording.percent(reading.baseline),
            wording.percent(reading.counterfactual),
            wording.points_interval(reading.ci95_all_readings),
            f"{n:,}",
        )
        for reading in content.by_reading
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
