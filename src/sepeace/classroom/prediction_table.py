"""The table of predictions: the same columns wherever a class predicts, so that one fits below another.

They are those of the printed questionnaire, of what the page saves, and of the room, which has more of its
own behind them. A guess is a number of 100 wars; a statement is judged from 1 to 5; what was not said is
empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sepeace.classroom.texts import FIRST, texts
from sepeace.wording.outcomes import Rung

PREDICTION, WAYS = "prediction", "ways"
"""Kinds of a row: of one question, or of all ways to a peace together, which only the room asks for."""
WITHOUT_IDEOLOGY = "off=ideology"
"""What is changed where the lesson sets ideology to zero, as it stands in an address of the page."""


def statements() -> tuple[str, ...]:
    """Names of the columns of the statements that are judged."""
    return tuple(f"statement_{row['id']}" for row in texts(FIRST, "prediction")["statement"])


def columns() -> tuple[str, ...]:
    """Names of the columns that all tables of predictions have, in their order."""
    return ("room", "pupil", "kind", "scenario", "changed", *map(str, Rung), "reason", "words", *statements())


def for_paper(asked: Sequence[tuple[str, str]], pupils: int) -> str:
    """An empty table to copy answers from paper into: for each pupil, who is a number, a row a question.

    Args:
        asked: each question and what was changed of it, in the order in which a class is asked.
        pupils: how many there are.
    """
    rows = [
        {"pupil": pupil, "kind": PREDICTION, "scenario": scenario, "changed": changed}
        for pupil in range(1, pupils + 1)
        for scenario, changed in asked
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
