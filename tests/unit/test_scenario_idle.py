"""Changes that change nothing are refused; what only looks like one passes.

Each recorded value below is read off the record's own tables by eye, not asked of the code.
"""

from dataclasses import replace
from datetime import date

import pytest

from sepeace.errors import BadValue, Contradiction, SepeaceError
from sepeace.kernel import slots
from sepeace.quantities import day_of
from sepeace.record import load as load_record
from sepeace.scenario.changes import OperationChange
from sepeace.scenario.checks.accepted import accepted
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.scenario.schema import read
from tests.campaigns import told

HEAD = """
schema = 1
title = "A test"
question = "What if?"
branch = 1943-07-05
antecedent = "Something else happens."
"""


def scenario(change, assumptions=""):
    return read(f"{HEAD}\n[assumptions]\n{assumptions}\n[[change]]\n{change}\n", name="test")


DRIFT = 'parameter = "cost_base"\nfrom = 1944-02-01\n'
IDLE = [
    # a recorded date in either spelling
    ('operation = "citadel"\nstart = 1943-07-05', "", "change[1].start", "the recorded start of citadel"),
    ('operation = "citadel"\nstart = "1943-07-05"\noutcome = "limited"', "", "change[1].start", "recorded"),
    ('event = "second_front"\ndate = 1944-06-06', "", "change[1].date", "the recorded date of second_front"),
    ('event = "second_front"\ndate = "1944-06-06"', "", "change[1].date", "the recorded date"),
    # Normandy is +2 for its attacker in the record
    ('operation = "overlord"\noutcome = "decisive_success"', "", "change[1].outcome", "recorded score"),
    ('operation = "overlord"\nscore = 2', "", "change[1].score", "which it has anyway"),
    # the day on which a contact's meeting takes place anyway: its own, or the branch if that is later
    ('contact = "stockholm_june_1943"\ndate = 1943-07-05', "", "change[1].date", "on this day without it"),
    ('policy = "lend_lease"\nlevel = 1\nfrom = 1943-08-01', "", "change[1].level", "the recorded level"),
    ('policy = "lend_lease"\nlevel = 1.0\nfrom = 1943-08-01', "", "change[1].level", "the recorded level"),
    # Stockholm: 22 June 1941 to 8 May 1945, 1 month, leak .2, gate .5; Rome closed on 25 July 1943
    ('channel = "stockholm"\nopen = true', "", "change[1].open", "open then as it is"),
    ('channel = "ankara"\nopen = true\nuntil = 1944-08-03', "", "change[1].open", "open then as it is"),
    ('channel = "rome"\nopen = false\nfrom = 1943-07-26', "", "change[1].from", "closed then anyway"),
    ('channel = "rome"\nleak = 0.5\nfrom = 1943-07-26', "", "change[1].from", "closed then"),
    ('channel = "stockholm"\nleak = 0.2', "", "change[1].leak", "is 0.2 as it is"),
    ('channel = "stockholm"\nleak = 0.3\nlatency = 1', "", "change[1].latency", "is 1 as it is"),
    ('channel = "stockholm"\npasses_on = 0.5', "", "change[1].passes_on", "is 0.5 as it is"),
    ('channel = "stockholm"\npasses_on = 0.1', 'switches_off = ["gatekeepers"]',
     "change[1].passes_on", "the switch gatekeepers"),
    (DRIFT + "scale = 1", "", "change[1].scale", "a scale of 1 changes nothing"),
    (DRIFT + "scale = 1.0", 'numbers = "default"', "change[1].scale", "a scale of 1 changes nothing"),
    # what [assumptions] give already, under whichever spelling
    (DRIFT + "set = 0.002", "cost_base = 0.002", "change[1].set", "is 0.002 as it is"),
    ('parameter = "reference"\nset = 0.8\nfrom = 1944-02-01', "", "change[1].parameter", "only the reading"),
    # a dated change comes after the switch: it may set what the switch took out, and cannot scale it
    ('parameter = "cost_oil"\nscale = 1.5\nfrom = 1944-02-01', 'switches_off = ["oil"]',
     "change[1].parameter", "the switch oil takes it out"),
    # the front line: shut all the war by the record, unless this very change opens it
    ('channel = "front_line"\nleak = 0.5', "", "change[1].channel", "is shut all the war"),
    ('channel = "front_line"\nlatency = 2', 'switches_off = ["detours"]', "change[1].channel", "is shut all"),
    ('channel = "front_line"\nopen = true\nuntil = 1943-08-01\n[[change]]\n'
     'channel = "front_line"\npasses_on = 0.9\nfrom = 1943-08-01', "", "change[2].channel", "is shut all"),
    ('channel = "front_line"\nopen = true\nleak = 0.05', "", "change[1].leak", "is 0.05 as it is"),
    ('parameter = "leverage_share"\nscale = 1.5\nfrom = 1944-02-01', "leverage_share = 0", "change[1].scale",
     "what is 0 cannot be scaled"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "assumptions", "key", "words"), IDLE)
def test_what_changes_nothing_is_refused_with_its_own_reason(change, assumptions, key, words):
    """Red if a line that leaves every campaign as it was is taken for a supposition."""
    with pytest.raises((BadValue, Contradiction)) as caught:
        scenario(change, assumptions)
    assert caught.value.key == key
    assert words in str(caught.value)
    assert caught.value.given is not None and caught.value.allowed


@pytest.mark.parametrize(
    ("change", "assumptions"),
    [
        # the recorded score, in numbers: without the change it is drawn anew
        ('operation = "citadel"\nscore = -0.5', ""),
        ('operation = "citadel"\noutcome = "failure"', ""),
        ('contact = "stockholm_june_1943"', ""),
        ('contact = "stockholm_june_1943"\nhappens = true', ""),
        # closed in August 1944 by the record, kept open
        ('channel = "ankara"\nopen = true', ""),
        ('channel = "stockholm"\nopen = true\nfrom = 1945-05-09', ""),
        ('channel = "rome"\nopen = true\nleak = 0.4\nfrom = 1943-07-26', ""),
        ('channel = "stockholm"\nlatency = 1', 'switches_off = ["detours"]'),
        # shut all the war by the record, opened
        ('channel = "front_line"\nopen = true', ""),
        ('channel = "front_line"\nopen = true\nlatency = 1\nuntil = 1943-08-01', ""),
        ('channel = "front_line"\nopen = true', 'switches_off = ["detours"]'),
        # set after the switch that took it out
        ('parameter = "cost_oil"\nset = 0.005\nfrom = 1944-02-01', 'switches_off = ["oil"]'),
        # the default, set where every campaign draws its own
        ('parameter = "belief_volatility"\nset = 0.06\nfrom = 1944-02-01', ""),
    ],
)
def test_what_only_looks_like_nothing_passes(change, assumptions):
    """Red if the guard refuses a change that moves something."""
    made = scenario(change, assumptions)
    assert with_tables(made) != with_tables(made.baseline())


ROAD = 'channel = "front_line"\nopen = true\n'
MEETING = 'contact = "stockholm_june_1943"\nhappens = true\nthrough = "front_line"\ndate = 1943-08-15\n'


def test_a_road_that_a_scenario_opens_carries_feelers():
    """Red if the road across the front line stays nobody's although a change opens it, or opens too early."""
    there = plan(scenario(ROAD + "from = 1943-08-01", 'motive = "mixed"\nfeeler_rate = 0.5'), "branch")
    number = [row.id for row in load_record().channels].index("front_line")
    rows = [row for n in range(20) for row in told(there, 3, n)[1]]
    sent = [row for row in rows if row.kind == slots.K_SENT and row.channel == number]
    assert sent and min(row.time for row in sent) >= day_of(date(1943, 8, 1))
    assert {row.side for row in sent} == {slots.GERMANY, slots.SOVIET}


@pytest.mark.parametrize("span", ["from = 1943-08-01\nuntil = 1943-09-01", "from = 1943-08-15", ""])
def test_a_meeting_may_go_by_a_road_that_the_scenario_opens(span):
    """Red if the road is held to be shut on a day on which the scenario has it open."""
    made = scenario(f"{MEETING}\n[[change]]\n{ROAD}{span}")
    assert any(row.kind == slots.K_HELD for n in range(3) for row in told(plan(made, "branch"), 1, n)[1])


@pytest.mark.parametrize("span", ["from = 1943-08-16", "until = 1943-08-15"])
def test_no_meeting_goes_by_a_road_that_is_shut_again_or_not_yet_open(span):
    """Red if a road that is open on any day of the war is taken for open on all."""
    with pytest.raises(BadValue, match="front_line is not open on 1943-08-15"):
        plan(scenario(f"{MEETING}\n[[change]]\n{ROAD}{span}"), "branch")


def with_tables(made):
    """Everything that a campaign of a scenario runs on."""
    there = plan(made, "branch")
    world = {name: getattr(there.world, name) for name in type(there.world).__slots__}
    numbers = {name: getattr(there.numbers, name) for name in type(there.numbers).__slots__}
    return repr((world, numbers))


def test_a_default_is_nothing_only_where_no_campaign_draws_it():
    from sepeace.model.parameters import find

    row = find("belief_volatility")
    assert row.drawn
    change = f'parameter = "belief_volatility"\nset = {row.quantity.value!r}\nfrom = 1944-02-01'
    scenario(change)
    with pytest.raises(BadValue, match="as it is"):
        scenario(change, 'numbers = "default"')


def test_a_setting_from_outside_is_held_against_the_changes_too(tmp_path):
    """Red if `--set` can make a change idle that was none before."""
    from sepeace.cli.options import scenario_from

    file = tmp_path / "one.toml"
    file.write_text(f"{HEAD}\n[[change]]\n{DRIFT}set = 0.002\n", encoding="utf-8")
    assert load(file).changes
    with pytest.raises(BadValue, match=r"one.toml, change\[1\].set: .*as it is"):
        scenario_from(str(file), ["cost_base=0.002"])
    with pytest.raises(BadValue, match="as it is"):
        accepted(load(file).with_assumptions({"cost_base": 0.002}))


SILENT = [
    # by eye from data/parameters.csv: of the second pair, through a number that is out, and its own switch
    ("finland_fade = 0.2", ["finland"], "finland_fade", "switches_off without finland"),
    ("finland_fade = 0.2", ["german_reprisal", "oil"], "finland_fade", "without german_reprisal"),
    ("cost_oil = 0.004", ["oil", "walk_outs"], "cost_oil", "switches_off without oil"),
    ("oil_need = 8", ["oil"], "oil_need", "switches_off without oil"),
    ("fortune_half_life = 90", ["recent_operations"], "fortune_half_life", "without recent_operations"),
]


# Red when show lays out what it refuses as a change, or a verb is told another thing than show.
@pytest.mark.parametrize(("assumed", "off", "key", "allowed"), SILENT)
def test_what_is_assumed_and_a_switch_takes_out_is_refused_alike(assumed, off, key, allowed, tmp_path):
    from sepeace.cli.options import scenario_from

    names = ", ".join(f'"{name}"' for name in off)
    text = f"{HEAD}\n[assumptions]\n{assumed}\nswitches_off = [{names}]\n"
    with pytest.raises(Contradiction, match=f"{key} acts on nothing here") as caught:
        read(text, name="test")
    assert caught.value.key == f"assumptions.{key}" and allowed in str(caught.value)
    file = tmp_path / "one.toml"
    for first, then in ((assumed, f"switches_off={','.join(off)}"), (f"switches_off = [{names}]", assumed)):
        file.write_text(f"{HEAD}\n[assumptions]\n{first}\n", encoding="utf-8")
        with pytest.raises(Contradiction, match="acts on nothing here") as caught:
            scenario_from(str(file), [then.replace(" ", "")])
        place = (str(file), f"assumptions.{key}") if "switches" in then else (None, f"--set {key}")
        assert (caught.value.file, caught.value.key) == place


# Red when a number is refused that acts all the same, or that a reading alone leaves out.
@pytest.mark.parametrize(
    ("assumed", "off"),
    [
        ("finland_fade = 0.2", "oil"),
        ("leverage_share = 0.5", "oil"),
        ("finland_reprisal = 0.0\nfinland_fade = 0.2", "oil"),
    ],
)
def test_what_no_switch_takes_out_may_be_assumed(assumed, off):
    read(f'{HEAD}\n[assumptions]\n{assumed}\nswitches_off = ["{off}"]\n', name="test")


# Red when a scale passes that the campaigns beside every answer, which draw their numbers, cannot have.
def test_a_scale_is_held_to_the_whole_range_whatever_the_numbers():
    scaled = 'parameter = "answer_chance"\nscale = 1.3\nfrom = 1944-02-01'
    for numbers in ("prior", "default"):
        made = scenario(scaled, f'numbers = "{numbers}"')
        with pytest.raises(BadValue, match=r"answer_chance is out of reach: 1 times 1\.3 is 1\.3"):
            plan(made)
    plan(scenario(scaled.replace("1.3", "0.9"), 'numbers = "default"'))


def test_a_change_built_in_python_is_held_to_the_same():
    kursk = load("germany_wins_at_kursk")
    same = OperationChange(target="citadel", start=date(1943, 7, 5))
    with pytest.raises(BadValue, match="recorded start"):
        accepted(replace(kursk, changes=(same,)))
    for wrong in ("high", float("nan"), True):
        with pytest.raises(BadValue, match=r"change\[1\].score: a (finite )?number is needed"):
            accepted(replace(kursk, changes=(OperationChange(target="citadel", score=wrong),)))
    both = replace(kursk.changes[0], score=1.0)  # the score follows from the outcome
    assert accepted(replace(kursk, changes=(both,))) == kursk
    assert accepted(kursk) == kursk
    with pytest.raises(BadValue, match=r"changes\[1\]: a change is needed, not dict; .*OperationChange"):
        accepted(replace(kursk, changes=({"operation": "citadel"},)))


@pytest.mark.parametrize(
    "text",
    [
        '[assumptions]\nfear = 0.1\n"fear.germany" = 0.1',
        "[assumptions]\nfear = 0.1\nfear.germany = 0.2",
        '[assumptions]\nideology.germany = 0.1\n"ideology.germany" = 0.1',
        '[[change]]\nparameter = "fear"\nset = 0.1\nfrom = 1944-01-01\n'
        '[[change]]\nparameter = "fear"\nside = "germany"\nset = 0.2\nfrom = 1944-03-01',
    ],
)
def test_a_name_given_twice_is_refused_in_whatever_spelling(text):
    """Red if the last of two spellings of one thing wins in silence. The second is no valid TOML at all."""
    with pytest.raises(SepeaceError, match=r"twice|TOML"):
        read(f"{HEAD}\n{text}\n", name="test")
