"""Which campaigns out of many are told, and which of their events say what happened.

Two are told: one in which the terms of both sides meet, and one in which they do not. Of each a few key days
stand in the reader's part of a report, and a dozen events in its appendix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sepeace.outcomes.outcome_rows import counted
from sepeace.runs.paired_run import Beside, beside
from sepeace.runs.run import run

if TYPE_CHECKING:
    from sepeace.documents.run import CausalStep
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import Event, Run

Ranks = Sequence[tuple[tuple[str, ...], int]]
TOLD, KEY_DAYS = 12, 5
RANKS = (
    (("branch", "signing", "after_signing", "renewal", "war_end", "meeting"), 6),
    (("finnish_peace",), 1),
    (("window", "answer", "talks_end", "exposure"), 4),
    (("feeler", "refusal", "filtered"), 4),
    (("window", "answer", "talks_end", "exposure", "feeler", "refusal", "filtered"), TOLD),
    (("round", "interception", "leak", "resumption"), TOLD),
)
"""Kinds of events and how many of them at most, from what must be told to what may be left out."""

KEY_RANKS = (
    (("signing", "after_signing", "renewal", "war_end"), 4),
    (("window",), 2),
    (("answer", "talks_end", "meeting"), 2),
    (("feeler", "refusal", "filtered", "exposure"), 2),
    (("answer", "talks_end", "feeler", "refusal", "filtered", "exposure"), KEY_DAYS),
)
"""The same for the key days alone. Of a kind that does not fit whole its first events are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWar:
    """One campaign, told.

    Attributes:
        opens: whether a window opens in it.
        run: the campaign.
        pair: the same beside the world without the change; None where there is one world.
        opens_without: whether a window opens in that world; None where there is none, or it does not count.
    """

    opens: bool
    run: Run
    pair: Beside | None
    opens_without: bool | None

    @property
    def key_days(self) -> tuple[Event, ...]:
        """A few days that say what happened."""
        return chosen(self.run, KEY_DAYS, KEY_RANKS)

    @property
    def signed(self) -> bool:
        """Whether a settlement is signed in it."""
        return any(event.kind == "signing" for event in self.run.events)

    @property
    def chain(self) -> tuple[CausalStep, ...]:
        """From the change to what became of it; nothing where there is one world."""
        return () if self.pair is None else self.pair.chain

    @property
    def events(self) -> tuple[Event, ...]:
        """The dozen events of it, without those that the chain tells."""
        told = {(step.date, step.text) for step in self.chain}
        rows = chosen(self.run)
        return tuple(
            event
            for event in rows
            if event.kind != "branch"
            and not any(day == event.date and text.startswith(event.text) for day, text in told)
        )


def two_wars(batch: Batch, baseline: Batch | None = None) -> tuple[ToldWar, ...]:
    """A war in which a window opens, and one in which none does: those of the two that a batch has.

    Beside a ``baseline`` they are, if there are such, wars in which the change decides it, and wars in which
    it does not: what the difference is made of.
    """
    rows = counted(batch.records)
    if not len(rows):
        return ()
    without: dict[int, bool] = {}
    if baseline is not None:
        found = counted(baseline.records)
        without = dict(zip(found["campaign"].tolist(), found["window"].tolist(), strict=True))
    told = []
    for opens in (True, False):
        kind = rows[rows["window"] == opens]
        if not len(kind):
            continue
        shut_without = kind[[without.get(number) is False for number in kind["campaign"].tolist()]]
        number = typical(shut_without if len(shut_without) else kind)
        seed, luck = batch.seed, batch.luck
        pair = None if baseline is None else beside(batch.scenario, None, seed, number, luck)
        alone = run(batch.scenario, seed, number, luck) if pair is None else pair.one
        told.append(ToldWar(opens=opens, run=alone, pair=pair, opens_without=without.get(number)))
    return tuple(told)


def typical(rows: NDArray[np.void]) -> int:
    """The campaign to tell: of the commonest ending and barrier, the middle one by feelers.

    Of two the lower is the middle, and of equal campaigns the lowest number: a batch tells one story.
    """
    for key in ("ending", "barrier"):
        # Of kinds that are equally common the one that comes first in the table.
        kind = Counter(rows[key].tolist()).most_common(1)[0][0]
        rows = rows[rows[key] == kind]
    sent = rows["sent_soviet"] + rows["sent_leverage"] + rows["sent_german"]
    ranked = rows["campaign"][np.lexsort((rows["campaign"], sent))]
    return int(ranked[(len(ranked) - 1) // 2])


def chosen(run: Run, most: int = TOLD, ranks: Ranks = RANKS) -> tuple[Event, ...]:
    """At most `most` events of a chronicle, from the branch on, in order of time; telling kinds first.

    Within a kind that does not fit whole, events are taken evenly over time; of key days the first.
    """
    start = run.scenario.branch
    after = [event for event in run.events if start is None or event.date >= start]
    kept: list[Event] = []
    for kinds, ceiling in ranks:
        found = [event for event in after if event.kind in kinds and event not in kept]
        room = min(ceiling, most - len(kept))
        if len(found) > room:
            step = len(found) if ranks is RANKS else room
            found = [found[(2 * place + 1) * step // (2 * room)] for place in range(room)]
        kept += found
    return tuple(sorted(kept, key=lambda event: (event.day, run.events.index(event))))
