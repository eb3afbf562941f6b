"""Scenario files: what passes, what is refused, and how each refusal is worded."""

from dataclasses import fields
from datetime import date

import pytest

from sepeace.errors import BadScenario, BadValue, Contradiction, SepeaceError, UnknownName
from sepeace.scenario import documents
from sepeace.scenario.changes import CHANGES
from sepeace.scenario.schema import read
from sepeace.scenario.vocabulary import KINDS

HEAD = """
schema = 1
title = "A test"
question = "What if?"
branch = 1943-07-05
antecedent = "Something else happens."
"""


def scenario(*changes: str, head: str = HEAD):
    return read(
        head + "".join(f"\n[[change]]\n{change}\n" for change in changes), name="test", file="test.toml"
    )


def refusal(*changes: str, head: str = HEAD) -> SepeaceError:
    with pytest.raises(SepeaceError) as caught:
        scenario(*changes, head=head)
    assert caught.value.file == "test.toml"
    return caught.value


CITADEL = 'operation = "citadel"\n'

# --- what passes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["1943-07-05", '"1943-07-05"'])
def test_toml_dates_and_quoted_dates_both_pass(day):
    assert scenario(head=HEAD.replace("1943-07-05", day)).branch == date(1943, 7, 5)


@pytest.mark.parametrize(
    ("change", "kind", "target", "values"),
    [
        (CITADEL + 'outcome = "success"', "operation", "citadel", {"outcome": "success", "score": 1.0}),
        (CITADEL + "score = 2", "operation", "citadel", {"score": 2.0}),
        (CITADEL + "cancel = true", "operation", "citadel", {"cancel": True}),
        (CITADEL + "start = 1943-08-01", "operation", "citadel", {}),
        ('event = "second_front"\ncancel = true', "event", "second_front", {"cancel": True}),
        ('event = "second_front"\ndate = 1943-09-01', "event", "second_front", {}),
        (
            'contact = "stockholm_september_1943"\nline = "dnieper"\nclauses = ["trade"]',
            "contact",
            "stockholm_september_1943",
            {"happens": True, "line": "dnieper", "clauses": ("trade",)},
        ),
        (
            'channel = "stockholm"\nopen = false\nfrom = 1943-08-01\nuntil = 1943-09-01',
            "channel",
            "stockholm",
            {"open": False},
        ),
        (
            'leader = "germany"\nprofile = "goering"\nfrom = 1943-08-01',
            "leader",
            "germany",
            {"profile": "goering"},
        ),
        ('policy = "lend_lease"\nlevel = 0.5\nfrom = 1943-08-01', "policy", "lend_lease", {"level": 0.5}),
        (
            'parameter = "ideology"\nside = "germany"\nset = 0\nfrom = 1943-08-01',
            "parameter",
            "ideology",
            {"side": "germany", "set": 0.0},
        ),
    ],
)
def test_each_kind_of_change_is_read(change, kind, target, values):
    (read_change,) = scenario(change).changes
    assert (read_change.kind, read_change.target, read_change.values) == (kind, target, values)
    assert read_change.where == "change[1]"


# Red when a field of a change is missing from what the machine output is said to hold.
def test_every_field_of_a_change_is_described():
    said = {field.name for kind in CHANGES.values() for field in fields(kind)}
    assert said - {"target", "start", "until", "where"} == set(documents.ChangeValues.__annotations__)


def test_a_parameter_of_one_side_may_be_named_without_it():
    (change,) = scenario('parameter = "fear"\nscale = 0.5\nfrom = 1943-08-01').changes
    assert change.side == "germany"


def test_an_operation_under_way_at_the_branch_can_be_changed():
    head = HEAD.replace("1943-07-05", "1943-07-15")
    assert scenario(CITADEL + "score = 1", head=head).changes[0].target == "citadel"


def test_spans_of_one_parameter_may_follow_each_other():
    one = 'parameter = "cost_oil"\nscale = 0.5\nfrom = 1943-08-01\nuntil = 1943-09-01'
    two = 'parameter = "cost_oil"\nscale = 1.5\nfrom = 1943-09-01'
    assert len(scenario(one, two).changes) == 2


def test_assumptions_are_read_with_sides_as_dotted_keys():
    head = HEAD + '[assumptions]\nstrength = "rational"\nprior_drift.soviet = -0.02\nswitches_off = ["oil"]\n'
    assumptions = scenario(head=head).assumptions
    assert assumptions.strength == "rational"
    assert assumptions.parameters == (("prior_drift", "soviet", -0.02),)
    assert assumptions.switches == ("oil",)


# --- what is refused --------------------------------------------------------------------------------

SECOND_FRONT = 'event = "second_front"\n'
PARAMETER = 'parameter = "cost_oil"\nfrom = 1943-08-01\n'
REFUSED_CHANGES = [
    (CITADEL + 'outcom = "success"', UnknownName, "change[1].outcom", "outcome"),
    (CITADEL + 'outcome = "sucess"', UnknownName, "change[1].outcome", "success"),
    (CITADEL + "outcome = 2", BadValue, "change[1].outcome", None),
    (CITADEL + 'score = "2"', BadValue, "change[1].score", None),
    (CITADEL + "score = true", BadValue, "change[1].score", None),
    (CITADEL + "score = nan", BadValue, "change[1].score", None),
    (CITADEL + "score = inf", BadValue, "change[1].score", None),
    (CITADEL + "score = 0x" + "f" * 5000, BadValue, "change[1].score", None),
    (CITADEL + "score = 3.1", BadValue, "change[1].score", None),
    (CITADEL + "score = -2.6", BadValue, "change[1].score", None),
    (CITADEL + "cancel = 1", BadValue, "change[1].cancel", None),
    (CITADEL + "cancel = false", BadValue, "change[1].cancel", None),
    (CITADEL + 'outcome = "success"\nscore = 1', Contradiction, "change[1].score", None),
    (CITADEL + 'outcome = "success"\ncancel = true', Contradiction, "change[1].outcome", None),
    (CITADEL + "score = 1\ncancel = true", Contradiction, "change[1].score", None),
    (CITADEL + "start = 1943-08-01\ncancel = true", Contradiction, "change[1].start", None),
    (CITADEL + "start = 1943-07-04", Contradiction, "change[1].start", None),
    (CITADEL + "start = 1946-01-01", BadValue, "change[1].start", None),
    (CITADEL + "start = 1945-12-30", BadValue, "change[1].start", None),
    (CITADEL + 'start = "1943-7-5"', BadValue, "change[1].start", None),
    (CITADEL + 'start = "1943-02-30"', BadValue, "change[1].start", None),
    (CITADEL + "start = 1943-08-01T04:30:00", BadValue, "change[1].start", None),
    (CITADEL + "start = 19430801", BadValue, "change[1].start", None),
    (CITADEL, BadScenario, "change[1]", None),
    (CITADEL + SECOND_FRONT + "cancel = true", Contradiction, "change[1]", None),
    ('operation = "citadell"\nscore = 1', UnknownName, "change[1].operation", "citadel"),
    ("operation = 7\nscore = 1", BadValue, "change[1].operation", None),
    ('operation = ""\nscore = 1', BadValue, "change[1].operation", None),
    ('operation = "uranus"\nscore = 1', Contradiction, "change[1].operation", None),
    ('oparation = "citadel"\nscore = 1', BadScenario, "change[1]", "operation"),
    ("score = 1", BadScenario, "change[1]", None),
    ('event = "second_frunt"\ncancel = true', UnknownName, "change[1].event", "second_front"),
    ('event = "torch"\ncancel = true', Contradiction, "change[1].event", None),
    ('event = "citadel_opens"\ncancel = true', BadScenario, "change[1].event", None),
    (SECOND_FRONT + "date = 1943-07-01", Contradiction, "change[1].date", None),
    (SECOND_FRONT + "date = 1943-09-01\ncancel = true", Contradiction, "change[1].date", None),
    ('contact = "stockholm_september_1943"\nhappens = false', Contradiction, "change[1].happens", None),
    ('contact = "stockholm_june_1943"\ndate = 1943-06-14', Contradiction, "change[1].date", None),
    ('contact = "stockholm_september_1943"\nline = "the dnieper"', UnknownName, "change[1].line", "dnieper"),
    ('contact = "stockholm_september_1943"\nclauses = ["trades"]', UnknownName, "change[1].clauses", "trade"),
    ('contact = "stockholm_september_1943"\nclauses = "trade"', BadValue, "change[1].clauses", None),
    (
        'contact = "stockholm_september_1943"\nclauses = ["trade", "trade"]',
        Contradiction,
        "change[1].clauses",
        None,
    ),
    (
        'contact = "stockholm_september_1943"\nthrough = "stokholm"',
        UnknownName,
        "change[1].through",
        "stockholm",
    ),
    ('channel = "stokholm"\nopen = false', UnknownName, "change[1].channel", "stockholm"),
    ('channel = "al"\nleak = 0', UnknownName, "change[1].channel", "all"),
    ('channel = "stockholm"\nleak = 1.5', BadValue, "change[1].leak", None),
    ('channel = "stockholm"\npasses_on = -0.1', BadValue, "change[1].passes_on", None),
    ('channel = "stockholm"\nlatency = 99', BadValue, "change[1].latency", None),
    ('channel = "stockholm"\nopen = "yes"', BadValue, "change[1].open", None),
    ('channel = "stockholm"\nopen = false\nleak = 0.1', Contradiction, "change[1].leak", None),
    ('channel = "stockholm"\nleak = 0.1\nfrom = 1943-07-01', Contradiction, "change[1].from", None),
    ('channel = "stockholm"\nleak = 0.1\nuntil = 1943-07-05', Contradiction, "change[1].until", None),
    (
        'channel = "stockholm"\nleak = 0.1\nfrom = 1943-09-01\nuntil = 1943-08-01',
        Contradiction,
        "change[1].until",
        None,
    ),
    ('leader = "italy"\nprofile = "x"\nfrom = 1943-08-01', UnknownName, "change[1].leader", None),
    ('leader = "germany"\nprofile = "x"', BadScenario, "change[1].from", None),
    ('policy = "lendlease"\nlevel = 1\nfrom = 1943-08-01', UnknownName, "change[1].policy", "lend_lease"),
    ('policy = "lend_lease"\nlevel = 2.1\nfrom = 1943-08-01', BadValue, "change[1].level", None),
    (
        'policy = "lend_lease"\nlevel = 1\ncancel = true\nfrom = 1943-08-01',
        Contradiction,
        "change[1].level",
        None,
    ),
    ('policy = "lend_lease"\nlevel = 1', BadScenario, "change[1].from", None),
    ('policy = "unconditional_surrender"\ncancel = true', Contradiction, "change[1].policy", None),
    (PARAMETER + "set = 0.004\nscale = 1", Contradiction, "change[1].scale", None),
    (PARAMETER + "scale = 50", BadValue, "change[1].scale", None),
    (PARAMETER + "set = -1", BadValue, "change[1].set", None),
    (PARAMETER + 'set = 0.004\nside = "germany"', BadValue, "change[1].side", None),
    (PARAMETER, BadScenario, "change[1]", None),
    ('parameter = "cost_oil"\nset = 0.004', BadScenario, "change[1].from", None),
    (
        'parameter = "cost_oyl"\nset = 0.004\nfrom = 1943-08-01',
        UnknownName,
        "change[1].parameter",
        "cost_oil",
    ),
    ('parameter = "ideology"\nset = 0.1\nfrom = 1943-08-01', BadValue, "change[1].side", None),
    ('parameter = "frontier_share"\nset = 0.3\nfrom = 1943-08-01', BadValue, "change[1].parameter", None),
]


@pytest.mark.parametrize(("change", "kind", "key", "near"), REFUSED_CHANGES)
def test_a_change_is_refused_at_its_place(change, kind, key, near):
    error = refusal(change)
    assert type(error) is kind, error
    assert (error.key, error.nearest) == (key, near), error
    assert str(error).startswith(f"test.toml, {key}: ")


@pytest.mark.parametrize(
    ("old", "new", "kind", "key"),
    [
        ("schema = 1\n", "", BadScenario, "schema"),
        ("schema = 1", "schema = 2", BadScenario, "schema"),
        ("schema = 1", "schema = 0", BadValue, "schema"),
        ("schema = 1", "schema = true", BadValue, "schema"),
        ("schema = 1", 'schema = "1"', BadValue, "schema"),
        ('title = "A test"\n', "", BadScenario, "title"),
        ('title = "A test"', "title = 3", BadValue, "title"),
        ('title = "A test"', 'title = " "', BadValue, "title"),
        ('title = "A test"', 'titel = "A test"', UnknownName, "titel"),
        ("branch = 1943-07-05", "branch = 1941-06-21", BadValue, "branch"),
        ("branch = 1943-07-05", "branch = 1946-01-01", BadValue, "branch"),
        ("branch = 1943-07-05", "branch = 1943-07-05T00:00:00Z", BadValue, "branch"),
        ("branch = 1943-07-05", "branch = 1943-13-05", BadScenario, "line 5, column 14"),
        ("branch = 1943-07-05", "sources = [1]", BadValue, "sources"),
        ("branch = 1943-07-05", 'sources = "one"', BadValue, "sources"),
        ("branch = 1943-07-05", "change = 3", BadValue, "change"),
        ("branch = 1943-07-05", "change = [3]", BadValue, "change[1]"),
        ("branch = 1943-07-05", "assumptions = 3", BadValue, "assumptions"),
        ("branch = 1943-07-05", "changes = []", UnknownName, "changes"),
        ('title = "A test"', "title = ", BadScenario, "line 3, column 9"),
        ('title = "A test"', "title = " + "9" * 5000, BadScenario, None),
        ('title = "A test"', "title = " + "[" * 5000, BadScenario, None),
    ],
)
def test_a_head_is_refused_at_its_place(old, new, kind, key):
    error = refusal(head=HEAD.replace(old, new))
    assert type(error) is kind, error
    assert error.key == key, error


@pytest.mark.parametrize(
    ("line", "kind", "key", "near"),
    [
        ('strength = "rationel"', UnknownName, "assumptions.strength", "rational"),
        ("frontier = 1941", BadValue, "assumptions.frontier", None),
        ('strenght = "rational"', UnknownName, "assumptions.strenght", "strength"),
        ('switches_off = ["oill"]', UnknownName, "assumptions.switches_off", "oil"),
        ('switches_off = "oil"', BadValue, "assumptions.switches_off", None),
        ('switches_off = ["oil", "oil"]', Contradiction, "assumptions.switches_off", None),
        ("cost_oil = 5", BadValue, "assumptions.cost_oil", None),
        ("cost_oil = nan", BadValue, "assumptions.cost_oil", None),
        ("cost_oil = true", BadValue, "assumptions.cost_oil", None),
        ("cost_oil.soviet = 0.004", BadValue, "assumptions.cost_oil.soviet", None),
        ("prior_drift = -0.02", BadValue, "assumptions.prior_drift", None),
        ("prior_drift.finland = -0.02", BadValue, "assumptions.prior_drift.finland", None),
        ("prior_drift = {}", BadValue, "assumptions.prior_drift", None),
    ],
)
def test_an_assumption_is_refused_at_its_place(line, kind, key, near):
    error = refusal(head=f"{HEAD}[assumptions]\n{line}\n")
    assert type(error) is kind, error
    assert (error.key, error.nearest) == (key, near), error


def test_changes_need_a_branch_and_an_antecedent():
    assert refusal(CITADEL + "score = 1", head=HEAD.replace("branch = 1943-07-05\n", "")).key == "branch"
    without = HEAD.replace('antecedent = "Something else happens."\n', "")
    assert refusal(CITADEL + "score = 1", head=without).key == "antecedent"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (CITADEL + "score = 1", CITADEL + "start = 1943-08-01"),
        (PARAMETER + "scale = 1.1", PARAMETER + "scale = 1.2"),
        (
            'policy = "lend_lease"\nlevel = 1\nfrom = 1943-08-01',
            'policy = "lend_lease"\nlevel = 2\nfrom = 1943-09-01',
        ),
    ],
)
def test_the_same_thing_twice_is_refused_at_the_second(one, two):
    error = refusal(one, two)
    assert type(error) is Contradiction and error.key == "change[2]"


# Red when a kind of change has a class and no key in a file, or the other way round.
def test_every_kind_of_change_has_its_class():
    assert tuple(CHANGES) == KINDS
