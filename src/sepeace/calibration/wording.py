"""The page on the fit of the battles: every table and every sentence with a number, written from the fits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sepeace.calibration.battle import NAMES, Hindcast, ScoreFit, Skill
from sepeace.calibration.codes import Apart
from sepeace.calibration.table import Shipped, correlations

WAYS = {
    "equation": "the score equation",
    "success": "every attack succeeds",
    "frequencies": "training frequencies of the codes",
}
MANY_CODES = 4.0
"""A set with more codes than this, of six, is said to rule out little."""
Table = tuple[Sequence[str], Sequence[Sequence[object]]]


def markdown(table: Table) -> str:
    """A table as the pages have it."""
    heads, rows = table
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += [("| " + " | ".join(str(cell) for cell in row) + " |").replace("| -", "| −") for row in rows]
    return "\n".join(lines)


def with_blocks(page: str, blocks: Mapping[str, str]) -> str:
    """A page with what stands between its marks put anew.

    Raises:
        ValueError: a block has no place, or two.
    """
    for name, text in blocks.items():
        mark = re.compile(rf"(<!-- begin: {name} -->\n).*?(<!-- end: {name} -->)", re.DOTALL)
        if len(mark.findall(page)) != 1:
            raise ValueError(f"the page must have one place for the block {name}")
        page = mark.sub(lambda found, text=text: f"{found[1]}\n{text}\n\n{found[2]}", page)  # type: ignore[misc]
    return page


def codings(pairs: Sequence[Apart]) -> Table:
    """How far the codings lie apart."""
    heads = ("codings", "battles", "same score", "mean distance", "root mean square", "second less first")
    return heads, [
        (
            f"{row.one}, {row.other}",
            row.compared,
            f"{row.equal} ({row.equal / row.compared:.0%})",
            f"{row.mean_absolute:.2f}",
            f"{row.root_mean_square:.2f}",
            f"{row.mean_difference:+.2f}",
        )
        for row in pairs
    ]


def fits(
    found: Sequence[ScoreFit],
    trained: Sequence[ScoreFit],
    points: Mapping[str, tuple[Sequence[float], Sequence[float]]],
) -> Table:
    """Every fit: on all battles, on those begun before 1943, and least squares for comparison."""
    heads = ("fit", "coding", "battles", *(f"`{name}`" for name in NAMES), "effective draws")
    rows: list[Sequence[object]] = []
    for what, several in (("all battles", found), ("1941-42 alone", trained)):
        for fit in several:
            cells = [f"{mean:.2f} ± {sd:.2f}" for mean, sd in zip(fit.mean, fit.sd, strict=True)]
            rows.append(
                (what, fit.coding, fit.battles, *cells, f"{round(fit.effective, -2):,.0f} of {fit.draws:,}")
            )
    for coding, (values, sds) in points.items():
        cells = [f"{value:.2f} ± {sd:.2f}" for value, sd in zip(values, sds, strict=False)]
        battles = next(fit.battles for fit in found if fit.coding == coding)
        what = "all battles, least squares on codes as points"
        rows.append((what, coding, battles, *cells, f"{values[3]:.2f}", "–"))
    return heads, rows


def prediction(hindcasts: Sequence[Hindcast]) -> Table:
    """Skill on the battles of 1943-45."""
    heads = ("coding", "what predicts", "rmse", "log score a battle", "the equation is better by (± se)")
    return heads, [
        (
            one.coding,
            WAYS[skill.name],
            f"{skill.rmse:.2f}",
            f"{skill.log_score:.2f}",
            "–" if skill.name == "equation" else f"{skill.behind:+.2f} ± {skill.behind_se:.2f}",
        )
        for one in hindcasts
        for skill in one.skills
    ]


def verdict(hindcasts: Sequence[Hindcast]) -> str:
    """What the predictions show, in words that follow from the numbers."""
    adopted = hindcasts[0]
    words = [
        f"Trained on {adopted.fit.battles} battles begun before 1943, the equation predicts the scores of "
        f"the {adopted.tested} later ones."
    ]
    for name in ("success", "frequencies"):
        rmses = [(one.skill("equation").rmse, one.skill(name).rmse) for one in hindcasts]
        better = sum(own < other for own, other in rmses)
        words.append(
            f'By rmse it is better than "{WAYS[name]}" in {better} of {len(hindcasts)} codings; by log score '
            f"{_log(hindcasts, name)}."
        )
    sets = ", ".join(f"{one.covered:.0%}" for one in hindcasts)
    sizes = ", ".join(f"{one.codes_in_set:.1f}" for one in hindcasts)
    little = all(one.codes_in_set > MANY_CODES for one in hindcasts)
    words.append(
        f"The smallest set of codes to which it gives 90% holds the code that came in {sets} of battles (one "
        f"figure a coding) and has {sizes} of the six codes in it{': it rules out little' if little else ''}."
    )
    return " ".join(words)


def _log(hindcasts: Sequence[Hindcast], name: str) -> str:
    """Whether the equation's log score is surely better, surely worse, or neither, over codings."""
    sides = [_side(one.skill(name)) for one in hindcasts]
    if all(side > 0 for side in sides):
        return "it is better in every coding"
    if all(side < 0 for side in sides):
        return "it is worse in every coding"
    if not any(sides):
        return "it cannot be told from it in any coding (the difference is within two standard errors)"
    return (
        f"it is surely better in {sides.count(1)}, surely worse in {sides.count(-1)} and cannot be told from "
        f"it in {sides.count(0)}"
    )


def _side(skill: Skill) -> int:
    if abs(skill.behind) <= 2.0 * skill.behind_se:
        return 0
    return 1 if skill.behind > 0.0 else -1


def shipped(rows: Sequence[Shipped], fit: ScoreFit) -> Table:
    """What goes into the table of parameters, and the correlations."""
    told: list[Sequence[object]] = [
        (f"`{row.key}`", f"{row.default:g}", f"{row.low:g} to {row.high:g}") for row in rows
    ]
    told += [
        (f"correlation {one}, {other}", f"{value:g}", "–")
        for (one, other), value in correlations(fit).items()
    ]
    return ("number", "default", "range"), told


def identified(fit: ScoreFit, prior_sd: Sequence[float]) -> str:
    """How much of the prior's spread is left, and what that leaves open."""
    left = [sd / prior for sd, prior in zip(fit.sd[:3], prior_sd, strict=False)]
    ratio = fit.mean[1] / fit.sd[1]
    surely = "keeps clear of 0" if ratio > 2.0 else "does not keep clear of 0"
    return (
        f"Of the spread of the priors the {fit.battles} battles leave {left[0]:.0%}, {left[1]:.0%} and "
        f"{left[2]:.0%} (`score_base`, `force_advantage`, `quality_trend`). The gain from the force ratio"
        f" lies {ratio:.1f} standard deviations above 0: it {surely} by two of them."
    )
