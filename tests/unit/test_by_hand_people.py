"""German officials by hand: who speaks, who asks first, at whose desk a message comes, who is sent away.

All right values are sums on paper. The roads are those of ``tests.hands``: Germany uses all three, the Soviet
side the first two. The officials: 1 asks first, at .5; 2 and 3 write unasked, at 1 and 3, the one by road 0,
the other by roads 1 and 2; 4 is a legation on roads 0 and 1, of the ministry as 2 is; 5 tells Hitler.
"""

from __future__ import annotations

from typing import Any

import pytest

from sepeace.kernel import calendar, clockwork, slots
from sepeace.kernel.diplomacy import channels, feelers, people, roads
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.world import World
from tests import hands
from tests.hands import NEVER, G, S, at_war, draws_are, ground, notes, numbers, paper

SERIOUS, LEVERAGE, LEADER, SUBORDINATE, MEDIATOR = range(5)
DAY = 700.0
SOME: dict[str, Any] = {
    "people": 5,
    "pe_number": [1, 2, 3, 4, 5],
    "pe_start": [0.0] * 5,
    "pe_end": [NEVER] * 5,
    "pe_weight": [0.5, 1.0, 3.0, 1.0, 1.0],
    "pe_asks": [1, 0, 0, 0, 0],
    "pe_writes": [0, 1, 1, 0, 0],
    "pe_receives": [0, 1, 1, 1, 0],
    "pe_tells": [0, 0, 0, 0, 1],
    "pe_ministry": [1, 1, 0, 1, 0],
    "pe_road": [[1, 0, 0], [1, 0, 0], [0, 1, 1], [1, 1, 0], [0, 0, 0]],
    "dismissal_from": 600.0,
}
RULES = {**hands.RULES, "carrier_days": 30.0}


def scene(**given: Any):
    """A state, the world of these officials, and their parameters."""
    s = at_war(**{"chance": [0.9, 0.3], "willing": [[0.9, 0.9]], "line": [[0.5, 0.55]], **given})
    return s, ground(**SOME), numbers(**RULES)


def surveyed(day: float = DAY, world: World | None = None, **given: Any) -> tuple[State, World, Parameters]:
    s, w, p = scene(**given)
    w = world or w
    feelers.survey(s, w, day)
    return s, w, p


# --- who speaks, and how often


# Unasked letters keep their rate, .1 x .7; who asks first comes on top at half of it.
# Red when who asks takes letters from who writes, or weights of writers raise the rate.
def test_the_rate_of_officials():
    s, w, p = surveyed()
    assert s.officials[0] == [1.0, 0.5]
    assert feelers.stream_rate(s, p, w, DAY, 0, SUBORDINATE) == pytest.approx(0.1 * 1.5 * 0.7, rel=1e-12)


# Red when a busy road does not take its share, or those who ask need one.
def test_a_busy_road_takes_its_share_of_letters_alone():
    s, _, _ = surveyed(message=[[1, *[0] * 11]])
    assert s.officials[0] == pytest.approx([2.0 / 3.0, 0.5])
    s, _, _ = surveyed(message=[[1, 1, 1, *[0] * 9]])
    assert s.officials[0] == [0.0, 0.5]


# Red when somebody asks a leader to talk who talks already.
def test_nobody_asks_a_leader_who_talks():
    s, _, _ = surveyed(talk=[2])
    assert s.officials[0] == pytest.approx([2.0 / 3.0, 0.0])


# Red when an official is at work before his first day or on the day after his last.
@pytest.mark.parametrize(
    ("start", "end", "weight"), [(DAY, NEVER, 0.5), (DAY + 0.01, NEVER, 0.0), (0.0, DAY, 0.0)]
)
def test_an_official_has_his_days(start, end, weight):
    w = ground(**{**SOME, "pe_start": [start, *[0.0] * 4], "pe_end": [end, *[NEVER] * 4]})
    s, _, _ = surveyed(world=w)
    assert s.officials[0] == [1.0, weight]


# Of 1.5 the first .5 are those who ask: below 1/3. Of the rest the first writer has a quarter: below 1/2.
# Red when weights are not followed, or a writer is drawn whose only road is busy.
@pytest.mark.parametrize(("chance", "who"), [(0.33, 0), (0.34, 1), (0.49, 1), (0.51, 2), (0.99, 2)])
def test_who_speaks_is_drawn_by_weight(chance, who):
    s, w, _ = surveyed()
    assert people.who_speaks(s, w, DAY, 0, chance) == who


def test_who_has_no_free_road_does_not_write():
    s, w, _ = surveyed(message=[[1, *[0] * 11]])  # letters 2/3, asking 1/2: below 3/7 somebody asks
    assert people.who_speaks(s, w, DAY, 0, 0.42) == 0
    assert people.who_speaks(s, w, DAY, 0, 0.44) == 2
    s, w, _ = surveyed(message=[[1, 1, 1, *[0] * 9]])
    assert people.who_speaks(s, w, DAY, 0, 0.99) == 0


# Red when a letter goes by another's road, or is not told as its writer's.
def test_a_letter_goes_by_its_writers_roads(monkeypatch):
    s, w, p = surveyed()
    log = paper()
    draws_are(monkeypatch, 0.6, 0.1, 0.1, 0.7)  # the third, and of his two roads the second
    feelers.fire(s, p, w, log, DAY, 0, SUBORDINATE)
    (row,) = notes(s, log)
    assert (row.kind, row.cause, row.channel, row.ref) == (slots.K_SENT, slots.C_SUBORDINATE, 2, 3)
    assert (s.message_person[0][2], s.message_demand[0][2], s.message_way[0][2]) == (3, 0, 0.7)
    assert s.sent[0][SUBORDINATE] == 1


# --- who asks first


def asked(monkeypatch, leave: float, **given: Any):
    """The first official asks for leave."""
    s, w, p = surveyed(**given)
    log = paper()
    draws_are(monkeypatch, 0.1, leave)
    feelers.fire(s, p, w, log, DAY, 0, SUBORDINATE)
    return s, log


# Red when a leader gives leave who would rather not talk, or always; or his no is not remembered at his gate.
@pytest.mark.parametrize(
    ("willing", "leave", "cause"),
    [
        (0.51, 0.49, slots.C_LEAVE),
        (0.51, 0.51, slots.C_SILENT),
        (0.50, 0.0, slots.C_TERMS),
    ],
)
def test_a_leader_gives_leave_as_he_would_answer(monkeypatch, willing, leave, cause):
    s, log = asked(monkeypatch, leave, willing=[[willing, 0.1]])
    row = notes(s, log)[0]
    assert (row.kind, row.side, row.cause, row.ref) == (slots.K_URGED, G, cause, 1)
    assert (row.first, row.second) == (willing, pytest.approx(0.5 - 0.55))
    given = cause == slots.C_LEAVE
    assert s.refused == [-NEVER if given else DAY, -NEVER]
    assert s.sent[0] == [0, 0, int(given), 0, 0]
    assert s.lesson[0] == [0.0, 0.0] and s.best_stage == [0]
    assert s.carrier_back[0] == [0.0] * 12, "nothing was carried"


# Red when what has leave goes out as a letter without it, by another road, from no cause, or with the desk
# and the demand of the message before it.
def test_what_has_leave_is_the_leaders_own_feeler(monkeypatch):
    s, log = asked(monkeypatch, 0.1, message_person=[[5] * 12], message_demand=[[1] * 12])
    urged, sent = notes(s, log)
    assert (urged.channel, sent.channel) == (0, 0)
    assert (sent.kind, sent.cause, sent.parent, sent.first) == (slots.K_SENT, slots.C_LEADER, 0, 0.5)
    assert s.message[0][0] == LEADER + 1 and (s.message_person[0][0], s.message_demand[0][0]) == (0, 0)


# Red when a leader who tries the West first gives leave for the East; or keeps silent for good.
@pytest.mark.parametrize(("months", "cause"), [(6.0, slots.C_WEST_FIRST), (1.0, slots.C_LEAVE)])
def test_no_leave_while_the_plotters_try_the_west(monkeypatch, months, cause):
    s, w, p = surveyed(world=ground(**SOME, profile=slots.PLOTTERS, profile_day=DAY - 60.0))
    p.plotters_west_first = months
    log = paper()
    draws_are(monkeypatch, 0.1, 0.1)
    feelers.fire(s, p, w, log, DAY, 0, SUBORDINATE)
    assert [row.cause for row in notes(s, log, slots.K_URGED)] == [cause]
    assert s.sent[0][LEADER] == int(cause == slots.C_LEAVE)


# Red when Ribbentrop's people still keep the gate, or Moscow asks that he go, though he has gone; or when
# Goering is taken to have sent him away.
@pytest.mark.parametrize(
    ("profile", "day", "his"),
    [
        (slots.PLOTTERS, DAY - 0.1, True),
        (slots.PLOTTERS, DAY, False),
        (slots.GOERING, DAY, True),
    ],
)
def test_ribbentrop_goes_with_hitler_where_the_plotters_lead(monkeypatch, profile, day, his):
    s, _, p = surveyed()
    w = ground(**SOME, profile=profile, profile_day=DAY)
    assert people.of_ministry(w, day, 3) == his
    draws_are(monkeypatch, 0.1, 0.1, 0.0, 0.1)
    feelers.to_whom(s, p, w, day, 0, SERIOUS, 0, 0)
    assert s.message_demand[0][0] == int(his)


# Red when leave is used on a road that is busy, or one who has no road of his own cannot use his leader's.
def test_leave_needs_a_road(monkeypatch):
    s, log = asked(monkeypatch, 0.1, message=[[1, *[0] * 11]])
    assert [(row.kind, row.cause) for row in notes(s, log)] == [(slots.K_URGED, slots.C_NO_ROAD)]
    assert s.refused == [-NEVER, -NEVER]
    homeless = ground(**{**SOME, "pe_road": [[0, 0, 0], *SOME["pe_road"][1:]]})
    s, w, _ = surveyed(world=homeless)
    assert [people.road_of(s, w, DAY, 0, 0, chance) for chance in (0.3, 0.4, 0.7)] == [0, 1, 2]


# Red when the premium is not told apart from the terms.
@pytest.mark.parametrize(("premium", "cause"), [(0.2, slots.C_STRENGTH), (0.1, slots.C_TERMS)])
def test_why_leave_is_not_given(monkeypatch, premium, cause):
    s, log = asked(monkeypatch, 0.1, willing=[[0.4, 0.9]], line=[[0.7, 0.55]], premium=[premium])
    assert [row.cause for row in notes(s, log)] == [cause]


# --- the demand that Ribbentrop go


# On road 0 the second (weight 1) and the legation (1) receive; on road 1 the third (3) and the legation (1).
# Red when weights or roads of a desk are another's.
@pytest.mark.parametrize(
    ("road", "chance", "who"), [(0, 0.49, 1), (0, 0.51, 3), (1, 0.74, 2), (1, 0.76, 3), (2, 0.99, 2)]
)
def test_at_whose_desk_a_message_comes(road, chance, who):
    _, w, _ = scene()
    assert people.who_receives(w, DAY, road, chance) == who


# Red when Moscow demands it before sources say so, in another share, or is not seen to in the log.
@pytest.mark.parametrize(
    ("day", "chance", "demand"), [(DAY, 0.24, 1), (DAY, 0.26, 0), (599.9, 0.24, 0), (600.0, 0.24, 1)]
)
def test_a_soviet_feeler_may_demand_it(monkeypatch, day, chance, demand):
    s, w, p = surveyed(day)
    log = paper()
    draws_are(monkeypatch, 0.4, 0.1, chance, 0.6)
    feelers.fire(s, p, w, log, day, 0, SERIOUS)
    (row,) = notes(s, log)
    assert (row.channel, row.ref, s.message_demand[0][0]) == (0, demand, demand)
    assert (s.message_person[0][0], s.message_way[0][0]) == (2, 0.6)


def arrived(
    monkeypatch, person: int, demand: int, gate: float, *, way: float = 0.9, gates: float = 0.8, **given
):
    """A Soviet message has arrived on road 1 at an official's desk; Hitler would answer it."""
    s, _, p = scene(**given)
    w = ground(**SOME, ch_gate=[[[gates, 0.6]] * 3])
    log = paper()
    s.message_count[0][1] = 1
    s.message_person[0][1], s.message_demand[0][1], s.message_way[0][1] = person + 1, demand, way
    draws_are(monkeypatch, gate, 0.4)
    channels.arrive(s, p, w, log, DAY, 0, 1, SERIOUS, -1)
    return s, log


# Red when the gate does not fall, falls for people of another service, or without the demand.
@pytest.mark.parametrize(
    ("person", "demand", "gate"), [(3, 1, 0.05), (3, 0, 0.8), (2, 1, 0.8), (2, 0, 0.8), (-1, 1, 0.8)]
)
def test_ribbentrops_people_keep_the_demand_back(monkeypatch, person, demand, gate):
    assert arrived(monkeypatch, person, demand, gate - 0.01)[0].talk == [2]
    s, log = arrived(monkeypatch, person, demand, gate + 0.01)
    (row,) = notes(s, log)
    keeper = 4 if person == 3 else 0
    assert (s.talk, row.kind, row.side, row.ref) == ([0], slots.K_FILTERED, G, keeper)
    assert row.first == gate and s.best_obstacle == [slots.GATEKEEPER]


# Red when the gate of one who demands is raised to .05, or where nobody keeps the gate somebody does.
def test_the_gate_only_falls(monkeypatch):
    assert arrived(monkeypatch, 3, 1, 0.03, gates=0.02)[0].talk == [0]
    assert arrived(monkeypatch, 3, 1, 0.99, gates=1.0)[0].talk == [2]


# --- another way


# Red when the way is open round other keepers, before or after its days, or with another chance.
@pytest.mark.parametrize(
    ("person", "way", "until", "heard"),
    [(3, 0.24, NEVER, True), (3, 0.26, NEVER, False), (2, 0.24, NEVER, False), (3, 0.24, DAY, False)],
)
def test_what_is_kept_back_may_come_another_way(monkeypatch, person, way, until, heard):
    monkeypatch.setitem(SOME, "pe_end", [NEVER] * 4 + [until])
    s, log = arrived(monkeypatch, person, 0, 0.9, way=way)
    kinds = [row.kind for row in notes(s, log)]
    told = [slots.K_ANOTHER_WAY, slots.K_ANSWERED]
    assert kinds == (told if heard else [slots.K_FILTERED]) and s.delivered == [int(heard)]


# Red when he who tells it moves his leader.
def test_who_tells_it_persuades_nobody(monkeypatch):
    s, log = arrived(monkeypatch, 3, 1, 0.9, way=0.1, willing=[[0.5, 0.9]])
    assert [row.kind for row in notes(s, log)] == [slots.K_ANOTHER_WAY, slots.K_REFUSED]
    assert s.talk == [0] and s.lesson[0] == [0.0, 0.1]


# --- carriers


# Red when the carrier of a refused message stays, one of another road goes, the Soviet side loses the road
# too, or he never comes back.
def test_who_carried_what_hitler_refused_is_sent_away(monkeypatch):
    s, _ = arrived(monkeypatch, 2, 0, 0.1, willing=[[0.5, 0.9]])
    _, w, p = scene()
    assert s.carrier_back[0] == [0.0, DAY + 30.0, *[0.0] * 10]
    assert [roads.usable(s, w, DAY, 0, road, G) for road in range(3)] == [True, False, True]
    assert [roads.usable(s, w, DAY, 0, road, S) for road in range(2)] == [True, True]
    channels.arm_messages(s, w, 0)
    slot = slots.PAIR_BASE + slots.MESSAGE
    assert s.due[slot] == DAY + 30.0
    channels.message(s, p, w, paper(), DAY + 30.0, 0)
    assert s.carrier_back[0][1] == 0.0 and s.due[slot] == NEVER
    assert roads.usable(s, w, DAY + 30.0, 0, 1, G)


# Red when an answer, a Soviet refusal, or an envoy of a mediator costs a carrier.
def test_nobody_else_is_sent_away(monkeypatch):
    assert arrived(monkeypatch, 2, 0, 0.1)[0].carrier_back[0] == [0.0] * 12
    for stream, willing in ((LEADER, [0.9, 0.1]), (MEDIATOR, [0.1, 0.9])):
        s, w, p = scene(willing=[willing])
        s.message_count[0][1] = 1
        draws_are(monkeypatch, 0.1, 0.1)
        channels.arrive(s, p, w, paper(), DAY, 0, 1, stream, -1)
        assert s.talk == [0] and s.carrier_back[0] == [0.0] * 12


# A contact of the record that Hitler refused, before the branch. Red when it costs no carrier, or one of a
# road that is not known.
@pytest.mark.parametrize(("punished", "road", "back"), [(1, 1, DAY + 30.0), (0, 1, 0.0), (1, -1, 0.0)])
def test_a_recorded_refusal_costs_a_carrier(punished, road, back):
    table = {"rc_pair": [0], "rc_side": [S], "rc_refused_by": [G], "rc_talks": [0], "rc_chance": [1.0]}
    w = ground(**table, rc_channel=[road], rc_punished=[punished])
    s = at_war()
    calendar.contact_ends(s, numbers(**RULES), w, DAY, 0)
    assert s.carrier_back[0] == [0.0, back, *[0.0] * 10]
    assert s.due[slots.PAIR_BASE + slots.MESSAGE] == (back or NEVER)


# --- a mediator who is not heard, and leave that a scenario gives


# Red when Moscow hears him after the day, or does not before it; Hitler has agreed.
@pytest.mark.parametrize(("since", "begun"), [(DAY + 0.01, True), (DAY, False)])
def test_from_a_day_on_moscow_hears_no_mediator_on_a_road(monkeypatch, since, begun):
    s, w, p = scene()
    w.ch_not_heard = [NEVER, since, NEVER]
    log = paper()
    s.message_count[0][1] = 1
    draws_are(monkeypatch, 0.1, 0.3, 0.9, 0.3)
    channels.arrive(s, p, w, log, DAY, 0, 1, MEDIATOR, -1)
    row = notes(s, log)[0]
    assert (s.talk == [2]) is begun
    if not begun:
        assert (row.kind, row.side, row.cause) == (slots.K_REFUSED, S, slots.C_NOT_HEARD)
        assert s.lesson[0] == [0.0, 0.0] and s.best_stage == [slots.DELIVERED]


def supposed(**given: object):
    """A contact of the record that Hitler forbade; the scenario lets him say yes on ``DAY``."""
    s, _, p = scene(**given)
    w = ground(
        **SOME, dates=1, date_day=[DAY], date_kind=[slots.E_MEETING], date_ref=[0],
        rc_pair=[0], rc_side=[G], rc_channel=[1], rc_not_sent=[1], rc_chance=[1.0],
    )  # fmt: skip
    log = paper()
    calendar.dated(s, p, w, log, DAY)
    return s, notes(s, log)


# Red when talks begin in place of a feeler, it does not leave by the road that is named, or is never due.
def test_leave_supposed_sends_a_leaders_feeler():
    s, rows = supposed()
    assert [(row.kind, row.cause, row.channel) for row in rows[:2]] == [
        (slots.K_URGED, slots.C_SUPPOSED, 1),
        (slots.K_SENT, slots.C_LEADER, 1),
    ]
    assert rows[1].parent == 0 and s.talk == [0] and s.message[0][1] == LEADER + 1
    assert s.due[slots.PAIR_BASE + slots.MESSAGE] == s.message_arrives[0][1] > DAY
    assert s.sent[0] == [0, 0, 1, 0, 0] and s.delivered == [0]


# Red when a busy road is used twice, or what could not arise counts as if it had.
def test_leave_supposed_on_a_busy_road_does_not_arise():
    s, rows = supposed(message=[[0, 1, *[0] * 10]])
    assert [(row.kind, row.cause) for row in rows[:1]] == [(slots.K_HELD, slots.C_BUSY)]
    assert s.antecedent == 0


# Red when carriers that come back are looked for on roads without one, or the day is off the grid.
def test_a_carriers_day_lies_on_the_grid():
    s, _, p = scene()
    people.punish(s, p, 700.3000001, 0, 2)
    assert s.carrier_back[0][2] == clockwork.on_grid(730.3000001)
    people.come_back(s, ground(), 730.0, 0)
    assert s.carrier_back[0][2] > 0.0
