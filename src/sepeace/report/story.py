"""One campaign out of many, told: which one is typical, and which dozen of its events say what happened."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from sepeace.outcomes.outcome_rows import counted

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import Event, Run

TOLD = 12
RANKS = (
    (("branch", "signing", "after_signing", "renewal", "war_end", "meeting"), 6),
    (("finnish_peace",), 1),
    (("window", "answer", "talks_end", "exposure"), 4),
    (("feeler", "refusal", "filtered"), 4),
    (("window", "answer", "talks_end", "exposure", "feeler", "refusal", "filtered"), TOLD),
    (("round", "interception", "leak", "resumption"), TOLD),
)
"""Kinds of events and how many of them at most, from what must be told to what may be left out."""


def typical(batch: Batch) -> int:
    """The campaign to tell: of the commonest ending, window or not, and barrier, the middle one by feelers.

    Of two the lower is the middle, and of equal campaigns the lowest number: a batch tells one story.
    """
    records = batch.records
    rows = counted(records)
    if not len(rows):
        return int(records["campaign"][0])
    for key in ("ending", "window", "barrier"):
        # Of kinds that are equally common the one that comes first in the table.
        kind = Counter(rows[key].tolist()).most_common(1)[0][0]
        rows = rows[rows[key] == kind]
    sent = rows["sent_soviet"] + rows["sent_leverage"] + rows["sent_german"]
    ranked = rows["campaign"][np.lexsort((rows["campaign"], sent))]
    return int(ranked[(len(ranked) - 1) // 2])


def chosen(run: Run, most: int = TOLD) -> tuple[Event, ...]:
    """At most `most` events of a chronicle, from the branch on, in order of time; telling kinds first.

    Within a kind that does not fit whole, events are taken evenly over time.
    """
    start = run.scenario.branch
    after = [event for event in run.events if start is None or event.date >= start]
    kept: list[Event] = []
    for kinds, ceiling in RANKS:
        found = [event for event in after if event.kind in kinds and event not in kept]
        room = min(ceiling, most - len(kept))
        if len(found) > room:
            found = [found[(2 * place + 1) * len(found) // (2 * room)] for place in range(room)]
        kept += found
    return tuple(sorted(kept, key=lambda event: (event.day, run.events.index(event))))
