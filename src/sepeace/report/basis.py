"""Sections that say what the answer rests on: assumptions, limits, how it was made."""

from __future__ import annotations

import json

from sepeace.model.parameters import PARAMETERS, Parameter, find
from sepeace.report import again
from sepeace.report.markup import Html, details, items, paragraph, section, table, tag, terms
from sepeace.report.material import AnyMaterial
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import ParameterChange
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import READINGS
from sepeace.shapes import Document
from sepeace.wording.assumed import LUCKS

GROUND = ("ground_slope", "ground_floor", "ground_roof")
"""Parameters that say how far an operation moves the front."""
MEANINGS = {
    "strength": "whether Hitler wants more before he settles in a bad hour (document), feels a loss more "
    "than a gain (prospect), or does neither (rational)",
    "motive": "what Soviet feelers were for",
    "initiative": "who wrote first, after the historian who argued it",
    "frontier": "which old frontier the Soviet side names; words only",
    "disputed": "what to do with contacts of doubtful evidence before the branch",
    "numbers": "whether each campaign draws its parameters from their ranges, or all keep the defaults",
    "valuation": "a form of the model: whether leaders value the war by a drift that wanders, as they learn "
    "it, or as if it stood still",
    "hopes": "a form of the model: whether a leader reads the other's hopes partly off the map, or knows the "
    "other's belief",
}
LIMITS = (
    "Whether a separate peace was possible. There was one war, and it had no settlement; the record cannot "
    "tell a large price of ideology from a great fear, or either from great optimism.",
    "What Stalin wanted. Whether feelers were meant to settle, to press the Allies or to gain time is a "
    "reading, chosen above and never settled by these runs.",
    "Who began. The reported contacts are what destruction, denial and invention have left.",
    "What would have happened. The shares say how often something comes about in campaigns of this model, "
    "under these readings.",
    "How likely the supposition itself was. The runs say what would have followed from it.",
    "Whether a city fell. There are three sectors with one point each.",
    "How a peace would have been lived. The model computes no victims: it has no grounds to, and a number "
    "would pretend otherwise. A demand for persecution is no term that could be traded here.",
)


def assumptions(material: AnyMaterial) -> Html:
    """Readings with their rivals, what was set by hand, and every parameter in a folded table."""
    chosen = material.scenario.assumptions
    rows = [
        (name, value.replace("_", " "), _rivals(name, value), MEANINGS.get(name, ""))
        for name, value in chosen.readings().items()
    ]
    parts: list[object] = [
        paragraph(
            "They hold in both worlds. A dispute among historians is a choice of readings here, and they are "
            "not averaged; a headline number holds under these alone."
        ),
        table("Readings in force", ("dispute", "reading", "rivals", "what it is about"), rows),
        tag("h3", "Parameters that differ from their defaults"),
        _by_hand(chosen),
    ]
    if chosen.switches:
        parts.append(
            paragraph(f"Terms switched off: {', '.join(name.replace('_', ' ') for name in chosen.switches)}.")
        )
    parts.append(_all_parameters(chosen))
    return section("assumptions", *parts)


def _rivals(name: str, value: str) -> str:
    return ", ".join(other.replace("_", " ") for other in READINGS[name] if other != value)


def _by_hand(chosen: Assumptions) -> Html:
    if not chosen.parameters:
        return paragraph("None is set by hand.")
    rows = []
    for name, side, value in chosen.parameters:
        row = find(name, side)
        quantity = row.quantity
        rows.append((row.key, f"{value:g}", f"{quantity.value:g}", quantity.unit, row.meaning))
    return table("Set by hand", ("name", "value", "default", "unit", "meaning"), rows)


def _all_parameters(chosen: Assumptions) -> Html:
    drawn = chosen.numbers == "prior"
    count = sum(row.drawn for row in PARAMETERS)
    rows = []
    for row in PARAMETERS:
        quantity = row.quantity
        low, default, high = (f"{value:g}" for value in (quantity.low, quantity.value, quantity.high))
        own = "yes" if drawn and row.drawn else "no"
        rows.append(
            (row.key, row.symbol or "–", low, default, high, quantity.unit, own, row.meaning, quantity.source)
        )
    heads = ("name", "symbol", "low", "default", "high", "unit", "drawn", "meaning", "source")
    text = f"All {len(PARAMETERS)} parameters"
    if drawn:
        text += f", {count} of them drawn anew in each campaign"
    return details(f"{text} (unfold to read or print)", table("Parameters", heads, rows))


def _in_force(row: Parameter, scenario: Scenario) -> str:
    """A parameter with the value that the runs had, in words."""
    quantity, chosen = row.quantity, scenario.assumptions
    by_hand = {(name, side): value for name, side, value in chosen.parameters}
    unit = "" if quantity.unit == "1" else f" {quantity.unit}"
    if (row.name, row.side) in by_hand:
        value = f"{by_hand[row.name, row.side]:g}{unit}, set by hand"
    elif row.drawn and chosen.numbers == "prior":
        value = f"drawn from {quantity.low:g} to {quantity.high:g}{unit}"
    else:
        value = f"{quantity.value:g}{unit}"
    if row.name in scenario.changed(ParameterChange):
        value += ", changed by the what-if"
    return f"{row.key} ({row.meaning}: {value})"


def limits(material: AnyMaterial) -> Html:
    """What the model cannot say."""
    judged = sum(row.quantity.source == "judgement" for row in PARAMETERS)
    ground = "; ".join(_in_force(find(name), material.scenario) for name in GROUND)
    return section(
        "limits",
        items(LIMITS),
        paragraph(
            "How far a won or lost operation moves the front follows from three parameters of judgement: "
            f"{ground}. Read them with any number about a battle."
        ),
        paragraph(
            f"Of its {len(PARAMETERS)} parameters {judged} are judgement: nobody measured them, and their "
            "ranges say how far a reasonable reader could go. Dates, ground and strengths of the recorded "
            "operations are inputs, so that simulated fronts lie near the recorded ones is no success. The "
            "model was written by people who know how the war ended: hindsight is in its terms."
        ),
        paragraph(
            "A what-if that is told in detail feels more likely than it is, and the chances of many told "
            "ones often add up to more than one (Tetlock and Lebow, American Political Science Review, "
            "2001). Ask for the sum over all of them, with none of these."
        ),
    )


def made(material: AnyMaterial) -> Html:
    """Version, seed, digests, and the command that makes this file again."""
    content = material.with_change.content
    provenance = material.provenance
    rows: list[tuple[object, object]] = [
        ("Command", tag("pre", again.report(material))),
        ("sepeace", content.version),
        ("Seed", str(content.seed)),
        ("Campaigns in each world" if len(material.worlds) > 1 else "Campaigns", f"{content.campaigns:,}"),
        ("Luck", LUCKS[content.given]),
        *((f"Digest, {world.name}", tag("code", world.content.digest)) for world in material.worlds),
        ("Hash of the model's sources", tag("code", provenance.model_hash)),
        ("Computed on", provenance.platform),
        ("Libraries", ", ".join(f"{name} {version}" for name, version in provenance.libraries.items())),
    ]
    return section(
        "made",
        terms(rows),
        paragraph("The same command gives the same numbers, whatever the number of workers."),
        details("Every number as the program gives it (JSON)", tag("pre", _machine(material.content))),
    )


def _machine(content: Document) -> str:
    return json.dumps(content.to_json(), indent=1, allow_nan=False)
