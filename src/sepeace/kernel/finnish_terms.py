"""The terms between what Finland must have and what the Soviet Union offers her, y_F - x_S.

They add up to it exactly. A term is declared here once, with its words; ``diplomacy.finland`` computes it.
Above 0 a term keeps the two apart. Shares are of Finland's own ruler: 0 occupied or a Soviet republic, .5 the
border of 1940, .6 that of 1939, .75 the line of December 1941, 1 a Greater Finland.
"""

from sepeace.kernel.columns import Columns
from sepeace.kernel.terms import GapTerm

FINNISH: Columns[GapTerm] = Columns()


def _term(name: str, meaning: str, label: str, clause: str) -> int:
    return FINNISH.add(GapTerm(name=name, meaning=meaning, label=label, clause=clause))


PROSPECT = _term(
    "prospect",
    "u_F, the chance that her side wins, by both leaders' beliefs and by her own front",
    "what the war still promises her",
    "what the war still promised her",
)
BEATEN = _term(
    "beaten",
    "what is left to her if she fights on and loses",
    "what a beaten Finland would keep",
    "what a beaten Finland would keep",
)
COST = _term(
    "cost",
    "less the cost of a month times the months she expects to fight",
    "cost of fighting on",
    "the cost of fighting on",
)
FEAR = _term(
    "fear",
    "what the Soviet Union may do to her after the war, whatever is signed",
    "fear of what Moscow does later",
    "fear of what Moscow would do after the war",
)
REPRISAL = _term(
    "reprisal",
    "what Germany may do to her for leaving; a part of it fades as the northern front goes west",
    "fear of a German reprisal",
    "fear of a German reprisal",
)
WARNING = _term(
    "warning",
    "the warning that the occupation of Hungary was, fading from 19 March 1944",
    "the warning of Hungary",
    "the warning that Hungary was",
)
ERROR = _term(
    "error",
    "her error about what the war is worth, an autoregression of a few months",
    "error",
    "an error of judgement",
)
BORDER = _term("border", "less the border offered", "the border offered", "the border offered")
CONCESSION = _term(
    "concession",
    "less the land offered beyond the border of 1940",
    "land offered back",
    "the land offered back",
)
PRICE = _term("price", "damages asked for", "damages asked for", "the damages asked for")
EXPECTED = _term(
    "expected",
    "damages not named and expected",
    "damages not named, but expected",
    "damages that were not named, but expected",
)
PETSAMO = _term("petsamo", "Petsamo given up", "Petsamo", "Petsamo")
PORKKALA = _term("porkkala", "a base at Porkkala", "a base at Porkkala", "a base at Porkkala")
ARMY = _term("army", "the army cut down", "the army cut down", "the cutting down of the army")
HANKO = _term("hanko", "less Hanko given back", "Hanko given back", "Hanko given back")
SURRENDER = _term(
    "surrender",
    "less what a readiness to surrender leaves her, where that is asked",
    "surrender asked for",
    "the surrender asked for",
)

FINNISH_TERMS = len(FINNISH)
CLAUSES = (CONCESSION, PRICE, EXPECTED, PETSAMO, PORKKALA, ARMY, HANKO)
"""Terms that an offer is made of beside its border, in the order of ``World.finn_clause``."""
FINNISH_CLAUSES = len(CLAUSES)
