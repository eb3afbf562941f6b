"""Whether what a campaign draws has the distribution it should have.

Seeds are fixed, so each test gives one answer for ever. The bounds are those of a test with the false-alarm
rate ALARM: under another seed a right program would fail once in a million tries a comparison.
"""

import math
from copy import deepcopy

import numpy as np
import pytest
from scipy import stats

from sepeace.clocks.storage import new_state
from sepeace.kernel import slots
from sepeace.kernel.battlefield import first_passage, front, operations
from sepeace.kernel.clockwork import MONTH
from sepeace.kernel.diplomacy import feelers, peace
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.leaders import judgement
from sepeace.model.parameters import CORRELATION, PARAMETERS
from sepeace.scenario.settings import SUPPLIES, drawn_rows
from sepeace.scenario.vocabulary import PROFILES
from tests.campaigns import planned

ALARM = 1e-6
Z = -stats.norm.ppf(ALARM / 2)  # 4.9 standard errors


def assert_distribution(sample, distribution):
    """Kolmogorov's test at the false-alarm rate ALARM (the bound of Dvoretzky, Kiefer and Wolfowitz)."""
    ordered = np.sort(np.asarray(sample))
    n = len(ordered)
    theory = distribution(ordered)
    steps = np.arange(n + 1) / n
    apart = max((steps[1:] - theory).max(), (theory - steps[:-1]).max())
    assert apart < math.sqrt(math.log(2.0 / ALARM) / (2.0 * n))


def assert_share(k, n, chance):
    low, high = stats.binom.interval(1.0 - ALARM, n, chance)
    assert low <= k <= high, (k / n, chance)


def defaults(**found):
    p = deepcopy(planned("historical", (("numbers", "default"),)).parameters(1, 0)[0])
    for name, value in found.items():
        setattr(p, name, value)
    return p


@pytest.fixture(scope="module")
def world():
    return planned("historical").world


def states(n, seed=31):
    for campaign in range(n):
        s = new_state(seed, campaign)
        s.signed[0] = slots.NEVER
        yield s


# --- feelers


def first_feeler(s, p, world, days):
    """When the stream of leverage fires at a constant rate, if it is re-armed on ``days``."""
    feelers.begin_streams(s, world)
    feelers.survey(s, world, days[0])
    s.postponed = -slots.NEVER
    for day in days:
        if day == days[0] or s.due[slots.PAIR_BASE + slots.LEVERAGE] > day:
            feelers.arm_stream(s, p, world, day, 0, slots.LEVERAGE)
    return s.due[slots.PAIR_BASE + slots.LEVERAGE]


# Red when a rate a month is taken for one a day, or re-arming forgets the hazard run up or counts it twice.
@pytest.mark.parametrize("days", [(300.0,), (300.0, 301.5, 310.0, 333.25, 395.0)], ids=["once", "often"])
def test_waiting_times_are_exponential_at_a_constant_rate(world, days):
    steady = deepcopy(world)
    steady.ch_open = [[0.0] * world.channels]
    steady.ch_close = [[slots.NEVER] * world.channels]
    p = defaults(feeler_rate=0.4, leverage_share=1.0, trust_start=0.0)
    sample = []
    for s in states(3000):
        s.rate_since[0] = [300.0] * slots.STREAMS
        sample.append((first_feeler(s, p, steady, days) - 300.0) / MONTH)
    assert_distribution(sample, stats.expon(scale=1.0 / 0.4).cdf)


# Red when a threshold is not fresh for each feeler: waiting times of one stream would be tied together.
def test_thresholds_of_successive_feelers_are_independent(world):
    pairs = []
    for s in states(3000):
        feelers.new_threshold(s, world, 0, slots.SERIOUS)
        first = s.threshold[0][slots.SERIOUS]
        s.fired[0][slots.SERIOUS] = 1
        feelers.new_threshold(s, world, 0, slots.SERIOUS)
        feelers.new_threshold(s, world, 0, slots.LEADER)
        pairs.append((first, s.threshold[0][slots.SERIOUS], s.threshold[0][slots.LEADER]))
    columns = np.array(pairs).T
    for column in columns:
        assert_distribution(column, stats.expon.cdf)
    correlation = np.corrcoef(columns)
    assert np.abs(correlation[np.triu_indices(3, 1)]).max() < Z / math.sqrt(3000)


# Red when the latency has another mean or shape, or a leak another hazard (three times for leverage).
@pytest.mark.parametrize(("stream", "times"), [(slots.SERIOUS, 1.0), (slots.LEVERAGE, 3.0)])
def test_messages_take_gamma_times_and_leak_at_their_hazard(world, stream, times):
    p, channel = defaults(leverage_leak=3.0), 1
    mean, leak = world.ch_latency[0][channel], world.ch_leak[0][channel]
    late, leaks, read, log = [], [], [], planned_log()
    for s in states(3000):
        feelers.send(s, p, world, log, 500.0, 0, stream, channel)
        late.append((s.message_arrives[0][channel] - 500.0) / MONTH)
        leaks.append((s.message_leaks[0][channel] - 500.0) / MONTH)
        read.append((s.message_read[0][channel] - 500.0) / MONTH)
    assert_distribution(late, stats.gamma(2.0, scale=mean / 2.0).cdf)
    assert_distribution(leaks, stats.expon(scale=1.0 / (leak * times)).cdf)
    assert_distribution(read, stats.expon(scale=1.0 / world.ch_read[0][channel]).cdf)
    assert abs(np.corrcoef(late, leaks)[0, 1]) < Z / math.sqrt(3000)


def planned_log():
    from sepeace.clocks.storage import empty_log

    return empty_log()


# Red when a channel is chosen by its place in the file.
def test_channels_are_equally_likely(world):
    n, side = 3000, slots.SOVIET
    open_ = deepcopy(world)
    open_.ch_open, open_.ch_close = [[0.0] * world.channels], [[slots.NEVER] * world.channels]
    usable = [c for c in range(world.channels) if world.ch_side[0][c][side]]
    chosen = []
    for s in states(n):
        first, _, _, _ = streams.four(s, open_, streams.CHANNEL_CHOICE, 0)
        chosen.append(feelers.choose_channel(s, open_, 500.0, 0, side, first))
    assert set(chosen) == set(usable) and len(usable) > 2
    for channel in usable:
        assert_share(chosen.count(channel), n, 1.0 / len(usable))


# --- errors about the other's line


# Red when the error starts at 0, has another variance than 1 each week, or another memory than its months.
def test_errors_are_an_autoregression_of_variance_one(world):
    p, n, weeks = defaults(expectation_months=3.0), 1500, 30
    paths = np.empty((n, weeks, 2))
    for campaign, s in enumerate(states(n)):
        for week in range(weeks):
            judgement.errors_week(s, p, world, week)
            paths[campaign, week] = s.error[0]
    kept = math.exp(-7.0 / 30.4375 / 3.0)
    for side in range(2):
        for week in (0, 1, 13, 29):
            assert_distribution(paths[:, week, side], stats.norm.cdf)
        for lag in (1, 13):
            found = np.corrcoef(paths[:, 10, side], paths[:, 10 + lag, side])[0, 1]
            theory = kept**lag
            assert abs(found - theory) < Z * (1.0 - theory**2) / math.sqrt(n)
    assert abs(np.corrcoef(paths[:, 20, 0], paths[:, 20, 1])[0, 1]) < Z / math.sqrt(n)


# --- battle


# Red when the luck of a score has another size or is shared, or the pull to the record is off.
def test_scores_are_normal_around_their_mean(world):
    p, n = defaults(score_sd=0.75, structure_weight=0.4), 3000
    p.score_base_sd = p.force_advantage_sd = p.quality_trend_sd = 0.0
    names = [row.id for row in planned("historical").operations]
    rows = {name: [] for name in ("uranus", "kutuzov")}
    for s in states(n):
        operations.coefficients(s, p, world)
        front.place(s, world, 110)
        for name, sample in rows.items():
            o = names.index(name)
            sample.append(operations.draw_score(s, p, world, o, world.op_start[o]))
    for name, sample in rows.items():
        o = names.index(name)
        mean = p.score_base + p.force_advantage * world.op_ratio[o] + p.quality_trend * world.op_edge[o]
        ratio = math.log(world.force[1][110] / world.force[0][110])
        now = p.score_base + p.force_advantage * ratio + p.quality_trend * world.op_edge[o]
        law = stats.norm(now + 0.4 * (world.op_recorded[o] - mean), math.sqrt(1.0 - 0.4**2) * 0.75)
        assert max(sample) <= 3.0 and min(sample) >= -2.5
        inner = np.array(sample)
        assert_distribution(inner, lambda x, law=law: np.where(x >= 3.0, 1.0, law.cdf(x)))
    assert abs(np.corrcoef(rows["uranus"], rows["kutuzov"])[0, 1]) < Z / math.sqrt(n)


# Red when the root of the correlation is transposed, or a sign is lost.
def test_coefficients_of_the_score_have_their_covariance(world):
    spread = {"score_base_sd": 0.18, "force_advantage_sd": 0.25, "quality_trend_sd": 0.22}
    p, n, found = defaults(**spread), 4000, []
    for s in states(n):
        operations.coefficients(s, p, world)
        found.append((s.score_base, s.force_advantage, s.quality_trend))
    columns = np.array(found).T
    for column, name in zip(columns, ("score_base", "force_advantage", "quality_trend"), strict=True):
        assert_distribution(column, stats.norm(getattr(p, name), getattr(p, name + "_sd")).cdf)
    correlation = np.corrcoef(columns)
    for (one, other), theory in CORRELATION.items():
        place = (("b0", "b1", "b2").index(one), ("b0", "b1", "b2").index(other))
        assert abs(correlation[place] - theory) < Z * (1.0 - theory**2) / math.sqrt(n)


# Red when the sectors' noise has another size, or their correlations are mixed up.
def test_front_noise_is_correlated_between_sectors(world):
    p, n, week, months = defaults(front_noise=0.005, sector_coupling=0.0), 8000, 60, 7.0 / MONTH
    moved = []
    for s in states(n):
        front.place(s, world, week)
        front.drift_and_noise(s, p, world, week, months)
        scale = [front.km_per_front(world, k, s.front_km[k]) for k in range(3)]
        moved.append([s.deviation[k] / scale[k] / (0.005 * math.sqrt(months)) for k in range(3)])
    columns = np.array(moved).T
    for column in columns:
        assert_distribution(column, stats.norm.cdf)
    correlation = np.corrcoef(columns)
    for (one, other), theory in {(0, 1): 0.3, (0, 2): 0.2, (1, 2): 0.4}.items():
        assert abs(correlation[one, other] - theory) < Z * (1.0 - theory**2) / math.sqrt(n)


# Red when the line before Berlin is looked at on Sundays only, or the bridge or the day in the week is wrong.
def test_the_berlin_line_is_touched_as_often_and_as_late_as_a_bridge_does(world):
    p, n, week = defaults(front_noise=0.01, berlin_line=0.005), 6000, 190
    before, after, start, end = 0.010, 0.009, 7.0 * week, 7.0 * week + 7.0
    months = 7.0 / MONTH
    days = []
    for s in states(n):
        s.front = [0.5, after, 0.5]
        s.strength = [2.0, 6.0]
        _, _, _, touch = streams.four(s, world, streams.SECTOR_NOISE, week)
        day, cause = front.war_end(s, p, world, week, start, end, before, 2.0, 6.0, touch)
        if day < slots.NEVER:
            assert cause == slots.C_BERLIN and start <= day <= end
            days.append((day - start) / MONTH)
    chance = math.exp(-2.0 * (before - 0.005) * (after - 0.005) / (0.01**2 * months))
    assert 0.1 < chance < 0.9
    assert_share(len(days), n, chance)

    def touched_by(moments):
        """Chance to have touched by then, given that it is touched: reflection, with the end pinned."""
        t = np.clip(np.asarray(moments), 1e-12, months * (1 - 1e-12))
        middle = before + (after - before) * t / months
        spread = 0.01 * np.sqrt(t * (months - t) / months)
        below = stats.norm.cdf((0.005 - middle) / spread)
        mirror = (2 * 0.005 - before) + (after - (2 * 0.005 - before)) * t / months
        return (below + chance * stats.norm.sf((0.005 - mirror) / spread)) / chance

    assert_distribution(days, touched_by)


# Red when the crossing is dated by the mean instead of drawn; checked against a path in small steps.
def test_crossing_times_agree_with_small_steps():
    rng = np.random.default_rng(1)
    n, grid, months, sd = 4000, 2000, 1.0, 0.05
    start, end, barrier = 0.04, 0.03, 0.0
    walk = np.cumsum(rng.normal(0.0, sd * math.sqrt(months / grid), (n, grid)), axis=1)
    part = np.arange(1, grid + 1) / grid
    bridge = start + walk - part * (walk[:, -1:] - (end - start))
    hit = (bridge <= barrier).any(axis=1)
    seen = (bridge <= barrier).argmax(axis=1)[hit] / grid * months
    drawn = []
    for campaign in range(4000):
        u, v, _, _ = philox.uniforms(5, campaign, streams.CROSSING, 3)
        drawn.append(first_passage.crossing_months(start, end, barrier, months, sd, philox.normal(u), v))
    apart = stats.ks_2samp(drawn, seen).statistic
    bound = math.sqrt(math.log(2.0 / ALARM) / 2.0 * (1.0 / len(drawn) + 1.0 / len(seen)))
    # A path in steps misses the deepest moments between them: it finds the line a little late.
    assert apart < bound + 0.03


# --- peace


# Red when the first year counts, or one side's hazard is left out (case M1: .486752, mean 45.3333 months).
def test_a_peace_without_a_western_war_holds_as_in_closed_form(world):
    p, n = defaults(renewal_after=12.0, renewal_in_west=1.0, renewal_rate=[0.015, 0.015]), 20_000
    signed, s = 800.0, new_state(77, 0)
    held, total = 0, 0.0
    for campaign in range(n):
        s.campaign = campaign
        months = (peace.renewal_day(s, p, world, signed, 0) - signed) / MONTH
        held += months > 36.0
        total += months
    assert_share(held, n, 0.486752)
    assert abs(total / n - 45.3333) < Z * (1.0 / 0.03) / math.sqrt(n)


# Red when the western war halves nothing, or goes on for ever.
def test_a_western_war_delays_renewal(world):
    p, n = defaults(renewal_in_west=0.5, west_prolonged=12.0), 20_000
    signed, s = 800.0, new_state(78, 0)
    west = (world.west_ends + 12.0 * MONTH - signed) / MONTH
    assert 12.0 < west < 36.0
    theory = math.exp(-0.015 * (west - 12.0) - 0.03 * (36.0 - west))
    held = 0
    for campaign in range(n):
        s.campaign = campaign
        held += (peace.renewal_day(s, p, world, signed, 0) - signed) / MONTH > 36.0
    assert_share(held, n, theory)


# Red when the side that breaks the peace is not drawn in proportion to the hazards.
def test_who_renews_the_war(world):
    p, n, log = defaults(renewal_rate=[0.01, 0.03]), 3000, planned_log()
    germany = 0
    for s in states(n):
        s.signed[0] = 800.0
        peace.renew(s, p, world, log, 1300.0, 0)
        germany += s.breaker[0] == 1 + slots.GERMANY
    assert_share(germany, n, 0.25)


# --- parameters


# Red when draws leave the range, lean to one side of the default, or two parameters share a draw.
def test_parameters_are_drawn_around_their_defaults():
    n = 2000
    plan_ = planned("historical")
    rows = drawn_rows(plan_.scenario.changes)
    left = {row.part for row in PARAMETERS if row.drawn} - {row.part for row in rows}
    assert left == {*PROFILES, SUPPLIES}  # what a change alone brings in
    campaigns = [plan_.draw(41, k) for k in range(n)]
    table = np.array([[values[row.key] for row in rows] for values in campaigns])
    for row, column in zip(rows, table.T, strict=True):
        low, middle, high = row.quantity.low, row.quantity.value, row.quantity.high
        assert low < column.min() and (column.max() < high or column.max() == middle == high), row.key
        assert_share(int((column < middle).sum()), n, 0.5)
        if middle == high:  # half of the campaigns have the most there is, and the rest lie below it

            def below(x, low=low, high=high):
                return ((x - low) / (high - low)) ** 2

            assert_distribution(column[column < high], below)
            continue

        def law(x, low=low, middle=middle, high=high):
            rising = 0.5 * ((x - low) / (middle - low)) ** 2
            return np.where(x < middle, rising, 1.0 - 0.5 * ((high - x) / (high - middle)) ** 2)

        assert_distribution(column, law)
    correlation = np.corrcoef(table.T)
    pairs = len(rows) * (len(rows) - 1) / 2
    worst = np.abs(correlation[np.triu_indices(len(rows), 1)]).max()
    assert worst < -stats.norm.ppf(ALARM / pairs / 2) / math.sqrt(n)
