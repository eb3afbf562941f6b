"""Every statement of the source document has one home, and that home exists."""

from __future__ import annotations

from importlib.resources import files

import pytest

from sepeace.errors import BadValue, UnknownName
from sepeace.record import load
from sepeace.scenario.library import shipped
from sepeace.validation.claim_homes import NONE, homes, read

TEXT = files("sepeace").joinpath("data", "claim_homes.csv").read_text(encoding="utf-8")
AHEAD = {"finland_accepts_1941", "mtsensk_as_source_criticism", "no_unconditional_surrender"}
"""Scenarios that statements name and that ship later."""


# Red when a statement is left out, stands twice or out of order, or has no reason.
def test_every_statement_has_one_home():
    ids = [f"C{number:02d}" for number in range(1, 81)]
    assert list(homes()) == [row.id for row in load().claims] == ids
    assert all(row.why.endswith(".") for row in homes().values())
    without = {name for name, row in homes().items() if row.home == NONE}
    assert without == {"C16", "C34", "C78", "C79"}, "a statement lost its home, or found one"


# Red when a scenario is renamed.
def test_scenarios_that_are_named_exist():
    named = {row.name for row in homes().values() if row.home == "scenario"}
    assert named <= {*shipped(), *AHEAD} and named & set(shipped())


# Red when the four statements of gatekeepers and carriers have lost what carries them.
def test_what_officials_do_has_its_own_home():
    wanted = {"C30": "urged", "C63": "dismissal_share", "C64": "dismissal_gate", "C65": "bormann_gate"}
    wanted |= {"C66": "carrier_days", "C70": "goebbels"}
    assert {name: homes()[name].name for name in wanted} == wanted


# Red when what Hitler waits for, Finland's line, the fear of the West or the cause of the formula have lost
# the terms that carry them.
def test_a_term_is_the_home_where_there_is_one():
    wanted = {"C19": "formula_cause", "C74": "formula_cause", "C40": "finland_concession"}
    wanted |= {"C42": "finland_reprisal", "C43": "finland_fear"}
    wanted |= {"C41": "finland_own", "C61": "aid_per_belief", "C62": "landing_pull", "C75": "hope"}
    assert {name: homes()[name].name for name in wanted} == wanted


# Red when a home that does not exist passes, or the message does not say where and which.
@pytest.mark.parametrize(
    ("old", "new", "key", "near"),
    [
        ("C65,term,bormann_gate", "C65,term,borman_gate", "C65", "bormann_gate"),
        (
            "C67,contact,kirovograd_june_1943",
            "C67,contact,kirovograd_june_1944",
            "C67",
            "kirovograd_june_1943",
        ),
        ("C70,person,goebbels", "C70,person,goebels", "C70", "goebbels"),
        ("C55,reading,motive", "C55,readings,motive", "C55", "reading"),
        ("C66,term", "C86,term", "C86", "C66"),
    ],
)
def test_a_home_that_does_not_exist_is_refused(old, new, key, near):
    with pytest.raises(UnknownName) as refused:
        read(TEXT.replace(old, new))
    assert (refused.value.file, refused.value.key) == ("claim_homes.csv", key)
    assert near in (refused.value.nearest, *(refused.value.allowed or ()))


# Red when a statement may have two homes, a home no name, or none a name.
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("C02,term,optimism", "C01,term,optimism", "C01"),
        ("C65,term,bormann_gate", "C65,none,bormann_gate", "C65"),
        ("C16,none,,", "C16,none,ideology,", "C16"),
        (
            "C20,term,delayed,Messages go round by people who can be disowned, and so take time.",
            "C20,term,delayed,",
            "C20",
        ),
    ],
)
def test_a_home_that_is_not_whole_is_refused(old, new, key):
    text = TEXT.replace('"Messages go round by people who can be disowned, and so take time."', "x")
    old = old.replace("Messages go round by people who can be disowned, and so take time.", "x")
    assert old in text
    with pytest.raises(BadValue) as refused:
        read(text.replace(old, new))
    assert refused.value.key == key
