"""A war whose drift wanders: the closed form against the backward equation, and laws that hold everywhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc

from sepeace.errors import BadValue
from sepeace.kernel.leaders import wandering
from sepeace.kernel.leaders.bargaining import war_terms
from sepeace.kernel.leaders.choice import map_chance
from sepeace.model import bargaining
from tests.theory import wandering_war as reference

FRONT = st.floats(0.01, 0.99)
MEAN = st.floats(-0.06, 0.08)
SD = st.floats(0.0, 0.03)
SIGMA = st.floats(0.04, 0.08)
DIFFUSION = st.floats(1e-4, 0.016)


def closed(front, mean, sd, volatility, diffusion):
    """The kernel's closed form."""
    width = wandering.width_of(volatility, diffusion)
    return wandering.wandering_terms(front, mean, sd, volatility, diffusion, width)


@pytest.fixture(scope="module")
def wars():
    """400 random wars over the declared ranges, with u and E by the reference and by the closed form."""
    draw = np.random.default_rng(20)
    rows = []
    for _ in range(16):
        volatility, diffusion = draw.uniform(0.05, 0.07), draw.uniform(0.004, 0.010)
        for _ in range(25):
            war = (draw.uniform(0.1, 0.9), draw.uniform(-0.035, 0.035), draw.uniform(0.006, 0.03))
            war = (*war, volatility, diffusion)
            rows.append((*reference.war_terms(*war), *closed(*war), *war_terms(*war[:4])))
    return np.array(rows)


def test_closed_form_meets_the_backward_equation(wars):
    """u within .004 rms and .015 at most, E within 2.5% rms, 9% at most and 1% on average."""
    u = wars[:, 2] - wars[:, 0]
    months = wars[:, 3] / wars[:, 1] - 1.0
    assert np.sqrt(np.mean(u**2)) < 0.004 and np.abs(u).max() < 0.015
    assert np.sqrt(np.mean(months**2)) < 0.025 and np.abs(months).max() < 0.09
    assert abs(months.mean()) < 0.01


def test_a_steady_drift_is_another_war(wars):
    """Red if the reference were steady too: valued as if the drift stood still, war is a quarter too long."""
    assert np.mean(wars[:, 5] / wars[:, 1]) > 1.2
    assert np.sqrt(np.mean((wars[:, 4] - wars[:, 0]) ** 2)) > 0.05


def test_reference_meets_simulation():
    """The backward equation against 40,000 wars in steps of a tenth of a month, twice the sampling error."""
    front, mean, sd, volatility, diffusion = 0.62, -0.008, 0.02, 0.06, 0.008
    draw = np.random.default_rng(3)
    count, step = 40_000, 0.1
    place, drift = np.full(count, front), mean + sd * draw.standard_normal(count)
    won, months = np.zeros(count), np.zeros(count)
    alive = np.arange(count)
    for _ in range(4000):
        noise = draw.standard_normal((2, len(alive)))
        before = place[alive]
        after = before + drift[alive] * step + volatility * np.sqrt(step) * noise[0]
        drift[alive] += diffusion * np.sqrt(step) * noise[1]
        months[alive] += step
        # Bridges: a barrier may be touched between the two ends of a step.
        spread = 2.0 / (volatility**2 * step)
        top = np.exp(-spread * np.maximum(1.0 - before, 0.0) * np.maximum(1.0 - after, 0.0))
        low = np.exp(-spread * before * np.maximum(after, 0.0))
        luck = draw.random((2, len(alive)))
        up, down = luck[0] < top, luck[1] < low
        won[alive[up & ~down]] = 1.0
        place[alive] = after
        alive = alive[~(up | down)]
        if len(alive) == 0:
            break
    u, length = reference.war_terms(front, mean, sd, volatility, diffusion)
    assert won.mean() == pytest.approx(u, abs=3.0 * 0.5 / np.sqrt(count))
    assert months.mean() == pytest.approx(length, rel=0.01)


def test_reference_with_little_wandering_is_the_steady_rule():
    for war in ((0.3, 0.01, 0.02, 0.06), (0.8, -0.02, 0.01, 0.05)):
        u, months = reference.war_terms(*war, 1e-5)
        assert (u, months) == pytest.approx(war_terms(*war), rel=5e-3)


@given(FRONT, MEAN, SD, SIGMA, DIFFUSION)
def test_sides_are_mirrored(front, mean, sd, volatility, diffusion):
    u, months = closed(front, mean, sd, volatility, diffusion)
    other_u, other_months = closed(1.0 - front, -mean, sd, volatility, diffusion)
    assert other_u == pytest.approx(1.0 - u, abs=1e-9)
    assert other_months == pytest.approx(months, rel=1e-9)


@given(FRONT, MEAN, SD, SIGMA)
def test_no_diffusion_is_the_steady_rule(front, mean, sd, volatility):
    assert closed(front, mean, sd, volatility, 0.0) == war_terms(front, mean, sd, volatility)
    near = closed(front, mean, sd, volatility, 1e-9)
    assert near == pytest.approx(war_terms(front, mean, sd, volatility), abs=1e-4)


@given(MEAN, SD, SIGMA, DIFFUSION)
def test_the_chance_rises_with_the_front_and_with_the_drift(mean, sd, volatility, diffusion):
    along = [closed(f, mean, sd, volatility, diffusion)[0] for f in np.linspace(0.02, 0.98, 25)]
    assert np.all(np.diff(along) > -2e-5)
    upward = [closed(0.4, m, sd, volatility, diffusion)[0] for m in np.linspace(-0.04, 0.04, 17)]
    assert np.all(np.diff(upward) > -2e-5)


@given(FRONT, st.floats(-5.0, 5.0), st.floats(0.0, 0.5), st.floats(0.02, 0.5), st.floats(1e-9, 0.5))
def test_finite_far_outside_its_ranges(front, mean, sd, volatility, diffusion):
    u, months = closed(front, mean, sd, volatility, diffusion)
    assert -1e-9 <= u <= 1.0 + 1e-9 and 0.0 < months < np.inf


def test_beyond_a_barrier_the_war_is_over():
    for front, result in ((0.0, (0.0, 0.0)), (-0.1, (0.0, 0.0)), (1.0, (1.0, 0.0)), (1.2, (1.0, 0.0))):
        assert closed(front, 0.01, 0.02, 0.06, 0.008) == result


def test_public_names():
    """war_terms and war_value are the same rule; one without diffusion is the steady one."""
    u, months = bargaining.war_terms([0.3, 0.6], 0.01, 0.06, 0.02, 0.008)
    assert [closed(f, 0.01, 0.02, 0.06, 0.008) for f in (0.3, 0.6)] == list(zip(u, months, strict=True))
    assert bargaining.war_value(0.3, 0.01, 0.06, 0.005, 0.02, 0.008) == u[0] - 0.005 * months[0]
    assert bargaining.war_terms(0.3, 0.01, 0.06, 0.02) == war_terms(0.3, 0.01, 0.02, 0.06)
    for bad in ({"drift_diffusion": -0.1}, {"drift_diffusion": 1e9}, {"drift_sd": 1e9}, {"volatility": 0.0}):
        with pytest.raises(BadValue) as found:
            bargaining.war_terms(**{"front": 0.5, "drift": 0.0, "volatility": 0.06, **bad})
        assert next(iter(bad)) in str(found.value)


def test_the_map_lies_between_its_two_limits():
    """Between no drift ever (the front itself) and drift alone (the integral of Brownian motion, McKean)."""
    for front in np.linspace(0.51, 0.99, 25):
        assert betainc(1 / 6, 1 / 6, front) < map_chance(front) < front
        assert map_chance(1.0 - front) == pytest.approx(1.0 - map_chance(front))
    assert (map_chance(0.0), map_chance(0.5), map_chance(1.0)) == (0.0, 0.5, 1.0)


def test_the_map_is_what_no_drift_and_a_turning_front_come_to():
    """One who expects no drift but is as unsure of it as a leader in mid-war: within .02 from .1 to .9."""
    for front in np.linspace(0.1, 0.9, 17):
        u, _ = reference.war_terms(front, 0.0, 0.02, 0.06, 0.008)
        assert map_chance(front) == pytest.approx(u, abs=0.02)
