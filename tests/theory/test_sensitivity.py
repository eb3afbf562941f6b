"""Sobol's indices against closed forms and scipy, noise of known size taken out, and nested shares."""

import math

import numpy as np
import pytest
from scipy.stats import sobol_indices

from sepeace.errors import BadValue
from sepeace.stats.sobol import SOURCES, design, indices, mixed, nested, sobol


def ishigami(x):
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


CLASSICS = {
    "Ishigami": (
        ishigami,
        [(-math.pi, math.pi)] * 3,
        (0.313905, 0.442411, 0.0),
        (0.557589, 0.442411, 0.243684),
        13.8446,
    ),
    "AND of two chances": (
        lambda x: ((x[0] < 0.3) & (x[1] < 0.6)).astype(float),
        [(0.0, 1.0)] * 2,
        (0.512195, 0.146341),
        (0.853659, 0.487805),
        0.18 * 0.82,
    ),
    "linear": (
        lambda x: x[0] + 2.0 * x[1] + 3.0 * x[2],
        [(0.0, 1.0)] * 3,
        (1 / 14, 4 / 14, 9 / 14),
        (1 / 14, 4 / 14, 9 / 14),
        14 / 12,
    ),
}


# Red when a numerator belongs to another index, A and B are exchanged, or the variance is of one set alone.
@pytest.mark.parametrize("name", CLASSICS)
def test_classical_cases(name):
    function, ranges, first, total, variance = CLASSICS[name]
    found = sobol(function, ranges, n=4096, seed=1)
    assert found.variance == pytest.approx(variance, rel=0.02)
    assert [row.value for row in found.first] == pytest.approx(first, abs=0.015)
    assert [row.value for row in found.total] == pytest.approx(total, abs=0.015)
    assert found.noise == 0.0
    for rows, exact in ((found.first, first), (found.total, total)):
        assert all(row.low <= value <= row.high for row, value in zip(rows, exact, strict=True))


# Red when the third input of Ishigami's function, which acts only with the first, is claimed to act alone.
def test_what_acts_only_with_another_has_a_total_and_no_first():
    found = sobol(ishigami, CLASSICS["Ishigami"][1], n=1024, seed=1)
    assert found.total[2].claimed and not found.first[2].claimed


# Red when the estimators differ from scipy's on the same values, centring included.
def test_estimates_are_those_of_scipy():
    rng = np.random.default_rng(5)
    a, b, ab = rng.random((64, 1)) + 7.0, rng.random((64, 1)) + 7.0, rng.random((3, 64, 1)) + 7.0
    found = indices(a, b, ab)
    given = {"f_A": a.T, "f_B": b.T, "f_AB": ab.transpose(0, 2, 1)}
    theirs = sobol_indices(func=given, n=64)
    assert [row.value for row in found.first] == pytest.approx(theirs.first_order.ravel(), abs=1e-9)
    assert [row.value for row in found.total] == pytest.approx(theirs.total_order.ravel(), abs=1e-9)


def chance(x):
    return 0.3 + 0.4 * x[0] + 0.2 * x[0] * x[1]


def lots_of_luck(lots, seed):
    """A function that shows whether it happened, for each lot; a lot has the same luck at every point."""
    rng = np.random.default_rng(seed)
    start, slope = rng.random((lots, 1)), rng.random((lots, 3))
    return lambda x: (((start + 2.0 * slope @ x) % 1.0) < chance(x)).astype(float)


# Red when noise is left in: the uncorrected total of an input that does nothing would be far from 0, and
# the others' wrong too. Luck is common to all points here, and interacts with them.
def test_noise_of_common_luck_is_taken_out():
    ranges = [(0.0, 1.0)] * 3
    exact = sobol(chance, ranges, n=4096)
    right, seen = [], []
    for seed in range(12):
        function = lots_of_luck(16, seed)
        found = sobol(function, ranges, n=512, seed=seed, replicates=2)
        right.append([row.value for row in found.total] + [found.variance])
        mean = lambda x, function=function: function(x).mean(axis=0)  # noqa: E731
        plain = sobol(mean, ranges, n=512, seed=seed, replicates=2)
        seen.append([row.value for row in plain.total] + [plain.variance])
    right, seen = np.array(right), np.array(seen)
    doubt = right.std(axis=0, ddof=1) / math.sqrt(len(right))
    goal = np.array([row.value for row in exact.total] + [exact.variance])
    assert np.all(np.abs(right.mean(axis=0) - goal) < 3.5 * doubt)
    assert seen[:, 2].mean() > 0.15 and seen[:, 3].mean() > 1.3 * exact.variance
    assert 0.2 < np.mean(1.0 - right[:, 3] / seen[:, 3]) < 0.6


# Red when the share of noise is not the noise over all that was seen.
def test_the_share_of_noise_is_that_of_noise_of_known_size():
    def noisy(x):
        rng = np.random.default_rng(3)
        return x[0] / math.sqrt(1.0 / 12.0) + 2.0 * rng.standard_normal((16, x.shape[1]))

    # The same generator at A and at B: errors of A and of B are alike, which changes no variance.
    found = sobol(noisy, [(0.0, 1.0), (0.0, 1.0)], n=1024)
    assert found.noise == pytest.approx(0.25 / 1.25, abs=0.04)
    assert found.variance == pytest.approx(1.0, abs=0.08)


# Red when a constant of each lot, which all points share, counts as signal or as noise.
def test_what_all_points_share_is_neither_signal_nor_noise():
    levels = np.linspace(0.0, 50.0, 8)[:, None]
    found = sobol(lambda x: x[0] + levels, [(0.0, 1.0)], n=256)
    assert found.noise == pytest.approx(0.0, abs=1e-6)
    assert found.variance == pytest.approx(1.0 / 12.0, rel=0.02)
    assert found.total[0].value == pytest.approx(1.0, abs=0.01)


# Red when the end of an interval lies above 0 by rounding alone, so that what hardly ever acts is claimed.
def test_what_hardly_ever_acts_is_not_claimed():
    levels = np.random.default_rng(4).random((7, 1))

    def rare(x):
        moved = np.zeros((7, x.shape[1]))
        moved[2] = x[1] > 0.97  # one lot only: no other tells whether it was luck
        return x[0] * levels + 0.1 * moved

    found = sobol(rare, [(0.0, 1.0)] * 2, n=64)
    assert found.total[0].claimed and not found.total[1].claimed
    assert found.total[1].low == found.total[1].value == 0.0


# Red when intervals leave out what luck adds: luck that all points share does not shrink with more points.
def test_intervals_hold_what_luck_leaves_open():
    inside, values, widths = 0, [], []
    for seed in range(40):
        steep = 1.0 + np.random.default_rng(seed).normal(0.0, 1.0, (8, 1))
        found = sobol(lambda x, steep=steep: steep * x[0] + x[1], [(0.0, 1.0)] * 2, 64, seed, replicates=100)
        inside += found.total[1].low <= 0.5 <= found.total[1].high
        values.append(found.total[1].value)
        widths.append(found.total[1].high - found.total[1].low)
    assert inside >= 34, inside
    assert np.median(widths) > 2.0 * np.std(values)


def spoilt(seed, points, lots):
    """Values of a tiny design, and which of them count: at random, three or more at every point."""
    rng = np.random.default_rng(seed)
    values = rng.random((4, points, lots)) + 2.0 * rng.random((4, points, 1))
    counted = rng.random(values.shape) < 0.7
    counted[..., :3] = True
    return values, counted


def by_pairs(values, counted, one, two):
    """The mean product of two points over pairs of different lots that count, written out."""
    told = []
    for p in range(values.shape[1]):
        told.append(
            np.mean(
                [
                    values[one, p, k] * values[two, p, other]
                    for k in np.flatnonzero(counted[one, p])
                    for other in np.flatnonzero(counted[two, p])
                    if k != other
                ]
            )
        )
    return np.mean(told)


# Red when a lot is paired with itself, with one that does not count, or pairs are divided by another number.
def test_pairs_are_of_different_lots_that_count():
    values, counted = spoilt(1, 8, 6)
    shown = np.where(counted, values, 0.0)
    middle = (shown.sum(axis=2) / counted.sum(axis=2))[:2].mean()
    found = indices(values[0], values[1], values[2:], replicates=2, counted=counted)
    assert found.mean == pytest.approx(middle)
    moved = values - middle
    exact = [
        0.5 * by_pairs(moved, counted, 0, 0)
        - by_pairs(moved, counted, 0, which)
        + 0.5 * by_pairs(moved, counted, which, which)
        for which in (2, 3)
    ]
    assert [row.value * found.variance for row in found.total] == pytest.approx(exact)


# Red when a lot that counts nowhere leaves a trace, or values that do not count are looked at.
def test_what_does_not_count_leaves_no_trace():
    values, counted = spoilt(2, 16, 7)
    counted[..., 6] = False
    with_it = indices(values[0], values[1], values[2:], counted=counted)
    values[~counted] = 99.0
    assert indices(values[0], values[1], values[2:], counted=counted) == with_it
    less, fewer = values[..., :6], counted[..., :6]
    assert indices(less[0], less[1], less[2:], counted=fewer) == with_it
    counted[1, 3, 1:] = False
    with pytest.raises(BadValue, match="at 1 of 64 points"):
        indices(values[0], values[1], values[2:], counted=counted)


# Red when nothing varies and something is divided by 0, or rounding passes for a variance.
def test_where_nothing_varies_nothing_is_said():
    flat = sobol(lambda x: np.full(x.shape[1], 0.1), [(0.0, 1.0)] * 2, n=64)
    assert flat.variance == 0.0 and math.isnan(flat.noise)
    assert all(math.isnan(row.value) and not row.claimed for row in flat.first + flat.total)
    fixed = np.linspace(0.0, 0.7, 4)[:, None]
    lots = sobol(lambda x: fixed + np.zeros(x.shape[1]), [(0.0, 1.0)], n=64)
    assert lots.variance == 0.0 and math.isnan(lots.noise)


# Red when the same seed gives another answer, or the answer hangs on numpy's global state.
def test_same_seed_same_answer():
    function, ranges = CLASSICS["linear"][:2]
    assert sobol(function, ranges, n=64, seed=3) == sobol(function, ranges, n=64, seed=3)
    assert sobol(function, ranges, n=64, seed=3) != sobol(function, ranges, n=64, seed=4)


# Red when points leave the unit cube, or the mixed ones take another column.
def test_points_of_the_design():
    a, b = design(3, 16, 1)
    assert a.shape == b.shape == (16, 3) and a.min() >= 0.0 and b.max() < 1.0
    points = mixed(a, b, 1)
    assert (points[:, 1] == b[:, 1]).all() and (points[:, [0, 2]] == a[:, [0, 2]]).all()


@pytest.mark.parametrize(
    ("function", "ranges", "n"),
    [
        (ishigami, [(0.0, 1.0)] * 3, 1000),
        (ishigami, [(0.0, 1.0)] * 3, True),
        (ishigami, [(0.0, 1.0)] * 3, 4),
        (ishigami, [], 64),
        (ishigami, [(1.0, 0.0)] * 3, 64),
        (ishigami, [(0.0, math.inf)] * 3, 64),
        (lambda x: 1.0, [(0.0, 1.0)], 64),
        (lambda x: x[0] * math.nan, [(0.0, 1.0)], 64),
    ],
)
# Red when a bad design runs, or ends in a traceback.
def test_bad_designs_are_refused(function, ranges, n):
    with pytest.raises(BadValue):
        sobol(function, ranges, n=n)


# --- nested sources ---------------------------------------------------------------------------------------


def made_up(seed, forms=6, readings=12, points=5, lots=2, sds=(1.5, 0.8)):
    """Values of a nested design whose parts are known; forms and readings are the same for every seed."""
    fixed, rng = np.random.default_rng(0), np.random.default_rng(seed)
    form = fixed.normal(0.0, 0.6, forms)
    reading = fixed.normal(0.0, 1.0, (forms, readings))
    form, reading = form - form.mean(), reading - reading.mean(axis=1, keepdims=True)
    values = form[:, None, None, None] + reading[:, :, None, None]
    values = values + sds[1] * rng.normal(size=(forms, readings, points, 1))
    values = values + sds[0] * rng.normal(size=(forms, readings, points, lots))
    exact = np.array([sds[0] ** 2, sds[1] ** 2, (reading**2).mean(), (form**2).mean()])
    return values, exact


# Red when a level keeps the noise of the levels inside it, a sum of squares has a wrong divisor, or the
# intervals do not hold what they should.
def test_nested_shares_of_known_parts():
    parts, inside = [], np.zeros(4)
    for seed in range(1, 31):
        values, exact = made_up(seed)
        found = nested(values, seed=seed, replicates=150)
        parts.append([found.parts[name] for name in SOURCES])
        shares = exact / exact.sum()
        inside += [
            found.shares[name].low <= share <= found.shares[name].high
            for name, share in zip(SOURCES, shares, strict=True)
        ]
    doubt = np.std(parts, axis=0, ddof=1) / math.sqrt(len(parts))
    assert np.all(np.abs(np.mean(parts, axis=0) - exact) < 3.5 * doubt)
    assert np.all(inside >= 25), inside


# Red when shares do not add up, or variances are not those of all values together.
def test_parts_add_up():
    found = nested(made_up(2)[0])
    assert sum(share.value for share in found.shares.values()) == pytest.approx(1.0)
    assert found.variance == pytest.approx(sum(found.parts.values()))
    assert found.variance == pytest.approx(made_up(2)[0].var(), rel=0.05)


# Red when an estimate below 0 is told as such, or silently.
def test_estimates_below_0_are_cut_and_said():
    values = np.random.default_rng(4).random((4, 6, 5, 2))
    found = nested(values)
    assert all(part >= 0.0 for part in found.parts.values())
    assert found.cut and all(found.parts[name] == 0.0 for name in found.cut)
    assert found.shares["chance"].value > 0.9


# Red when a design without any disagreement is divided by 0.
def test_no_disagreement_has_no_shares():
    found = nested(np.ones((2, 3, 4, 2)))
    assert found.variance == 0.0 and all(math.isnan(share.value) for share in found.shares.values())


@pytest.mark.parametrize("shape", [(2, 3, 4), (2, 3, 2, 2), (2, 3, 4, 1), (0, 3, 4, 2)])
# Red when a design that cannot tell its levels apart is taken.
def test_other_shapes_are_refused(shape):
    with pytest.raises(BadValue):
        nested(np.ones(shape))
