"""The diplomatic tables of a plan: channels as they stand in each epoch, and recorded contacts.

A channel has its recorded dates and rates unless a change says otherwise for the time. One that no
confirmed contact used is shut unless a change opens it, and else counts among nobody's channels. A recorded
contact takes place with the chance of its evidence grade, or always, or never, by the reading of
disputed contacts; a contact that a change turns into a meeting must be one that could meet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from sepeace.errors import BadValue
from sepeace.kernel import slots
from sepeace.kernel.world import World
from sepeace.quantities import DAYS_PER_MONTH, EPOCH, HORIZON, date_of, day_of
from sepeace.record import Record
from sepeace.record.news import News
from sepeace.record.people import Person
from sepeace.record.types import Channel, Contact
from sepeace.scenario.changes import ChannelChange, ContactChange, LeaderChange
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import in_force
from sepeace.scenario.tables import departures
from sepeace.scenario.tables.meetings import held_on
from sepeace.scenario.vocabulary import REFUSED

DISPUTED = ("disputed", "single_memoir", "rumour")
"""Grades that a reading turns. Forgeries and fables are not among them: no reading makes them happen."""
BY_POST = 1.0 / DAYS_PER_MONTH
"""Months that a message takes on average where there are no detours: a day."""


def fill_channels(world: World, record: Record, scenario: Scenario, days: tuple[float, ...]) -> None:
    """Channels of each epoch, whose first days are ``days``."""
    switches = scenario.assumptions.switches
    channels = [as_switched(row, switches) for row in record.channels]
    world.channels = len(channels)
    kinds = ("germany", "soviet", "mediator")
    world.ch_mediated = [row.mediated_per_month for row in channels]
    not_heard = [row.not_heard_from for row in channels]
    world.ch_not_heard = [slots.NEVER if day is None else day_of(day) for day in not_heard]
    fill_people(world, record, scenario)
    gates_off = "gatekeepers" in switches
    for day in days:
        held = [change for change in scenario.changes_of(ChannelChange) if in_force(change, day)]
        opens, closes, latency, leak, read, gate, owners = [], [], [], [], [], [], []
        for row in channels:
            own = (change for change in held if change.concerns(row.id, row.shut))
            change = next(own, ChannelChange(target=row.id))
            shut, forced_open = change.open is False, change.open is True
            usual = slots.NEVER if row.shut else day_of(row.opens)
            sides = row.sides if forced_open or not row.shut else ()
            owners.append([1 if kind in sides else 0 for kind in kinds])
            opens.append(slots.NEVER if shut else (0.0 if forced_open else usual))
            closes.append(slots.NEVER if forced_open else day_of(row.closes + timedelta(days=1)))
            latency.append(row.latency_months if change.latency is None else change.latency)
            leak.append(row.leak if change.leak is None else change.leak)
            read.append(row.interception if change.interception is None else change.interception)
            german = row.gate_germany if change.passes_on is None else change.passes_on
            gate.append([1.0, 1.0] if gates_off else [german, row.gate_soviet])
        world.ch_open.append(opens)
        world.ch_close.append(closes)
        world.ch_latency.append(latency)
        world.ch_leak.append(leak)
        world.ch_read.append(read)
        world.ch_gate.append(gate)
        world.ch_side.append(owners)


def fill_people(world: World, record: Record, scenario: Scenario) -> None:
    """German officials, and from when on Moscow may demand Ribbentrop's dismissal: since sources have it so.

    Without the switch `asking_first` nobody asks his own leader; who writes unasked is left as he is. Who
    does not stay under another leader ends with the day on which that one leads.
    """
    people = [row for row in record.people if _left(row, scenario.assumptions.switches)]
    leader = departures.leader_in(scenario.changes)
    world.people = len(people)
    world.pe_number = [row.number for row in people]
    world.pe_start = [day_of(row.start) for row in people]
    world.pe_end = [_last_of(row, leader) for row in people]
    world.pe_weight = [row.weight for row in people]
    world.pe_asks = [int("asks" in row.does) for row in people]
    world.pe_writes = [int("writes" in row.does) for row in people]
    world.pe_receives = [int("receives" in row.does) for row in people]
    world.pe_tells = [int("tells" in row.does) for row in people]
    world.pe_ministry = [int(row.ministry) for row in people]
    world.pe_road = [[int(_has(row, road)) for road in record.channels] for row in people]
    told = [day_of(row.start) for row in record.contacts if "ribbentrop_dismissed" in row.clauses]
    world.dismissal_from = min(told, default=slots.NEVER)


def _last_of(row: Person, leader: LeaderChange | None) -> float:
    """First day on which he no longer does what he does."""
    end = day_of(row.end) + 1.0
    return min(end, day_of(leader.start)) if leader is not None and leader.profile in row.ends_with else end


def _has(row: Person, road: Channel) -> bool:
    """Whether a road is his; one that only a change can open is open to everybody who has a road at all."""
    return road.id in row.channels or (road.shut and bool(row.channels))


def _left(row: Person, switches: Collection[str]) -> bool:
    return "asking_first" not in switches or row.does != ("asks",)


def as_switched(row: Channel, switches: Collection[str]) -> Channel:
    """A channel without what is switched off; a dated change of the channel still comes after it.

    Without detours the leaders reach each other at once: every road that one of them can use himself is open
    throughout, and a message takes a day on average. Who stands at its gates stays, and so do the rates a
    month at which it leaks and is read.
    """
    if "interception" in switches:
        row = replace(row, interception=0.0)
    if "mediators" in switches:
        row = replace(row, mediated_per_month=0.0)
    if "detours" in switches and {"germany", "soviet"} & set(row.sides):
        row = replace(row, opens=EPOCH, closes=HORIZON, latency_months=BY_POST)
    return row


def fill_contacts(world: World, record: Record, scenario: Scenario) -> None:
    """Tables by the contact's number; number 0 is nobody's."""
    size = max(contact.number for contact in record.contacts) + 1
    world.rc_pair = [-1] * size
    world.rc_side = [-1] * size
    world.rc_channel = [-1] * size
    world.rc_refused_by = [-1] * size
    world.rc_talks = [0] * size
    world.rc_official = [0] * size
    world.rc_not_sent = [0] * size
    world.rc_punished = [0] * size
    world.rc_chance = [0.0] * size
    world.rc_declined = [0] * size
    numbers = {channel.id: index for index, channel in enumerate(record.channels)}
    sides = {"german": 0, "soviet": 1, "mediator": 2}
    refusers = {"germany": 0, "soviet": 1}
    changes = scenario.changed(ContactChange)
    for contact in record.contacts:
        n = contact.number
        sender = contact.sender
        if scenario.assumptions.initiative == "fleischhauer" and contact.sender_fleischhauer:
            sender = contact.sender_fleischhauer
        through = changes[contact.id].through if contact.id in changes else None
        world.rc_pair[n] = slots.MAIN if contact.pair == "main" else -1
        world.rc_side[n] = sides.get(sender, -1)
        world.rc_channel[n] = numbers.get(through or contact.channel or "", -1)
        world.rc_refused_by[n] = refusers.get(contact.refused_by or "", -1)
        world.rc_talks[n] = int(contact.result == "talks")
        world.rc_official[n] = int(sender == "german" and contact.level == "subordinate")
        world.rc_not_sent[n] = int(sender == "german" and contact.result == "not_sent")
        carried = contact.result == "refused" and sender in ("german", "soviet")
        world.rc_punished[n] = int(carried and contact.refused_by == "germany")
        world.rc_chance[n] = chance_of(contact, scenario.assumptions.disputed)
        if contact.id in changes and contact.pair != "finland":
            _can_meet(world, n, contact, changes[contact.id], list(numbers), scenario.branch)
            world.rc_declined[n] = int(changes[contact.id].answer == REFUSED)


def _can_meet(
    world: World,
    n: int,
    contact: Contact,
    change: ContactChange,
    channels: list[str],
    branch: date | None,
) -> None:
    """Refuse a meeting of another pair, of nobody in particular, or through no channel that is open then."""
    if contact.chance == 0.0:
        grade = contact.grade.replace("_", " ")
        message = f"{contact.id} never takes place: its grade of evidence is {grade}"
        raise BadValue(message, given=contact.id, allowed="another contact", key=change.at("contact"))
    if world.rc_pair[n] < 0 or world.rc_side[n] < 0:
        message = f"{contact.id} is no contact between Germany and the Soviet Union that either side sought"
        raise BadValue(message, given=contact.id, allowed="a contact of that pair", key=change.at("contact"))
    channel = world.rc_channel[n]
    if channel < 0:
        message = f"{contact.id} has no known channel; say through which one it happens"
        raise BadValue(message, allowed=channels, key=change.at("through"))
    day = day_of(held_on(change, contact, branch))
    epoch = sum(first <= day for first in world.epoch_day)
    opens, closes = world.ch_open[epoch], world.ch_close[epoch]
    open_then = [name for index, name in enumerate(channels) if opens[index] <= day < closes[index]]
    if channels[channel] not in open_then:
        name = channels[channel]
        message = f"{name} is not open on {date_of(day).isoformat()}: {_open_spans(world, channel)}"
        raise BadValue(message, given=name, allowed=open_then or "another day", key=change.at("through"))


def _open_spans(world: World, channel: int) -> str:
    """When a channel is open in a world, epoch by epoch."""
    starts = [0.0, *world.epoch_day[: world.epochs]]
    spans: list[tuple[float, float]] = []
    for epoch, (first, after) in enumerate(zip(starts, [*starts[1:], day_of(HORIZON) + 1.0], strict=True)):
        opens = max(first, world.ch_open[epoch][channel])
        closes = min(after, world.ch_close[epoch][channel])
        if opens < closes:
            joined = bool(spans) and spans[-1][1] == opens
            spans[-1:] = [(spans[-1][0], closes)] if joined else [*spans[-1:], (opens, closes)]
    told = [f"{date_of(opens).isoformat()} to {date_of(closes - 1.0).isoformat()}" for opens, closes in spans]
    return f"it is open {' and '.join(told)}" if told else "it is shut all the war here"


def chance_of(row: Contact | News, disputed: str) -> float:
    """Chance that a row of the record is true, by its grade and the reading of disputed ones."""
    if row.grade in DISPUTED and disputed != "by_grade":
        return 1.0 if disputed == "in" else 0.0
    return row.chance
