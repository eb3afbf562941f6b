"""What is told rests on what a war has: words of approaches, the order of 1 May 1943, a feeler with leave."""

from functools import cache

import pytest

from sepeace.chronicle.premises import ANSWER, TERMS
from sepeace.chronicle.reader import read
from sepeace.kernel import slots
from sepeace.record import load as record
from sepeace.scenario import load
from sepeace.scenario.plan import plan
from sepeace.scenario.recorded_events import TAKES_UP
from sepeace.scenario.tables.approaches import told_approach
from sepeace.scenario.timeline import timeline
from tests.campaigns import ran

ORDER = record().event("order_195").name
NOTHING = "nothing for it to take up"


@cache
def chronicle(name, campaign=0, **assumed):
    made = plan(load(name).with_assumptions({"numbers": "prior", **assumed}))
    state, log = ran(made, 1, campaign)
    return read(made, log, state)


def approach(name, contact):
    """What a chronicle says of an approach."""
    title = record().contact(contact).title
    return next(event.text for event in chronicle(name) if f": {title}." in event.text)


# Red when a row of the table names no approach, or no event, or nothing that could be left out.
def test_what_rests_on_an_event_is_an_approach_of_the_record():
    for contact, event in (*TERMS, *ANSWER):
        row = record().contact(contact)
        assert told_approach(row) and record().event(event).date <= row.start, contact
    assert TAKES_UP == (("order_195", "unconditional_surrender"),)


GONE = [
    ("no_unconditional_surrender", "kersten_hewitt_1943", "unconditional surrender only", "The answer to it"),
    ("no_unconditional_surrender", "himmler_december_1943", "it needs no definition", "Its terms and"),
    ("united_states_stays_out", "kersten_hewitt_1943", "unconditional surrender only", "The answer to it"),
    ("united_states_stays_out", "sunrise_1945", "troops in Italy", "Its terms"),
    ("united_states_stays_out", "lubeck_1945", "Britain and the United States", "The answer to it"),
    ("overlord_fails", "lubeck_1945", "whole western front", "Its terms"),
]


# Red when an approach is answered by a demand nobody made, by a state at peace, or for an army that never
# landed; or when a war that has all of it loses what the record says.
@pytest.mark.parametrize(("scenario", "contact", "recorded", "void"), GONE)
def test_an_approach_is_told_without_what_is_not_there(scenario, contact, recorded, void):
    told = approach(scenario, contact)
    assert recorded not in told and f"{void} " in told and "on what does not stand here" in told
    assert recorded in approach("historical", contact)
    assert "does not stand here" not in approach("historical", contact)


def orders(name, campaign=0, **assumed):
    return [event for event in chronicle(name, campaign, **assumed) if ORDER in event.text]


# Red when Stalin takes up a demand that was not made, is silent of one that was, or is told twice.
@pytest.mark.parametrize(
    ("scenario", "taken_up"),
    [("historical", True), ("uranus_fails", True), ("overlord_fails", True),
     ("no_unconditional_surrender", False), ("united_states_stays_out", False)],
)  # fmt: skip
def test_the_order_of_may_1943_takes_up_the_formula_where_it_stands(scenario, taken_up):
    (told,) = orders(scenario)
    assert told.date.isoformat() == "1943-05-01" and told.who == "Soviet Union"
    assert (NOTHING in told.text) == (not taken_up)
    (row,) = (row for row in timeline(load(scenario)) if ORDER in row.text)
    assert (NOTHING in row.text) == (not taken_up) and not row.changed


# Red when a formula that a campaign's own West never came to is taken up all the same.
def test_a_formula_that_a_campaign_does_not_have_is_not_taken_up():
    found = {True: 0, False: 0}
    for campaign in range(12):
        events = chronicle("historical", campaign, formula_cause=1.0, strength="rational")
        without = any("do not demand unconditional surrender" in event.text for event in events)
        rows = [event for event in events if ORDER in event.text]
        assert all((NOTHING in event.text) == without for event in rows)
        found[without] += len(rows)
    assert min(found.values()) > 0, found


# Red when a war that was settled before is told the order.
def test_after_a_settlement_nobody_takes_it_up():
    settled = 0
    for campaign in range(200):
        made = plan(load("moscow_falls").with_assumptions(strength="rational"))
        state, log = ran(made, 1, campaign)
        signed = [
            row.time for row in log.rows[: state.events] if row.kind == slots.K_SIGNED and row.pair == 0
        ]
        if signed and signed[0] < 600.0:
            settled += 1
            assert not [event for event in read(made, log, state) if ORDER in event.text]
        if settled == 2:
            break
    assert settled == 2


# Red when a feeler that a scenario has Hitler allow is told as his own wish.
@pytest.mark.parametrize("campaign", range(4))
def test_a_feeler_with_leave_has_the_leave_for_its_reason(campaign):
    events = chronicle("ribbentrop_heeded_1942", campaign)
    places = [place for place, event in enumerate(events) if "gives leave for what it refused" in event.text]
    sent = [event for event in events if event.kind == "feeler" and event.parent in places]
    assert len(sent) == 1 and "it has given leave for it, as the scenario supposes" in sent[0].because
    assert "willing enough" not in sent[0].because and "rather talk than not" not in sent[0].because
    own = [event for event in events if event.kind == "feeler" and event.parent not in places]
    assert not any("has given leave" in event.because for event in own)
