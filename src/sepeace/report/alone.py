"""The report of one world: the recorded war without a change."""

from __future__ import annotations

from sepeace.documents.batch import BatchDocument
from sepeace.figures import wording
from sepeace.report import basis, glossary, reasons
from sepeace.report.answer import ABOUT_INTERVALS, WINDOW, plain_box
from sepeace.report.findings import counted, readings_line, share_of, window_words
from sepeace.report.markup import Html, joined, paragraph, section, table, terms
from sepeace.report.material import Alone, shown
from sepeace.scenario.timeline import held_lines
from sepeace.wording.assumed import NUMBERS_ON_PAGE
from sepeace.wording.outcomes import ENDINGS, NOT_NESTED, RUNGS, Ending


def sections(material: Alone) -> tuple[Html, ...]:
    """The sections in their order."""
    return (
        _answer(material),
        _question(material),
        _outcomes(material),
        reasons.why_not(material),
        reasons.willingness(material),
        reasons.who_bears_it(material),
        basis.assumptions(material),
        basis.limits(material),
        basis.made(material),
    )


def _answer(material: Alone) -> Html:
    world, content = material.with_change, material.content
    said = window_words(world, material)
    return section(
        "answer",
        plain_box(content.plain),
        shown(material.drawn, "windows", world.batch, said),
        _ladder(content),
        _hangs_on(content),
        glossary.box(),
        paragraph(glossary.linked(said)),
        readings_line(material),
        paragraph(glossary.linked(f"{WINDOW} {ABOUT_INTERVALS}")),
        counted(material),
    )


def _ladder(content: BatchDocument) -> Html:
    rows = [
        (
            RUNGS[row.rung],
            f"{wording.percent(row.value)} ({wording.percent_interval(row.ci95)})",
            wording.percent_interval(row.ci95_all_rungs),
            wording.percent(row.given_above),
        )
        for row in content.ladder
    ]
    heads = ("step", "share (95%)", "95% for all steps at once", "of those that reached the step above")
    caption = glossary.linked("From a wish to a signature: share of all campaigns")
    return joined((table(caption, heads, rows), paragraph(NOT_NESTED, class_="small")))


def _hangs_on(content: BatchDocument) -> Html:
    rows = [
        (
            NUMBERS_ON_PAGE[row.numbers],
            f"{wording.percent(row.window)} ({wording.percent_interval(row.window_ci95)})",
            wording.percent(row.window_28_days),
            wording.percent(row.settlement),
            f"{row.campaigns:,}",
        )
        for row in content.numbers
    ]
    heads = ("numbers", "a window opens", "28 days or more in all", "a settlement", "campaigns")
    return table(glossary.linked("What it hangs on: share of campaigns"), heads, rows)


def _question(material: Alone) -> Html:
    scenario = material.scenario
    rows = [("Held and drawn", " ".join(held_lines(scenario, material.content.given)))]
    return section("question", paragraph(scenario.question, class_="question"), terms(rows))


def _outcomes(material: Alone) -> Html:
    """How the campaigns ended, beside what happened."""
    from sepeace.record import load

    end, content = load().event("capitulation").date, material.content
    rows: list[tuple[object, ...]] = [
        ("a window opens", share_of(content.window), "cannot be observed"),
        ("a settlement is signed", share_of(content.settlement), "none"),
        ("date of the settlement, median", wording.day(content.settlement.median_date), "–"),
    ]
    for key, part in content.endings.shares().items():
        happened = f"so it was: {wording.day(end)}" if key == Ending.SOVIET_VICTORY else "–"
        rows.append((f"ending: {ENDINGS[key]}", wording.percent(part), happened))
    return section(
        "outcomes",
        table("What came of the campaigns", ("outcome", "share of campaigns", "what happened"), rows),
        readings_line(material),
        paragraph(
            "The recorded war is one war. That it ended as it did does not make its ending certain, and "
            "that an ending is common here does not make it likely: the shares are of campaigns of this "
            "model."
        ),
    )
