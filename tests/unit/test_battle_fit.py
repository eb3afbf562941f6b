"""The fit of the battles: the score equation, what it foretells, and that the model runs with it."""

import csv
import importlib.util
import math
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtr

from sepeace.calibration import fit_scores, predict_scores
from sepeace.calibration.battle import coverage, skills
from sepeace.calibration.codes import CODES, CODINGS, EDGES, Scored, apart, bin_of, scored, scores_of
from sepeace.calibration.posterior import log_bins, posterior
from sepeace.calibration.table import correlations, shipped
from sepeace.calibration.wording import with_blocks
from sepeace.errors import BadValue, UnknownName
from sepeace.model.parameters import CORRELATION, find
from sepeace.quantities import DAYS_PER_MONTH, day_of
from sepeace.record import load

PROJECT = Path(__file__).resolve().parents[2]
FIRST_1943 = 558  # days from 22 June 1941 to 1 January 1943
ROUNDED = 0.0051 + 0.001  # two decimals, and what another machine's peak may move
BETWEEN = {-1.0: (-1.25, -0.75)}
BINS = {-1.5: (-99, -1), -0.5: (-1, 0), 0.5: (0, 0.75), 1.0: (0.75, 1.25), 1.5: (1.25, 1.75), 2.0: (1.75, 99)}


def by_hand(score):
    """Edges of a bin, typed."""
    return {**BINS, **BETWEEN}[score]


@pytest.fixture(scope="module")
def script():
    """docs/battle_fit.py."""
    spec = importlib.util.spec_from_file_location("battle_fit", PROJECT / "docs" / "battle_fit.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def fits():
    return [fit_scores(coding) for coding in CODINGS]


@pytest.fixture(scope="module")
def hindcast():
    return predict_scores()


# --- what goes in


# Red when a bin does not end midway between two codes, or an outer bin has an end.
def test_bins_meet_midway():
    assert (-math.inf, -1.0, 0.0, 0.75, 1.25, 1.75, math.inf) == EDGES
    assert tuple(BINS) == CODES
    assert [bin_of(score) for score in (-1.5, 0.5, -1.0)] == [(-math.inf, -1.0), (0.0, 0.75), (-1.25, -0.75)]
    for score in (-1.6, 2.5, math.nan):
        with pytest.raises(BadValue, match="no such score"):
            bin_of(score)


# Red when ratio or trend is turned for one side, is that of another day, or western battles are fitted.
def test_what_the_equation_knows_of_a_battle():
    rows, record = {row.id: row for row in scored()}, load()
    assert rows.keys() == {row.id for row in record.operations}
    days = [day_of(row.date) for row in record.strengths]
    for name, sign in (("citadel", 1.0), ("bagration", -1.0)):
        start = day_of(record.operation(name).start)
        sunday = 7.0 * (math.ceil(start / 7.0) - 1)
        axis, soviet = (
            np.interp(sunday, days, [getattr(row, side) for row in record.strengths])
            for side in ("axis", "soviet")
        )
        assert rows[name].ratio == pytest.approx(sign * math.log(axis / soviet), rel=1e-9)
        assert rows[name].edge == pytest.approx(sign * (1.0 - start / DAYS_PER_MONTH / 24.0), rel=1e-12)
        assert rows[name].score == record.operation(name).score


# Red when codings are mixed up, or a battle has no third score or one that is no code.
def test_the_three_codings():
    operations = load().operations
    for coding, column in (("adopted", "score"), ("second", "score_second")):
        assert scores_of(operations, coding) == {row.id: getattr(row, column) for row in operations}
    path = PROJECT / "src" / "sepeace" / "calibration" / "data" / "score_third.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    told = {row["id"]: float(row["score_third"]) for row in rows}
    assert len(told) == len(rows) and all(row["reason"] for row in rows)
    assert scores_of(operations, "third") == {row.id: told[row.id] for row in operations}
    assert set(told.values()) <= set(BINS)
    gaps = np.array([told[row.id] - row.score for row in operations])
    found = apart("adopted", "third")
    assert (found.compared, found.equal) == (len(gaps), int((gaps == 0).sum()))
    assert found.mean_absolute == pytest.approx(np.abs(gaps).mean())
    assert found.root_mean_square == pytest.approx(np.sqrt((gaps**2).mean()))
    assert found.mean_difference == pytest.approx(gaps.mean())


# --- the fit


# Red when a tail loses its digits: log P(8 < Z < 9) is -35.0137 (Phi(-8) = 6.2210e-16, Phi(-9) far below).
def test_a_bin_far_out_keeps_its_digits():
    right = log_bins(np.array([8.0]), np.array([9.0]))[0]
    assert right == pytest.approx(-35.0137, abs=2e-4)
    assert log_bins(np.array([-9.0]), np.array([-8.0]))[0] == right
    assert log_bins(np.array([-np.inf]), np.array([np.inf]))[0] == 0.0
    assert log_bins(np.array([-1.0]), np.array([1.0]))[0] == pytest.approx(math.log(0.6826895), abs=1e-7)


# Red when likelihood, priors, proposal or weights are wrong: the same posterior summed over a grid of four
# dimensions, with bins and priors as the page has them.
def test_the_weighted_draws_agree_with_a_sum_over_a_grid(fits):
    rows = scored()
    axes = [
        np.linspace(-0.3, 1.3, 33),
        np.linspace(-0.8, 1.7, 33),
        np.linspace(-0.5, 1.75, 33),
        np.linspace(math.log(0.5), math.log(1.8), 25),
    ]
    b0, b1, b2, log_s = np.meshgrid(*axes, indexing="ij", sparse=True)
    logs = -0.5 * (
        (b0 - 0.5) ** 2 + (b1 - 0.5) ** 2 + (b2 - 0.5) ** 2 + ((log_s - math.log(0.75)) / 0.5) ** 2
    )
    for row in rows:
        low, high = by_hand(row.score)
        mean = b0 + b1 * row.ratio + b2 * row.edge
        logs = logs + np.log(ndtr((high - mean) / np.exp(log_s)) - ndtr((low - mean) / np.exp(log_s)))
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    values = [b0, b1, b2, np.exp(log_s)]
    means = [float((weights * value).sum()) for value in values]
    sds = [
        float((weights * (value - mean) ** 2).sum()) ** 0.5 for value, mean in zip(values, means, strict=True)
    ]
    assert fits[0].mean == pytest.approx(means, abs=0.01)
    assert fits[0].sd == pytest.approx(sds, abs=0.01)
    for place, (a, b) in enumerate(((0, 1), (0, 2), (1, 2))):
        together = float((weights * (values[a] - means[a]) * (values[b] - means[b])).sum())
        assert fits[0].correlation[place] == pytest.approx(together / sds[a] / sds[b], abs=0.02)


# Red when a known equation does not come back from scores made with it.
def test_known_numbers_come_back():
    draw = np.random.default_rng(5)
    rows = []
    for number in range(1500):
        ratio, trend = draw.normal(0.0, 0.7), draw.uniform(-1.0, 1.0)
        z = 0.3 + 0.9 * ratio + 0.4 * trend + 0.6 * draw.normal()
        score = list(BINS)[sum(z > edge for edge in (-1.0, 0.0, 0.75, 1.25, 1.75))]
        rows.append(Scored(id=str(number), day=0.0, side=0, ratio=ratio, edge=trend, score=score))
    found = posterior(rows, 2000)
    assert (np.abs(found.mean - [0.3, 0.9, 0.4, 0.6]) < 4.0 * found.sd).all()
    assert (found.sd < 0.05).all()


# Red when the draws are so ill placed that a few carry the weight, or another run gives other numbers.
def test_draws_are_worth_their_number_and_repeat(fits):
    for fit in fits:
        assert 10_000 < fit.effective <= fit.draws == 20_000
    assert fit_scores("third") == fits[2]


@pytest.mark.parametrize("refused", [lambda: fit_scores("fourth"), lambda: predict_scores("adoptd")])
def test_an_unknown_coding_is_refused(refused):
    with pytest.raises(UnknownName, match="no such coding"):
        refused()


@pytest.mark.parametrize(("rows", "count"), [((), 10), (None, 0)])
def test_nothing_to_fit_is_refused(rows, count):
    with pytest.raises(BadValue, match="nothing to fit"):
        posterior(scored() if rows is None else rows, count)


# --- what it foretells


# Red when training sees a battle of 1943, a baseline is another one, or rmse and log score are.
def test_skills_are_those_worked_out_again(hindcast):
    rows = load().operations
    old = [row.score for row in rows if day_of(row.start) < FIRST_1943]
    new = np.array([row.score for row in rows if day_of(row.start) >= FIRST_1943])
    assert (hindcast.fit.battles, hindcast.tested) == (len(old), len(new))
    near = [-1.5 if z == -1.0 else z for z in old]
    share = {code: (near.count(code) + 0.5) / (len(old) + 3.0) for code in BINS}
    mean = sum(code * chance for code, chance in share.items())
    plain = hindcast.skill("frequencies")
    assert plain.rmse == pytest.approx(np.sqrt(((new - mean) ** 2).mean()))
    assert plain.log_score == pytest.approx(np.mean([math.log(share[z]) for z in new]))
    success = hindcast.skill("success")
    assert success.rmse == pytest.approx(np.sqrt(((new - 1.0) ** 2).mean()))
    # Its spread: the best on a fine grid, under the same prior.
    best = max(
        (
            sum(math.log(ndtr((by_hand(z)[1] - 1) / s) - ndtr((by_hand(z)[0] - 1) / s)) for z in old)
            - 0.5 * (math.log(s / 0.75) / 0.5) ** 2,
            s,
        )
        for s in np.arange(0.3, 3.0, 0.001)
    )[1]
    chances = {z: ndtr((high - 1) / best) - ndtr((low - 1) / best) for z, (low, high) in BINS.items()}
    assert success.log_score == pytest.approx(np.mean([math.log(chances[z]) for z in new]), abs=5e-4)
    own = hindcast.skill("equation")
    assert own.behind == 0.0
    assert plain.behind == pytest.approx(own.log_score - plain.log_score)


# Red when the equation is scored with its peak alone, or with chances that are none.
def test_the_prediction_is_averaged_over_what_is_not_known(hindcast):
    known = np.full((4, 6), 1.0 / 6.0)
    rows = [Scored(id="x", day=0.0, side=0, ratio=0.0, edge=0.0, score=z) for z in (-1.5, 0.5, 1.0, 2.0)]
    flat = skills({"equation": known}, rows)[0]
    assert flat.log_score == pytest.approx(-math.log(6.0))
    assert flat.rmse == pytest.approx(math.sqrt(np.mean([(z - 0.5) ** 2 for z in (-1.5, 0.5, 1.0, 2.0)])))
    rows = [row for row in scored() if row.day >= FIRST_1943]
    b0, b1, b2, s = hindcast.fit.mean
    at_peak = np.mean(
        [
            math.log(np.diff(ndtr((np.array(BINS[r.score]) - b0 - b1 * r.ratio - b2 * r.edge) / s))[0])
            for r in rows
        ]
    )
    assert 0.0 < abs(hindcast.skill("equation").log_score - at_peak) < 0.1


# Red when a set is smaller than 90% needs, or ranks the codes the wrong way.
def test_sets_of_codes():
    chances = np.array([[0.5, 0.3, 0.15, 0.05, 0.0, 0.0], [0.0, 0.04, 0.0, 0.0, 0.0, 0.96]])
    assert coverage(chances, [2, 5]) == (1.0, 2.0)
    assert coverage(chances, [3, 1]) == (0.0, 2.0)


# --- what ships


# Red when the table of parameters or the correlations are not those of the fit, to rounding.
def test_the_model_runs_with_the_fit(fits):
    for place, name in enumerate(("score_base", "force_advantage", "quality_trend", "score_sd")):
        assert find(name).quantity.value == pytest.approx(fits[0].mean[place], abs=ROUNDED)
        if name != "score_sd":
            assert find(f"{name}_sd").quantity.value == pytest.approx(fits[0].sd[place], abs=ROUNDED)
    for row in shipped(fits):
        quantity = find(row.key).quantity
        assert (quantity.low, quantity.high) == pytest.approx((row.low, row.high), abs=2 * ROUNDED)
        assert quantity.low <= quantity.value <= quantity.high and quantity.source == row.source
    assert CORRELATION.keys() == {("b0", "b1"), ("b0", "b2"), ("b1", "b2")}
    for value, expected in zip(CORRELATION.values(), fits[0].correlation, strict=True):
        assert value == pytest.approx(expected, abs=ROUNDED)
    assert correlations(fits[0]).keys() == CORRELATION.keys()


# Red when the page has a number that the fit has not: run docs/battle_fit.py.
def test_the_page_has_the_numbers_of_the_fit(script):
    number = re.compile(r"\d[\d,]*\.?\d*")
    for path, text in script.made().items():
        old = path.read_text("utf-8")
        assert number.sub("#", old) == number.sub("#", text), path.name
        pairs = zip(number.findall(old), number.findall(text), strict=True)
        for one, two in pairs:
            one, two = float(one.replace(",", "")), float(two.replace(",", ""))
            assert two == pytest.approx(one, abs=0.0101, rel=0.011), path.name


# Red when a result made with other correlations carries the same hash of the model.
def test_the_correlations_are_part_of_the_hash_of_the_model(tmp_path, monkeypatch):
    from sepeace import fingerprint

    made = []
    for text in ("b0,b1,-0.5", "b0,b1,-0.6"):
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        (folder / "score_correlation.csv").write_text(text)
        monkeypatch.setattr(fingerprint, "MODEL", ("data",))
        monkeypatch.setattr(fingerprint, "LUCK", ())
        monkeypatch.setattr(fingerprint.resources, "files", lambda _: tmp_path)
        made.append(fingerprint.model_hash.__wrapped__())
    assert made[0] != made[1]


# Red when a row that the fit does not decide is rewritten with the table.
def test_other_rows_of_the_table_are_left_alone(script):
    old = script.PARAMETERS.read_text("utf-8")
    new = script.with_rows(old, ())
    assert new == old


@pytest.mark.parametrize("page", ["no place", "<!-- begin: a -->\n<!-- end: a -->" * 2])
def test_a_block_needs_one_place(page):
    with pytest.raises(ValueError, match="one place for the block a"):
        with_blocks(page, {"a": "x"})
    assert with_blocks("<!-- begin: a -->\nold\n<!-- end: a -->", {"a": "x"}) == (
        "<!-- begin: a -->\n\nx\n\n<!-- end: a -->"
    )
