"""The admissibility card: what the what-if rewrites, how improbable that is, what is left to judge."""

from __future__ import annotations

from sepeace.report.markup import Html, items, joined, paragraph, section, tag
from sepeace.report.material import Material
from sepeace.scenario.checks.admissibility import card, card_lines


def admissibility(material: Material) -> Html:
    """The card after Tetlock and Belkin (1996); what only a reader can judge stays a question."""
    made = card(material.scenario, material.comparison.counterfactual.luck)
    if made is None:
        return section("card", paragraph("Nothing is supposed, so there is nothing to admit."))
    told = paragraph(
        "The headings follow Tetlock and Belkin, Counterfactual Thought Experiments in World Politics, 1996. "
        "The last one is for the reader: no program can answer it."
    )
    parts = [
        joined((tag("h3", title), items(line.strip() for line in lines)))
        for title, lines in card_lines(made, plain=True)
    ]
    return section("card", told, *parts)
