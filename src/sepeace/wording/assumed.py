"""What is held fixed in a run: its luck, its numbers, and the reading of strength."""

from __future__ import annotations

from sepeace.shapes import Name


class Luck(Name):
    """What the luck of a run is held to."""

    FREE = "free"
    BRANCH = "branch"
    AS_IT_FELL = "as_it_fell"


LUCKS = {
    Luck.FREE: "every outcome drawn anew",
    Luck.BRANCH: "held to the record until the branch",
    Luck.AS_IT_FELL: "as it fell",
}

NUMBERS_ON_TERMINAL = {
    "posterior": "numbers weighed by the recorded feelers (posterior)",
    "prior": "numbers drawn in each campaign (prior)",
    "default": "every number at its default",
}
NUMBERS_ON_PAGE = {
    "posterior": "each campaign has numbers weighed by the recorded feelers (posterior)",
    "prior": "each campaign draws its own numbers (prior)",
    "default": "middle values in every campaign (default)",
}
NUMBERS_IN_STATEMENT = {
    "posterior": "With numbers weighed by the recorded feelers",
    "prior": "With numbers drawn from their ranges in each campaign",
    "default": "With every number at its default",
}

PREMIUMS = {
    "own": "(his own share of Hitler's premium) in",
    "none": "without any of that premium in",
    "full": "with all of it in",
}
"""How much of Hitler's premium another leader asks, in the exact form."""
PREMIUMS_IN_TABLE = {
    "own": "its own share of Hitler's premium",
    "none": "none of Hitler's premium",
    "full": "all of Hitler's premium",
}

STRENGTHS_ON_TERMINAL = {
    "document": "the German leader asks for more while he loses (document)",
    "prospect": "he does not, but shuns losses (prospect)",
    "rational": "he does neither (rational)",
}
STRENGTHS_ON_PAGE = {
    "document": "document: the German leader asks for more while he loses",
    "prospect": "prospect: he does not, but shuns a loss more than he seeks a gain",
    "rational": "rational: he does neither",
}
STRENGTHS_SUPPOSED = {
    "document": "asked for more while he was losing, as the source document says",
    "prospect": "shunned losses and asked for nothing more while he was losing",
    "rational": "asked for nothing more while he was losing",
}
"""What the German leader would do under each reading of strength."""
