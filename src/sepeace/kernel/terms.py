"""The terms of the gap between the two lines, x_min - x_max. They add up to it exactly.

A term is declared here once, with its words; ``leaders.judgement.draw_lines`` computes it. Logs, histograms,
causal paths, sentences, figures, schemas and tables of the documentation follow from this list.
"""

from dataclasses import dataclass

from sepeace.kernel.columns import Column, Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTerm(Column):
    """A term of the gap, in shares of the stake; above 0 it keeps the lines apart.

    Attributes:
        meaning: what it is made of, for a table.
        label: its name in a figure.
        clause: the same name as it stands inside a sentence.
    """

    unit: str = "share"
    label: str
    clause: str


GAP: Columns[GapTerm] = Columns()

OPTIMISM = GAP.add(
    GapTerm(
        name="optimism",
        meaning="Germany's chance to win as Hitler believes, less the same as Stalin believes",
        label="optimism: each expects too much",
        clause="the optimism by which each expects too much",
    )
)
COST = GAP.add(
    GapTerm(
        name="cost",
        meaning="less the cost of a month times the months that each side expects to fight",
        label="costs of fighting on",
        clause="the costs of fighting on",
    )
)
PROSPECT = GAP.add(
    GapTerm(
        name="prospect",
        meaning="Hitler's certainty equivalent less his chance, under the reading `prospect`",
        label="greater weight of losses than of gains",
        clause="the greater weight of losses than of gains",
    )
)
IDEOLOGY = GAP.add(
    GapTerm(
        name="ideology",
        meaning="price of any settlement with this enemy, of both sides",
        label="ideological refusal",
        clause="ideological refusal",
    )
)
STRENGTH = GAP.add(
    GapTerm(
        name="strength",
        meaning="premium that Germany asks while its fortune of arms is bad, under the reading `document`",
        label="premium asked while fortune is bad",
        clause="the premium asked while fortune is bad",
    )
)
FEAR_GERMANY = GAP.add(
    GapTerm(
        name="fear_germany",
        meaning="German price for a Soviet Union that recovers and attacks",
        label="German fear of Soviet recovery",
        clause="the German fear of Soviet recovery",
    )
)
FEAR_SOVIET = GAP.add(
    GapTerm(
        name="fear_soviet",
        meaning="Soviet price for a Germany that attacks again",
        label="Soviet fear of a second attack",
        clause="the Soviet fear of a second attack",
    )
)
PLAN = GAP.add(
    GapTerm(
        name="plan",
        meaning="less what a pause is worth to a side that means to renew the war",
        label="own plans to renew the war",
        clause="own plans to renew the war",
    )
)
AID = GAP.add(
    GapTerm(
        name="aid",
        meaning="what western aid for fighting on is worth to the Soviet side",
        label="western aid for fighting on",
        clause="western aid for fighting on",
    )
)
FATE = GAP.add(
    GapTerm(
        name="fate",
        meaning="less what a settlement does for a leader's own survival",
        label="the leader's own survival",
        clause="the leader's own survival",
    )
)
CAP = GAP.add(
    GapTerm(
        name="cap",
        meaning="what Stalin would give and does not hold: his line ends a margin beyond the front",
        label="bar on ceding what is not yet lost",
        clause="the bar on ceding what is not yet lost",
    )
)
DISTRUST = GAP.add(
    GapTerm(
        name="distrust",
        meaning="what the Soviet side gives less to a leader whose signature nobody has tried",
        label="Soviet distrust of a new German leader",
        clause="Soviet distrust of a new German leader",
    )
)

HOPE = GAP.add(
    GapTerm(
        name="hope",
        meaning="what Hitler hopes to win back should the coalition part, from the day on which he says so",
        label="waiting for the coalition to part",
        clause="waiting for the coalition to part",
    )
)

COUNT = len(GAP)
