"""One campaign in two worlds, side by side: where they part, and the chain of causes from there.

Both worlds draw from the same addresses, so that campaign k of one is campaign k of the other with all its
luck, until a cause parts them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sepeace.chronicle.event import Event
from sepeace.display import Identified
from sepeace.documents.run import BesideDocument, CausalStep
from sepeace.errors import BadValue
from sepeace.kernel import pairing, slots
from sepeace.quantities import date_of
from sepeace.runs.causal_story import chain_of
from sepeace.runs.compare import baseline_of
from sepeace.runs.run import Run, trace
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.luck import given_for

BOTH, ONE, OTHER, DIFFER = "both", "one", "other", "differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedEvent:
    """An event of one world or of both.

    Attributes:
        date: when.
        one, other: the event as the first and as the second world has it; None where it has it not.
    """

    date: date
    one: Event | None
    other: Event | None

    @property
    def world(self) -> str:
        """both: the same, reason and all; differ: in words or in reason; one or other: in that world only."""
        if self.one is None:
            return OTHER
        if self.other is None:
            return ONE
        return BOTH if _same(self.one) == _same(self.other) else DIFFER


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Beside(Identified):
    """One campaign in two worlds.

    Attributes:
        one, other: the two campaigns, told.
        first_divergence: the first day on which an event or a weekly value differs; None if none does.
        rows: all events of both worlds, by date; what both have stands in one row.
        chain: from the change to what became of it, in dated sentences.

    >>> two = sp.beside("germany_wins_at_kursk", campaign=7)
    >>> two.first_divergence >= two.one.scenario.branch, two.shared > 0
    (True, True)
    >>> two.to_json()["shared_events"] == two.document.shared_events
    True
    """

    one: Run
    other: Run
    first_divergence: date | None
    rows: tuple[PairedEvent, ...]
    chain: tuple[CausalStep, ...]

    @property
    def banner(self) -> str | None:
        """That of either world."""
        return self.one.banner or self.other.banner

    @property
    def one_line(self) -> str:
        """Which campaign of which worlds, and when they part."""
        one, other, parted = self.one, self.other.scenario.name, self.first_divergence
        told = f"{one.scenario.name} beside {other}: campaign {one.campaign}, seed {one.seed}, {one.luck}"
        return f"{told}, {'never part' if parted is None else f'part on {parted}'}"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Those of both campaigns."""
        return self.one.identity, self.other.identity

    @property
    def shared(self) -> int:
        """Events that both worlds have before they part."""
        parted = self.first_divergence
        return sum(row.world == BOTH and (parted is None or row.date < parted) for row in self.rows)

    @property
    def document(self) -> BesideDocument:
        """What ``run --against --json`` prints."""
        return BesideDocument(
            banner=self.banner,
            scenario=self.one.scenario.name,
            against=self.other.scenario.name,
            seed=self.one.seed,
            campaign=self.one.campaign,
            first_divergence=self.first_divergence,
            shared_events=self.shared,
            chain=self.chain,
            one=self.one.document,
            other=self.other.document,
        )


def beside(
    scenario: Given,
    against: Given | None = None,
    seed: int = 1,
    campaign: int = 0,
    given: str | None = None,
    median_luck: bool = False,
) -> Beside:
    """Run one campaign in two worlds that share their luck, and tell them side by side.

    Args:
        scenario: the first world.
        against: the second; by default the recorded war. It takes the first one's assumptions, and both
            take the earlier of their branches, so that only the changes differ.
        seed, campaign, given, median_luck: as for ``run``.

    Raises:
        BadValue: both are the recorded war, or a scenario has no branch to hold the war to.

    >>> two = sp.beside("germany_wins_at_kursk", "uranus_fails", campaign=7)
    >>> two.other.scenario.name
    'uranus_fails'
    """
    scenario = accepted(scenario)
    against = baseline_of(scenario) if against is None else accepted(against, "against")
    if not scenario.changes and not against.changes:
        message = "both worlds are the recorded war, so they never part"
        raise BadValue(message, given=scenario.name, allowed="a scenario with changes", key="--against")
    given = given_for(scenario if scenario.changes else against, given)
    branch = min(world.branch for world in (scenario, against) if world.branch is not None)
    against = replace(against, assumptions=scenario.assumptions, branch=branch)
    scenario = replace(scenario, branch=branch)
    one, other = (
        trace(world, seed=seed, campaign=campaign, given=given, median_luck=median_luck)
        for world in (scenario, against)
    )
    links = [0.0] * pairing.LINKS
    pairing.part(other.state, other.log, other.plan.world, one.state, one.log, one.plan.world, 1.0, links)
    day = links[pairing.PARTED_ON]
    return Beside(
        one=one.run,
        other=other.run,
        first_divergence=None if day >= slots.NEVER else date_of(day),
        rows=paired(one.run.events, other.run.events),
        chain=chain_of(one, other, links),
    )


def paired(one: Sequence[Event], other: Sequence[Event]) -> tuple[PairedEvent, ...]:
    """The events of two worlds by date.

    Events that are the same, word for word and for the same reason, stand in one row; so do, of the rest,
    those of the same day, kind, side and place. The latter are never taken for one: each keeps its reason.
    """
    rows: list[PairedEvent] = []
    left, right = list(one), list(other)
    for key in (_same, _told_alike, _alike):
        left, right = _match(left, right, key, rows)
    rows += [PairedEvent(date=event.date, one=event, other=None) for event in left]
    rows += [PairedEvent(date=event.date, one=None, other=event) for event in right]
    return tuple(sorted(rows, key=lambda row: (row.date, (BOTH, DIFFER, ONE, OTHER).index(row.world))))


def _match(
    one: Sequence[Event], other: Sequence[Event], key: Callable[[Event], object], rows: list[PairedEvent]
) -> tuple[list[Event], list[Event]]:
    """Put events with the same key in one row; what is left of each side."""
    waiting: dict[object, list[Event]] = {}
    for event in other:
        waiting.setdefault(key(event), []).append(event)
    alone = []
    for event in one:
        twins = waiting.get(key(event))
        if twins:
            rows.append(PairedEvent(date=event.date, one=event, other=twins.pop(0)))
        else:
            alone.append(event)
    return alone, [event for events in waiting.values() for event in events]


def _same(event: Event) -> tuple[object, ...]:
    return *_alike(event), event.text, event.because


def _told_alike(event: Event) -> tuple[object, ...]:
    return *_alike(event), event.text


def _alike(event: Event) -> tuple[object, ...]:
    return event.date, event.kind, event.who, event.where
