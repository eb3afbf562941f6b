"""What lies between the two lines: the terms of the gap, and the ways by which a change reaches them."""

from __future__ import annotations

from sepeace.kernel.terms import GAP
from sepeace.shapes import Name


class Term(Name):
    """A term of the gap, by its name; declared in ``kernel.terms``."""

    _ignore_ = "term"
    for term in GAP:
        vars()[term.name.upper()] = term.name


TERMS = {Term(term.name): term.label for term in GAP}
"""In tables and figures."""
TERM_CLAUSES = {Term(term.name): term.clause for term in GAP}
"""In sentences."""


class Way(Name):
    """How a change reaches the leaders: four ways of the battlefield, the West, and all others."""

    GROUND = "ground"
    LOSSES = "losses"
    BELIEF = "belief"
    STRENGTH = "strength"
    WEST = "west"
    OTHER = "other"


WAYS = {
    Way.GROUND: "the ground: where the front stands",
    Way.LOSSES: "the losses: what the men lost in battle add to the cost of fighting on",
    Way.BELIEF: "the belief: what leaders learn from how the front moves",
    Way.STRENGTH: "the fortune of arms: the premium asked while it is bad",
    Way.WEST: "the West: its aid, the landing to come, the divisions held there, Stalin's trust",
    Way.OTHER: "other ways: numbers that the change sets itself, dates, roads for messages, the war's end",
}
"""For a reader. The first four are the battlefield's; the first five are of a term only its part."""
WAY_NOTE = (
    "Ways are not terms: a change that sets a number, a date or a road itself acts by other ways, whatever "
    "moves between the lines by it. The cost of fighting on also holds oil and food, which are no losses, "
    "and the divisions in the West. The chains of causes name the term."
)
"""Why ways and chains may name different things for one effect."""
