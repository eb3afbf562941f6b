"""Bounds on necessity and sufficiency, against linear programming over all worlds that fit."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from sepeace.errors import BadValue
from sepeace.model.counterfactual import necessity_sufficiency

WORLD = st.lists(st.floats(0.01, 1.0), min_size=8, max_size=8)

# A unit is (change made?, outcome with the change, outcome without): eight kinds of units.
KINDS = [(x, with_it, without) for x in (1, 0) for with_it in (1, 0) for without in (1, 0)]


def observed(world):
    """What a world of unit kinds shows: both chances, and the joint of change and outcome."""
    p_with = sum(p for p, (_, w, _o) in zip(world, KINDS, strict=True) if w)
    p_without = sum(p for p, (_, _w, o) in zip(world, KINDS, strict=True) if o)
    joint = [
        sum(p for p, (x, w, o) in zip(world, KINDS, strict=True) if x == made and (w if x else o) == outcome)
        for made, outcome in ((1, 1), (1, 0), (0, 1), (0, 0))
    ]
    return p_with, p_without, joint


def rows():
    units = [observed([float(i == k) for i in range(8)]) for k in range(8)]
    return np.array([[u[0], u[1], *u[2]] for u in units]).T


def extreme(weights, world):
    """Least and greatest weighted sum over all worlds that show the same as ``world``."""
    p_with, p_without, joint = observed(world)
    target = [p_with, p_without, *joint]
    ends = [
        linprog(sign * np.array(weights), A_eq=rows(), b_eq=target, bounds=(0, 1)) for sign in (1.0, -1.0)
    ]
    assert all(end.status == 0 for end in ends)
    return ends[0].fun, -ends[1].fun


@given(WORLD)
def test_bounds_are_sharp(raw):
    """Each bound is reached by some world: compared with the optimum of a linear programme, to 1e-7."""
    world = np.array(raw) / sum(raw)
    p_with, p_without, joint = observed(world)
    found = necessity_sufficiency(p_with, p_without, joint)
    helped = [float(w == 1 and o == 0) for _, w, o in KINDS]
    assert extreme(helped, world) == pytest.approx(found.pns, abs=1e-7)
    needed = [float(x == 1 and w == 1 and o == 0) / joint[0] for x, w, o in KINDS]
    assert extreme(needed, world) == pytest.approx(found.pn, abs=1e-6 / joint[0])
    enough = [float(x == 0 and w == 1 and o == 0) / joint[3] for x, w, o in KINDS]
    assert extreme(enough, world) == pytest.approx(found.ps, abs=1e-6 / joint[3])


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.05, 0.95))
def test_a_change_made_by_lot_gives_the_bounds_without_joint(p_with, p_without, made):
    """With the change independent of everything, observing adds nothing to the experiment."""
    joint = [made * p_with, made * (1 - p_with), (1 - made) * p_without, (1 - made) * (1 - p_without)]
    joint[3] = 1.0 - sum(joint[:3])
    alone = necessity_sufficiency(p_with, p_without)
    seen = necessity_sufficiency(p_with, p_without, joint)
    for one, other in zip(alone, seen, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_bounds_are_chances_in_order(p_with, p_without):
    for bounds in necessity_sufficiency(p_with, p_without):
        assert 0.0 <= bounds.low <= bounds.high <= 1.0


def test_no_cases_say_nothing():
    assert necessity_sufficiency(0.0, 0.3).pn == (0.0, 1.0)
    assert necessity_sufficiency(0.3, 1.0).ps == (0.0, 1.0)
    assert necessity_sufficiency(1.0, 0.0) == ((1.0, 1.0), (1.0, 1.0), (1.0, 1.0))


def test_arrays_in_arrays_out():
    found = necessity_sufficiency([0.6, 0.5], 0.25)
    assert found.pns.low == pytest.approx([0.35, 0.25])
    tables = np.array([[0.3, 0.25], [0.1, 0.25], [0.15, 0.1], [0.45, 0.4]])
    assert necessity_sufficiency(0.6, 0.25, tables).ps.high.shape == (2,)


@pytest.mark.parametrize(
    "arguments",
    [
        (1.1, 0.2),
        (0.5, -0.1),
        (0.5, math.nan),
        (0.6, 0.25, (0.3, 0.1, 0.15)),
        (0.6, 0.25, 1.0),
        (0.6, 0.25, (0.3, 0.1, 0.15, 0.5)),
        (0.2, 0.25, (0.3, 0.1, 0.15, 0.45)),
        (0.95, 0.25, (0.3, 0.1, 0.15, 0.45)),
        (0.6, 0.05, (0.3, 0.1, 0.15, 0.45)),
        (0.6, 0.95, (0.3, 0.1, 0.15, 0.45)),
        (0.6, 0.25, ("a", "b", "c", "d")),
        ([0.6, 0.5], [0.2, 0.3, 0.4]),
    ],
)
def test_impossible_evidence_is_refused(arguments):
    with pytest.raises(BadValue):
        necessity_sufficiency(*arguments)
