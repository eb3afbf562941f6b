"""Sections that say why: barriers and anatomy, willingness, who bears it, one campaign told."""

from __future__ import annotations

from datetime import date

from sepeace.figures import bearers, wording
from sepeace.report import again, story
from sepeace.report.findings import readings_line
from sepeace.report.markup import Html, joined, paragraph, section, table, tag, terms
from sepeace.report.material import AnyMaterial, Material, ReportedWorld, shown
from sepeace.wording.gap import TERMS, Term
from sepeace.wording.outcomes import BARRIERS, Barrier


def why_not(material: AnyMaterial) -> Html:
    """The barriers in words and numbers, and the terms of the gap on the day the lines came nearest."""
    worlds = material.worlds
    parts: list[object] = []
    for world in worlds:
        barriers = world.content.barriers.shares()
        ranked = sorted((name for name in barriers if barriers[name] > 0.0), key=lambda name: -barriers[name])
        if not ranked:
            continue
        causes = "; ".join(f"{BARRIERS[name]} ({wording.percent(barriers[name])})" for name in ranked)
        parts.append(
            paragraph(
                tag("strong", f"{world.name.capitalize()}. "),
                "Of the campaigns without a settlement, what stopped the attempt that got furthest: "
                f"{causes}.",
            )
        )
    barriers_of = [world.content.barriers.shares() for world in worlds]
    rows = [
        (
            BARRIERS[name],
            *(wording.percent(shares[name]) for shares in barriers_of),
        )
        for name in Barrier
    ]
    heads = ("barrier", *(world.name for world in worlds))
    parts.append(
        table(
            "What stopped the attempt that got furthest, share of campaigns without a settlement", heads, rows
        )
    )
    parts.append(
        paragraph(
            "Each campaign counts once, by the attempt that got furthest, and by the latest of those that "
            "got as far. So a campaign whose window stood open in one year can count by an attempt of 1944 "
            "that failed on its terms."
        )
    )
    parts.append(readings_line(material))
    parts += [tag("h3", "What kept the lines apart"), paragraph(_largest(material.with_change, material))]
    parts.append(
        shown(material.drawn, "anatomy", material.with_change.batch, _largest(material.with_change, material))
    )
    parts.append(_terms(material))
    return section("why-not", *parts)


def _largest(world: ReportedWorld, material: AnyMaterial) -> str:
    """The nearest day and what pushed most, and what drew most, on it."""
    week = world.nearest(material.scenario.branch)
    found = world.terms_at(week)
    apart = sorted((name for name in found if found[name] > 0.0), key=lambda name: -found[name])[:3]
    near = sorted((name for name in found if found[name] < 0.0), key=lambda name: found[name])[:2]
    pushed = ", ".join(f"{TERMS[name]} ({_signed(found[name])})" for name in apart) or "nothing"
    drew = ", ".join(f"{TERMS[name]} ({_signed(found[name])})" for name in near) or "nothing"
    gap = world.anatomy["gap"]
    return (
        f"The lines came nearest about {wording.day(gap.days[week])}, when the mean gap was "
        f"{_signed(float(gap.values[week]))} of the stake. What pushed them apart most: {pushed}. What drew "
        f"them together: {drew}."
    )


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _terms(material: AnyMaterial) -> Html:
    worlds = material.worlds
    weeks = [world.nearest(material.scenario.branch) for world in worlds]
    columns = [world.terms_at(week) for world, week in zip(worlds, weeks, strict=True)]
    names = [name for name in Term if any(name in column for column in columns)]
    rows = [(TERMS[name], *(_signed(column.get(name, 0.0)) for column in columns)) for name in names]
    gaps = (float(world.anatomy["gap"].values[week]) for world, week in zip(worlds, weeks, strict=True))
    rows.append(("gap between the lines: the sum", *(_signed(gap) for gap in gaps)))
    days = (wording.day(world.anatomy["gap"].days[week]) for world, week in zip(worlds, weeks, strict=True))
    heads = (
        "term, share of the stake",
        *(f"{world.name}, {day}" for world, day in zip(worlds, days, strict=True)),
    )
    return table("The gap on the day the lines came nearest, mean over the campaigns at war", heads, rows)


def willingness(material: AnyMaterial) -> Html:
    """Figure 3, and the same numbers at each turn of the year."""
    world = material.with_change
    german, soviet = world.bands["willingness_germany"], world.bands["willingness_soviet"]
    rows = []
    for week in _turns(german.days):
        cells = (
            f"{wording.percent(float(band.q50[week]))} ({wording.percent(float(band.q25[week]))} to "
            f"{wording.percent(float(band.q75[week]))})"
            for band in (german, soviet)
        )
        rows.append((wording.day(german.days[week]), *cells))
    heads = ("date", "German leadership model", "Soviet leadership model")
    return section(
        "willingness",
        paragraph(
            "Willingness is to talk, not to sign. A leader talks when he expects better terms than his own "
            "line, and he may expect wrongly: he does not see the other's refusals and fears. At one half "
            "he is as likely to talk as not."
        ),
        shown(
            material.drawn,
            "willingness",
            world.batch,
            "Two paths over time, one for each leadership model; the table below has their numbers.",
        ),
        table(
            f"Willingness to talk, {world.name}: median and middle half of the campaigns at war", heads, rows
        ),
        readings_line(material),
    )


def _turns(days: tuple[date, ...]) -> list[int]:
    """The first week, and the first of each half-year."""
    halves: dict[tuple[int, bool], int] = {}
    for week, day in enumerate(days):
        halves.setdefault((day.year, day.month > 6), week)
    return list(halves.values())


def who_bears_it(material: AnyMaterial) -> Html:
    """Always there: on whom a settlement falls, and how many lived west of each line before the war."""
    from sepeace.record import load

    sure = {row.line: row.confidence for row in load().line_scalars}
    groups = terms(
        (row.group, joined((row.text, tag("span", f" ({row.source}.)", class_="small")), ""))
        for row in bearers.BEARERS
    )
    rows = [
        (
            row.line.title,
            f"{row.line.share:.2f}",
            f"{row.middle:.0f} ({bearers.millions(row)})" if row.high >= 0.5 else "–",
            f"{row.poland:.0f}",
            f"{row.elsewhere:.0f}",
            bearers.PEOPLE_OF[row.line.id],
            sure[row.line.id],
        )
        for row in bearers.behind(material.ruler)
    ]
    heads = (
        "line",
        "share of the stake",
        "Soviet Union of June 1941 (range)",
        "rest of pre-war Poland, never under Soviet rule",
        "other occupied countries",
        "who is counted",
        "confidence",
    )
    return section(
        "who-bears-it",
        tag(
            "div",
            paragraph(
                "A share of the stake is an abstraction. Behind it is a war of extermination: a war "
                "planned and fought to murder and to starve. Every settlement in these runs falls on "
                "people who were not asked."
            ),
            groups,
            class_="bears",
        ),
        table("Who lived west of each line before the war, in millions", heads, rows),
        paragraph(bearers.farther_west(bearers.behind(material.ruler))),
        paragraph(f"Sources of these numbers: {bearers.sources()}.", class_="small"),
        *(_settlements(world, material) for world in material.worlds),
    )


def _settlements(world: ReportedWorld, material: AnyMaterial) -> Html:
    """What lines the settlements of a world drew, and who lived behind the middle one."""
    shares = sorted(
        row["share"]
        for row in world.batch.outcomes.to_pylist()
        if row["settled"] and not row["failed"] and row["antecedent_arose"]
    )
    name = tag("strong", f"{world.name.capitalize()}. ")
    if not shares:
        return paragraph(name, "No campaign ended in a settlement.")
    share = shares[(len(shares) - 1) // 2]
    return paragraph(
        name,
        f"Settlements signed: {len(shares):,}. Their middle line gives Germany a share of {share:.2f}: "
        f"{_between(share, material)}. In brackets stand the millions who lived west of a line before the "
        "war.",
    )


def _between(share: float, material: AnyMaterial) -> str:
    """The named lines on both sides of a share, with the people behind each."""
    names = {
        row.line.id: f"the {row.line.title} ({bearers.millions(row)})"
        for row in bearers.behind(material.ruler)
    }
    west, east = material.ruler.beside(share)
    if west is None:
        assert east is not None
        return f"west of {names[east.id]}"
    if east is None:
        return f"at or beyond {names[west.id]}"
    return f"between {names[west.id]} and {names[east.id]}"


def one_campaign(material: Material) -> Html:
    """One typical campaign in a dozen events."""
    events = story.chosen(material.run)
    content = material.with_change.content
    number = material.run.campaign
    return section(
        "one-campaign",
        paragraph(
            f"This is campaign {number} of the what-if: of the commonest ending and barrier, and in the "
            f"middle by the number of feelers. It is one of {content.campaigns:,}, and it happened "
            f"nowhere. Told are {len(events)} of its {len(material.run.events)} events, from the branch on."
        ),
        tag("h3", "From the change to what became of it"),
        story.chain(material.pair),
        tag("h3", "The campaign in the what-if"),
        story.told(material.run, events),
        paragraph("All of it, beside the world without the change: ", tag("code", again.run(material))),
    )
