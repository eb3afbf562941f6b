"""From one campaign's final state and log to one row of outcomes and a place in the weekly bands.

Nothing is interpreted here: an outcome is what the kernel kept. Bands are integer histograms, so
that sums over chunks do not depend on their order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.engine.storage import WEEK_COLUMNS, fingerprint
from sepeace.kernel import slots
from sepeace.kernel.fields import TERMS, State
from sepeace.kernel.world import Log
from sepeace.quantities import date_of
from sepeace.scenario.paths import SPAN

ENDINGS = {
    slots.SOVIET_VICTORY: "soviet_victory",
    slots.GERMAN_VICTORY: "german_victory",
    slots.SETTLEMENT_HELD: "settlement_held",
    slots.SETTLEMENT_BROKEN: "settlement_broken",
    slots.UNDECIDED: "undecided",
}
BARRIERS = {
    slots.NO_CONTACT: "no_contact",
    slots.GATEKEEPER: "gatekeeper",
    slots.STRENGTH: "strength",
    slots.TERMS: "terms",
    slots.EXPOSED: "exposure",
    slots.PRE_EMPTED: "pre_empted",
    slots.WALKED_OUT: "walked_out",
    slots.WAR_ENDED: "war_ended",
}
STAGES = ("willing", "sent", "delivered", "met", "signed")
BINS = 560
RANGES = {
    "front_north": (-760.0, 2040.0),
    "front_centre": (-760.0, 2040.0),
    "front_south": (-760.0, 2040.0),
    "axis_strength": (0.0, 11.2),
    "soviet_strength": (0.0, 11.2),
    "least_germany": (-1.0, 1.8),
    "most_soviet": (-1.0, 1.8),
    "willingness_germany": (0.0, 1.0),
    "willingness_soviet": (0.0, 1.0),
    "mean_front": (0.0, 1.0),
}
"""Range of each banded variable; values beyond it count in the last bin."""
FIRST_TERM = WEEK_COLUMNS.index(TERMS[0])
LEAST, MOST = WEEK_COLUMNS.index("least_germany"), WEEK_COLUMNS.index("most_soviet")
STRENGTH_TERM = WEEK_COLUMNS.index("strength")
FEELERS_KEPT = 500
"""Feelers of this many campaigns are kept one by one, for figures."""


def outcome(state: State, campaign: int) -> dict[str, Any]:
    """One row of the outcome table."""
    signed = state.signed[0] < slots.NEVER
    window = state.window_first[0] < slots.NEVER
    sent = state.sent[0]
    barrier = None if signed else BARRIERS[state.best_obstacle[0] if state.best_stage[0] > 0 else 0]
    return {
        "campaign": campaign,
        "failed": bool(state.failed),
        "antecedent_arose": bool(state.antecedent),
        "ending": None if state.failed else ENDINGS[state.ending],
        "ended": date_of(state.ended),
        "window": window,
        "window_days": state.window_days[0],
        "first_window": date_of(state.window_first[0]) if window else None,
        "settled": signed,
        "signed": date_of(state.signed[0]) if signed else None,
        "share": state.share[0] if signed else None,
        "broken_by": None if state.breaker[0] == 0 else ("germany", "soviet")[state.breaker[0] - 1],
        "barrier": barrier,
        "stage": STAGES[state.best_stage[0]],
        "sent_soviet": sent[slots.SERIOUS],
        "sent_leverage": sent[slots.LEVERAGE],
        "sent_german": sent[slots.LEADER],
        "sent_subordinate": sent[slots.SUBORDINATE],
        "sent_mediated": sent[slots.MEDIATOR],
        "delivered": state.delivered[0],
        "talks": state.met[0],
        "rounds": state.round_total[0],
        "leaks": state.leaks[0],
        "operations_fought": state.feasible,
        "operations_cancelled": state.cancelled,
        "events": state.events,
        "fingerprint": fingerprint(state),
    }


@dataclass(slots=True)
class Tally:
    """What a chunk of campaigns adds up to, besides its rows.

    Attributes:
        counts: campaigns by week, banded variable and bin.
        terms: sum of each term of the gap, and of the gap, by week.
        at_war, open, open_without_strength: campaigns by week.
        feelers: (campaign, day, side, stream, channel) of feelers sent.
    """

    counts: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((SPAN + 1, len(RANGES), BINS), dtype=np.int64)
    )
    terms: NDArray[np.float64] = field(default_factory=lambda: np.zeros((SPAN + 1, len(TERMS) + 1)))
    at_war: NDArray[np.int64] = field(default_factory=lambda: np.zeros(SPAN + 1, dtype=np.int64))
    open: NDArray[np.int64] = field(default_factory=lambda: np.zeros(SPAN + 1, dtype=np.int64))
    open_without_strength: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros(SPAN + 1, dtype=np.int64)
    )
    feelers: list[tuple[int, float, int, int, int]] = field(default_factory=list)

    def add(self, state: State, log: Log, campaign: int) -> None:
        """Count one finished campaign, whose log kept weeks and rows."""
        weeks = state.known
        values = np.array(log.weeks[:weeks])
        index = np.arange(weeks)
        for variable, (name, (low, high)) in enumerate(RANGES.items()):
            column = values[:, WEEK_COLUMNS.index(name)]
            bins = np.clip(((column - low) / (high - low) * BINS).astype(np.int64), 0, BINS - 1)
            self.counts[index, variable, bins] += 1
        gap = values[:, LEAST] - values[:, MOST]
        self.terms[:weeks, :-1] += values[:, FIRST_TERM : FIRST_TERM + len(TERMS)]
        self.terms[:weeks, -1] += gap
        self.at_war[:weeks] += 1
        self.open[:weeks] += gap <= 0.0
        self.open_without_strength[:weeks] += gap - values[:, STRENGTH_TERM] <= 0.0
        if campaign < FEELERS_KEPT:
            for row in log.rows[: min(state.events, len(log.rows))]:
                if row.kind == slots.K_SENT:
                    stream = row.cause - slots.C_SERIOUS
                    self.feelers.append((campaign, row.time, row.side, stream, row.channel))

    def take_counts(self, other: Tally) -> None:
        """Add another tally's histograms and let go of them; whole numbers, so in any order."""
        self.counts += other.counts
        other.counts = np.zeros((0, 0, 0), dtype=np.int64)

    def take_sums(self, other: Tally) -> None:
        """Add the rest of another tally; sums of floats, so always in the order of the campaigns."""
        self.terms += other.terms
        self.at_war += other.at_war
        self.open += other.open
        self.open_without_strength += other.open_without_strength
        self.feelers += other.feelers
