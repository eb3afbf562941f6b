"""Where the effect comes from: ways, readings, and the chains of causes."""

from __future__ import annotations

from sepeace.documents.compare import CompareDocument
from sepeace.figures import wording
from sepeace.outcomes.causal_paths import grouped
from sepeace.report.findings import difference, readings_line
from sepeace.report.markup import Html, items, joined, paragraph, section, table, tag
from sepeace.report.material import Material
from sepeace.wording.gap import WAY_NOTE, WAYS


def causes(material: Material) -> Html:
    """Through which ways, under which readings, and by which chains a change has its effect."""
    content = material.content
    parts: list[object] = [_channels(content)]
    if material.comparison.moved is not None:
        parts.append(paragraph(" ".join(material.comparison.moved.sentences())))
    parts += [_by_reading(content), tag("h3", "The chains of causes"), _chains(content)]
    parts.append(readings_line(material))
    return section("causes", *parts)


def _channels(content: CompareDocument) -> Html:
    """The split of both differences; nothing is said of a difference that is not shown."""
    if content.split.ground is None:
        return paragraph(
            "Where the effect comes from was not traced in this comparison: that takes a model that is "
            "compiled, or the option --split."
        )
    found = (content.difference.window, content.difference.settlement)
    if not any(one.shown for one in found):
        return paragraph(
            "These campaigns show no difference between the worlds, so there is nothing to be shared out."
        )
    splits = (
        (content.split.parts(), content.split_ci95.parts()),
        (content.settlement_split.parts(), content.settlement_split_ci95.parts()),
    )
    rows: list[tuple[object, ...]] = []
    for way, title in WAYS.items():
        cells = [
            f"{wording.points(values[way])} ({wording.points_interval(ends[way])})" if one.shown else "–"
            for one, (values, ends) in zip(found, splits, strict=True)
        ]
        rows.append((title, *cells))
    rows.append(("the difference: the sum", *(difference(one, one.estimate) for one in found)))
    told = paragraph(
        "Each way of the battlefield was taken from the world without the change, alone and with the "
        "others, campaign by campaign. The shares add up to the difference; by what rule is told for readers "
        "of method."
    )
    heads = ("way, points with 95% interval", "windows", "settlements")
    split = table("The difference between the worlds, by the way it comes", heads, rows)
    return joined((told, split, paragraph(WAY_NOTE)))


def _by_reading(content: CompareDocument) -> Html:
    """The windows' difference under each reading of strength."""
    rows = [
        (f"strength {row.strength}", difference(row, row.window_difference)) for row in content.by_reading
    ]
    if content.operations_kept is not None:
        told = difference(content.operations_kept, content.operations_kept.window_difference)
        rows.append(("if no operation were called off in either world", told))
    if not rows:
        return Html("")
    heads = ("asked again with the same luck", "points, with 95% interval")
    return table("The difference of windows under other assumptions", heads, rows)


def _chains(content: CompareDocument) -> Html:
    """The commonest chains, under what became of the window."""
    parts: list[object] = [
        paragraph(
            "Campaign by campaign, the two worlds share their luck. Shares of windows that would, or would "
            "not, have opened hold for that coupling, which is the model's."
        )
    ]
    for window, part, told in grouped(content.chains):
        lines = [f"In {wording.percent(share)} of these: {steps}." for share, steps in told]
        parts += [paragraph(f"In {wording.percent(part)} of campaigns {window}."), items(lines)]
    if not content.chains:
        parts = [paragraph("No chain is common enough to be told.")]
    return joined(parts)
