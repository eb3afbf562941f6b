"""What only readers of method need: how a difference is shared out, what causation is bounded by, bits."""

from __future__ import annotations

from sepeace.figures import wording
from sepeace.report.markup import Html, items, paragraph, section, tag
from sepeace.report.material import Material
from sepeace.scenario.checks.admissibility import Card, amount, card


def method(material: Material) -> Html:
    """The names and numbers of method that the other sections leave out."""
    parts: list[object] = [
        paragraph("Nothing above needs this section. It says by what rules the numbers there were made.")
    ]
    if material.content.split.ground is not None:
        parts += [tag("h3", "How the difference is shared out"), paragraph(_SHARED_OUT)]
    parts += [tag("h3", "How far the change was needed, and enough"), _worth(material)]
    made = card(material.scenario, material.comparison.counterfactual.luck)
    if made is not None:
        parts += [tag("h3", "How improbable the supposition is"), _improbability(made)]
    return section("method", *parts)


_SHARED_OUT = (
    "The world with the change was run once for every set of the battlefield's ways, with those of the set "
    "taken from the world without the change, campaign by campaign. Shapley's rule shares the difference out "
    "over all orders in which the ways can join; the shares add up to it. Their intervals are those of means "
    "over pairs of campaigns."
)


def _worth(material: Material) -> Html:
    """Necessity and sufficiency as bounds, the value under shared luck, and how the worlds are paired."""
    content = material.content
    lines: list[object] = []
    worth = (
        (
            "Necessity",
            content.necessity,
            "of the change for a window: how likely the window needed it, where both came",
        ),
        (
            "Sufficiency",
            content.sufficiency,
            "of the change for a window: how likely it would bring one, where none came without",
        ),
    )
    for name, bounds, meaning in worth if content.difference.window.shown else ():
        ends = " and ".join(wording.percent(end) for end in bounds.ci95)
        line = (
            f"{name} {meaning}: between {wording.percent(bounds.low)} and {wording.percent(bounds.high)} "
            f"(bounds of Tian and Pearl, 2000; with the doubt of so many campaigns between {ends})."
        )
        if bounds.shared_luck is not None:
            line += (
                f" If luck were shared as these worlds share it, {wording.percent(bounds.shared_luck)}: "
                "that follows from how the model pairs its worlds, and is no fact of the war."
            )
        lines.append(line)
    pairing = content.pairing
    if pairing.first_divergence is not None:
        first = wording.day(pairing.first_divergence)
        lines.append(f"The first day on which the two worlds differ, over all campaigns: {first}.")
    lines.append(f"Campaigns in which nothing ever differs: {wording.percent(pairing.share_never)}.")
    if pairing.correlation is not None:
        lines.append(
            f"Correlation of windows between the worlds, which share their luck: {pairing.correlation:.2f}."
        )
    return items(lines)


def _improbability(made: Card) -> Html:
    """Each chance in nats and bits: minus its logarithm, so that those of independent parts add up."""
    lines: list[object] = [f"{part.what}: {amount(part.nats)}." for part in made.improbability]
    lines.append(f"In sum: {amount(made.nats)}." if made.nats is not None else "In sum: not defined.")
    return items(lines)
