"""Sections that say what the runs found: the question, the windows, the outcomes."""

from __future__ import annotations

from sepeace.documents.batch import Chance
from sepeace.documents.compare import OperationsKept, PairedDifference, RungOfPair, UnderReading
from sepeace.figures import wording
from sepeace.report import contacts
from sepeace.report.markup import Html, items, paragraph, section, table, tag, terms
from sepeace.report.material import AnyMaterial, Material, ReportedWorld, shown
from sepeace.scenario.timeline import held_lines, timeline
from sepeace.wording.assumed import Luck
from sepeace.wording.outcomes import ENDINGS, Ending


def readings_line(material: AnyMaterial) -> Html:
    """The readings, to stand beside each headline number."""
    batch = material.with_change.batch
    made = wording.made(batch.campaigns, batch.seed, batch.luck)
    return paragraph(f"Readings: {wording.under(material.scenario.assumptions)}. {made}.", class_="readings")


def question(material: Material) -> Html:
    """What is asked, what is supposed, and where the two worlds part."""
    scenario = material.scenario
    rows: list[tuple[object, object]] = [("Supposed", scenario.antecedent)]
    if scenario.branch is not None:
        rows.append(("The worlds may part on", wording.day(scenario.branch)))
    changed = [row for row in timeline(scenario) if row.changed]
    rows += [
        ("Changed", f"{wording.day(row.date)}: {row.text}" + (f" (recorded: {row.was})" if row.was else ""))
        for row in changed
    ]
    given = material.with_change.content.given
    rows.append(("Held and drawn", " ".join(held_lines(scenario, given))))
    parts: list[object] = [paragraph(scenario.question, class_="question"), terms(rows)]
    if scenario.sources:
        parts += [tag("h3", "Sources of the supposition"), items(scenario.sources)]
    return section("question", *parts)


def share_of(found: Chance) -> str:
    """A share with its interval."""
    return f"{wording.percent(found.probability)} ({wording.percent_interval(found.ci95)})"


def difference(found: PairedDifference | RungOfPair | UnderReading | OperationsKept, value: float) -> str:
    """A difference in points with its interval; in place of one that is not shown, what would show it."""
    interval = wording.points_interval(found.ci95)
    if found.shown:
        return f"{wording.points(value)} ({interval})"
    if found.needed is None:
        return f"not shown ({interval})"
    return f"not shown ({interval}); about {found.needed:,} campaigns would show it"


def counted(material: AnyMaterial) -> Html:
    """Which campaigns count."""
    lines: list[object] = []
    for world in material.worlds:
        if world.content.failed:
            lines.append(
                f"Campaigns that failed and are not counted ({world.name}): {world.content.failed:,}."
            )
    arose = material.with_change.content.antecedent_arose
    if material.scenario.changes:
        lines.append(
            f"What is supposed was possible in {wording.percent(arose)} of the campaigns; "
            "no other is counted."
        )
    return items(lines) if lines else Html()


def windows(material: Material) -> Html:
    """Figure 1 for both worlds, and what to see in it."""
    parts: list[object] = [
        paragraph(
            "Time runs across. Up is east: the height is the share of the stake that falls to Germany. "
            "Germany accepts what lies above its line, the Soviet Union what lies below its own. Only "
            "where the German line lies below the Soviet one is there a line on the map that both would "
            "take. Named lines help to read the height."
        )
    ]
    for world in (material.without, material.with_change):
        parts.append(tag("h3", world.name.capitalize()))
        if world is material.without:
            parts.append(shown(material.drawn, "windows", world.batch, window_words(world, material)))
        else:
            parts.append(paragraph("The figure stands in ", tag("a", "the answer", href="#answer"), "."))
        parts.append(paragraph(window_words(world, material)))
    parts += _before_the_branch(material)
    parts.append(contacts.beside_the_record(material))
    return section("windows", *parts)


def _before_the_branch(material: Material) -> list[Html]:
    """What a reader sees in the figures left of the branch, and why it is not counted."""
    branch = material.scenario.branch
    found = material.with_change.anatomy["open"]
    before = [
        (float(v), day) for v, day in zip(found.values, found.days, strict=True) if branch and day < branch
    ]
    if not before or material.content.counterfactual.given != Luck.BRANCH:
        return []
    most, when = max(before)
    return [
        paragraph(
            "Left of the branch both worlds follow the record, and campaigns differ only in the numbers they "
            f"drew. There a window stands open in up to {wording.percent(most)} of them, most about "
            f"{wording.day(when)}: doubt about those numbers, not part of the answer, which counts from the "
            "branch on."
        )
    ]


def window_words(world: ReportedWorld, material: AnyMaterial) -> str:
    """How often a window opens in a world, and when the lines come nearest."""
    found = world.content.window
    week = world.nearest(material.scenario.branch)
    gap = world.anatomy["gap"]
    open_share = world.anatomy["open"]
    text = (
        f"A window opens in {wording.percent(found.probability)} of the campaigns "
        f"(95% interval {wording.percent_interval(found.ci95)}). "
    )
    if found.median_days is not None:
        text += (
            f"Where one does, it opens first about {wording.day(found.median_first_date)} and is open for "
            f"{found.median_days:.0f} days in all (medians). "
        )
    return text + (
        f"The two lines come nearest about {wording.day(gap.days[week])}: on average {gap.values[week]:.2f} "
        f"of the stake apart, with a window open in {wording.percent(float(open_share.values[week]))} of the "
        "campaigns at war."
    )


def outcomes(material: Material) -> Html:
    """Figure 2 and the table behind it, with what happened in 1941-45."""
    from sepeace.record import load

    end = load().event("capitulation").date
    worlds = (material.without, material.with_change)
    rows: list[tuple[object, ...]] = [
        ("a window opens", *(share_of(world.content.window) for world in worlds), "cannot be observed"),
        ("a settlement is signed", *(share_of(world.content.settlement) for world in worlds), "none"),
        (
            "date of the settlement, median",
            *(wording.day(world.content.settlement.median_date) for world in worlds),
            "–",
        ),
    ]
    endings = [world.content.endings.shares() for world in worlds]
    for ending in endings[0]:
        happened = f"so it was: {wording.day(end)}" if ending == Ending.SOVIET_VICTORY else "–"
        shares = (wording.percent(found[ending]) for found in endings)
        rows.append((f"ending: {ENDINGS[ending]}", *shares, happened))
    heads = ("outcome", worlds[0].name, worlds[1].name, "what happened")
    summary = "; ".join(
        f"{world.name}: window {wording.percent(world.content.window.probability)}, settlement "
        f"{wording.percent(world.content.settlement.probability)}"
        for world in worlds
    )
    return section(
        "outcomes",
        shown(
            material.drawn, "outcomes", material.comparison, f"Shares of campaigns with intervals. {summary}."
        ),
        table("What came of the campaigns", heads, rows),
        readings_line(material),
        paragraph(
            "The recorded war is one war. That it ended as it did does not make its ending certain, and "
            "that an ending is common here does not make it likely: the shares are of campaigns of this "
            "model."
        ),
    )
