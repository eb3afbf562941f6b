"""Every draw has an address, and no address has two meanings.

The generator is wrapped: each call is written down with who asked, and for what. An address that two
questions share would tie together things that have nothing to do with each other, in every campaign alike.
"""

import sys

import pytest

from sepeace.clocks.plain import run_plain
from sepeace.kernel.draws import philox, streams
from sepeace.model.parameters import PARAMETERS
from tests.campaigns import planned

# What is decided, by the function that asks and the local names that say for what.
QUESTIONS = {
    "coefficients": (),
    "draw_score": ("o",),
    "offensive": ("slot", "sector"),
    "drift_and_noise": ("week",),
    "war_end": ("week",),
    "errors_week": ("pair", "week"),
    "new_threshold": ("pair", "stream"),
    "fire": ("pair", "stream", "n"),
    "dispatch": ("pair", "channel", "number"),
    "officials": ("pair", "n"),
    "to_whom": ("pair", "stream", "n"),
    "arrive": ("pair", "channel", "number"),
    "open_talks": ("pair",),
    "conclude": ("pair", "n"),
    "renewal_day": ("pair",),
    "renew": ("pair",),
    "took_place": ("contact",),
    "spoken_west": ("contact",),
    "recorded_news": ("number",),
    "demands_all": (),
    "own_numbers": ("k",),
    "error_of_finland": (),
}
# The day of renewal and its side are two numbers of one block, and so are the two of a recorded contact.
ONE_MATTER = {"renew": "renewal_day", "spoken_west": "took_place"}


def question(frame):
    """What the caller of a draw wants to know, as far as its own variables tell."""
    name, local = frame.f_code.co_name, frame.f_locals
    about = tuple(local[key] for key in QUESTIONS[name])
    if name == "new_threshold":
        about += (local["s"].fired[local["pair"]][local["stream"]],)
    elif name in ("open_talks", "conclude"):
        about += (local["s"].talk_count[local["pair"]],)
    elif name == "error_of_finland":
        about += (local["s"].weeks,)
    return (ONE_MATTER.get(name, name), *about)


@pytest.fixture
def asked(monkeypatch):
    """Every address asked for, with the questions and the answers."""
    book = {}
    usual = philox.uniforms

    def recording(seed, campaign, stream, index):
        frame = sys._getframe(1)
        if frame.f_code.co_name in ("four", "four_of_numbers"):
            frame = frame.f_back
        numbers = usual(seed, campaign, stream, index)
        questions, answers = book.setdefault((seed, campaign, stream, index), (set(), set()))
        questions.add(question(frame))
        answers.add(numbers)
        return numbers

    monkeypatch.setattr(philox, "uniforms", recording)
    return book


# Red when two streams share a number, or an index mixes two things (week and sector, channel and message).
def test_no_address_has_two_meanings(asked):
    plans = [
        planned(
            "historical", (("strength", "rational"), ("motive", "mixed"), ("initiative", "fleischhauer"))
        ),
        planned("germany_wins_at_kursk", (("strength", "rational"), ("motive", "leverage"))),
        planned("uranus_fails", (("strength", "prospect"), ("motive", "mixed"))),
        planned("historical", (("formula_cause", 0.5),)),
    ]
    for number in range(60):
        run_plain(plans[number % len(plans)], 6, number)
    reached = set()
    for address, (questions, answers) in asked.items():
        assert len(questions) == 1, (address, questions)
        assert len(answers) == 1, address
        reached |= {question[0] for question in questions}
    assert reached == set(QUESTIONS) - set(ONE_MATTER)
    # And the other way: no question is put to two addresses, so both worlds ask at the same one.
    answered = {}
    for (_, campaign, stream, index), (questions, _) in asked.items():
        for about in questions:
            assert answered.setdefault((campaign, about), (stream, index)) == (stream, index)
    assert all(0 <= index < 2**32 for _, _, _, index in asked)


# Red when a what-if asks for the same thing at another address: its worlds would not share their luck.
def test_both_worlds_ask_the_same_addresses(asked):
    from tests.campaigns import planned_baseline

    run_plain(planned("germany_wins_at_kursk"), 6, 1)
    first = dict(asked)
    run_plain(planned_baseline("germany_wins_at_kursk"), 6, 1)
    numbers = planned("germany_wins_at_kursk").world.op_number
    assert numbers == planned_baseline("germany_wins_at_kursk").world.op_number
    for address, (questions, _) in asked.items():
        assert len(questions) == 1
        if address in first:
            assert questions == first[address][0]


# Red when two streams have one number, or a stream got another: every campaign ever reported would change.
def test_streams_keep_their_numbers():
    names = (
        *("SECTOR_NOISE", "SCORE", "OFFENSIVE_SCORE", "COEFFICIENTS", "CROSSING", "EXPECTATION", "THRESHOLD"),
        *("CHANNEL_CHOICE", "LATENCY", "GATE", "ROUND_HAZARD", "EXPOSURE_CLOCK", "RENEWAL_CLOCK", "GRADE"),
        "PARAMETER",
    )
    table = {n: v for n, v in vars(streams).items() if n.isupper() and isinstance(v, int) and n != "MEDIAN"}
    assert len(set(table.values())) == len(table)
    assert [table[name] for name in names] == list(range(1, 16))


# Red when the number made from a parameter's name meets another's (crc32 of 32 bits can), or does not fit.
def test_parameters_have_addresses_of_their_own():
    addresses = {row.address for row in PARAMETERS}
    assert len(addresses) == len(PARAMETERS) == len({row.key for row in PARAMETERS})
    assert all(0 <= address < 2**32 for address in addresses)
    assert {row.key: row.address for row in PARAMETERS}["ideology.germany"] == 1263075682
