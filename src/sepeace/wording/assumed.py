"""What is held fixed in a run: its luck, its numbers, and the reading of strength."""

from __future__ import annotations

from sepeace.shapes import Name


class Luck(Name):
    """What the luck of a run is held to."""

    FREE = "free"
    BRANCH = "branch"
    AS_IT_FELL = "as_it_fell"

    @property
    def held(self) -> bool:
        """Whether the war is held to the record until the branch."""
        return self != Luck.FREE


LUCKS = {
    Luck.FREE: "every outcome drawn anew",
    Luck.BRANCH: "held to the record until the branch",
    Luck.AS_IT_FELL: "luck as it fell, in battles and of those who write, an illustration",
}

FROM_THE_BRANCH = {
    Luck.FREE: "battles and contacts are drawn anew",
    Luck.BRANCH: "battles and contacts are drawn anew",
    Luck.AS_IT_FELL: "battles have their recorded luck, and those who write what reports tell of theirs",
}
SCORES_AFTER_THE_BRANCH = {
    Luck.FREE: "drawn anew",
    Luck.BRANCH: "drawn anew",
    Luck.AS_IT_FELL: "given its recorded luck",
}
"""What becomes of the score of a battle that is not over at the branch."""
AFTER_THE_BRANCH = {
    Luck.BRANCH: ("From {}: operations not yet over, contacts and talks are drawn anew.",),
    Luck.AS_IT_FELL: (
        "From {}: luck as it fell. A battle that is not fixed here has its recorded luck: by as much as "
        "its recorded score was above or below what the recorded armies let expect, it is above or below "
        "what those that meet now let expect. The front has no luck of its own.",
        "Who writes has the luck of a war without the change that is held to the reported feelers: of "
        "several such wars one is taken, as likely as it makes these reports. A change moves the days of "
        "feelers, or keeps them from being sent. No source bears the day of a single one.",
        "Drawn anew: offensives that the record does not have; answers and talks; when Finland leaves the "
        "war; and what the West makes of it all.",
        "An illustration: one course that luck could have taken. Shares of such campaigns are no chances of "
        "what would have happened.",
    ),
}
"""What is held and what is drawn from the day of the branch on."""


def luck_lines(luck: str) -> list[str]:
    """What is said of the luck of one campaign, where it is no usual one."""
    return [f"Luck: {LUCKS[Luck.AS_IT_FELL]}"] if luck == Luck.AS_IT_FELL else []


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
