"""What lies between the two lines: the terms of the gap, and the ways by which a change reaches them."""

from __future__ import annotations

from sepeace.shapes import Name


class Term(Name):
    """A term of the gap, in the order of ``kernel.fields.TERMS``."""

    OPTIMISM = "optimism"
    COST = "cost"
    PROSPECT = "prospect"
    IDEOLOGY = "ideology"
    STRENGTH = "strength"
    FEAR_GERMANY = "fear_germany"
    FEAR_SOVIET = "fear_soviet"
    PLAN = "plan"
    AID = "aid"
    FATE = "fate"
    CAP = "cap"


TERMS = {
    Term.OPTIMISM: "optimism: each expects too much",
    Term.COST: "costs of fighting on",
    Term.PROSPECT: "losses weigh more than gains",
    Term.IDEOLOGY: "ideological refusal",
    Term.STRENGTH: "premium asked while fortune is bad",
    Term.FEAR_GERMANY: "German fear of Soviet recovery",
    Term.FEAR_SOVIET: "Soviet fear of a second attack",
    Term.PLAN: "own plans to renew the war",
    Term.AID: "western aid for fighting on",
    Term.FATE: "the leader's own survival",
    Term.CAP: "cannot cede what is not yet lost",
}
"""In tables and figures."""
TERM_CLAUSES = {
    Term.OPTIMISM: "what each side still hopes to gain by fighting",
    Term.COST: "the cost of fighting on",
    Term.PROSPECT: "German reluctance to accept a loss",
    Term.IDEOLOGY: "ideology",
    Term.STRENGTH: "the German refusal to settle while the fortune of arms is bad",
    Term.FEAR_GERMANY: "German fear of a Soviet recovery",
    Term.FEAR_SOVIET: "Soviet distrust of a Germany that wages a war of extermination",
    Term.PLAN: "the Soviet hope of a breathing space",
    Term.AID: "the aid the West would add",
    Term.FATE: "what peace would mean for the leaders themselves",
    Term.CAP: "the limit to what can be given up beyond the front",
}
"""In sentences."""


class Way(Name):
    """How a change reaches the leaders: four ways of the battlefield, and all others."""

    GROUND = "ground"
    LOSSES = "losses"
    BELIEF = "belief"
    STRENGTH = "strength"
    OTHER = "other"


WAYS = {
    Way.GROUND: "the ground: where the front stands",
    Way.LOSSES: "the losses: what the men lost in battle add to the cost of fighting on",
    Way.BELIEF: "the belief: what leaders learn from how the front moves",
    Way.STRENGTH: "the fortune of arms: the premium asked while it is bad",
    Way.OTHER: (
        "other ways: numbers that the change sets itself, dates, roads for messages, trust, the war's end"
    ),
}
"""For a reader. The first four are the battlefield's, and of a term only its part."""
WAY_NOTE = (
    "Ways are not terms: a change that sets a number, a date or a road itself acts by other ways, whatever "
    "moves between the lines by it. The cost of fighting on also holds oil, food and divisions, which are "
    "no losses. The chains of causes name the term."
)
"""Why ways and chains may name different things for one effect."""
