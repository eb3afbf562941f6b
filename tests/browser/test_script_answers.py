"""What the page says of its counts is what the command line says of the same counts."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sepeace.browser.script import answers
from sepeace.browser.script.counting import PairCount, WorldCount
from sepeace.clocks import records
from sepeace.kernel.weekly import BANDS
from sepeace.outcomes import outcome_tables
from sepeace.outcomes.ladder import Ladders
from sepeace.outcomes.outcome_rows import counted, outcomes
from sepeace.outcomes.rungs import STEPS, Ladder
from sepeace.outcomes.totals import Cells
from sepeace.outcomes.weekly_bands import quantiles, quantiles_of
from sepeace.runs.batch import batch
from sepeace.runs.compare import baseline_of, compare
from sepeace.runs.numbers import others
from sepeace.runs.profiles import variants
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.shapes import as_json
from sepeace.stats.estimates import newcombe_paired, share
from tests.clocks import clock, desk
from tests.scripts import Blob, asked, page, state_of

KURSK, LEADER, FREE = "germany_wins_at_kursk", "hitler_dies_march_1943", "historical"
STRENGTHS = ("document", "prospect", "rational")
SIZES = (1, 7, 40, 200, 1000, 2000, 10_000, 250_000)
SETTINGS: tuple[dict[str, object], ...] = (
    {},
    {"numbers": "default"},
    {"strength": "rational"},
    {"cost_oil": 0.0, "switches_off": ["ideology"]},
)
NEAR = 1e-12
"""Ends of an exact interval hang on exp and log1p, whose last bit is each machine's own."""
SAY = """
const data = api.opened(given.data);
const counter = (one) => {
  const made = api.counter(one.days);
  ["without", "with_change"].forEach((world) => {
    const { ladder, ...rest } = one[world];
    Object.assign(made[world], rest);
    Object.assign(made[world].ladder, ladder);
  });
  one.pairs.forEach(([both, only_with, only_without, neither], place) =>
    Object.assign(made.pairs.rungs[place], { both, only_with, only_without, neither }));
  return made;
};
return given.cases.map((one) => {
  const own = data.worlds[one.name].counterfactual.scenario;
  const scenario = one.fields === null ? own : api.supposing(own, one.fields);
  const named = (rows) => rows.map(([...names]) => [...names.slice(0, -1), counter(names[names.length - 1])]);
  const numbers = named(one.numbers), readings = named(one.readings), profiles = named(one.profiles);
  const first = numbers[0][1];
  return {
    paired: api.pairedAnswer(scenario, numbers, readings, profiles, one.days),
    single: api.singleAnswer(scenario, numbers, one.days),
    ladder: api.ladderRows(first),
    numbers: api.numbersRows(numbers),
    readings: api.readingRows(readings),
    profiles: api.profileRows(profiles),
    window: api.difference(first, "window"),
    settlement: api.difference(first, "settlement"),
  };
});
"""


def counted_pairs(rng: random.Random, days: int = 1) -> PairCount:
    """Counts that a run could have come to: of few wars or many, alike in both worlds or not."""
    n = rng.choice(SIZES)
    kept = rng.choice((n, n, max(1, n - rng.randint(0, n // 3))))
    rungs = []
    for _ in STEPS:
        chance = rng.choice((0.0, 1e-4, 0.004, 0.03, 0.2, 0.5, 0.97, 0.999, 1.0))
        shift = rng.choice((0.0, 0.0, 1e-3, 0.02, 0.3))
        both = min(kept, round(kept * chance))
        one = min(kept - both, round(kept * shift * rng.random()))
        other = min(kept - both - one, round(kept * shift * rng.random() * rng.choice((0.1, 1.0))))
        rungs.append(Cells(both, one, other, kept - both - one - other))
    return PairCount(
        window_days=float(days),
        without=world_count(rng, n, kept, [cells.without for cells in rungs]),
        with_change=world_count(rng, n, kept, [cells.with_change for cells in rungs]),
        pairs=Ladders(rungs),
    )


def world_count(rng: random.Random, n: int, kept: int, reached: list[int]) -> WorldCount:
    both = [0] + [rng.randint(0, min(reached[k], reached[k - 1])) for k in range(1, len(reached))]
    return WorldCount(campaigns=n, failed=0, arose=kept, ladder=Ladder(kept, reached, both))


def as_given(count: PairCount) -> dict[str, object]:
    """A count as the page is handed it."""
    worlds = {}
    for name in ("without", "with_change"):
        world = getattr(count, name)
        ladder = {"n": world.ladder.n, "counts": world.ladder.counts, "both": world.ladder.both}
        worlds[name] = {
            "campaigns": world.campaigns,
            "failed": world.failed,
            "arose": world.arose,
            "ladder": ladder,
        }
    return {"days": count.window_days, **worlds, "pairs": [cells.table() for cells in count.pairs.rungs]}


@cache
def scenario_of(name, number):
    made = load(name)
    return made.with_assumptions(SETTINGS[number]) if number else made


def random_case(rng: random.Random):
    name, number, days = (
        rng.choice((KURSK, LEADER, FREE)),
        rng.randrange(len(SETTINGS)),
        rng.choice((1, 1, 28)),
    )
    scenario = scenario_of(name, number)
    numbers = [(scenario.assumptions.numbers, counted_pairs(rng, days))]
    numbers += [(one, rng.choice((numbers[0][1], counted_pairs(rng, days)))) for one in others(scenario)]
    numbers = numbers[: rng.choice((1, 2, 3))]
    readings = [(one, counted_pairs(rng, days)) for one in STRENGTHS if rng.random() < 0.7]
    profiles = [(one.profile, one.premium, counted_pairs(rng, days)) for one in variants(scenario)]
    return name, number, scenario, numbers, readings, profiles if rng.random() < 0.8 else [], days


def given_case(case):
    name, number, scenario, numbers, readings, profiles, days = case
    own = scenario.assumptions
    fields = None
    if number:
        fields = {
            "numbers": own.numbers,
            "strength": own.strength,
            "parameters": own.parameters,
            "switches": own.switches,
        }
    rows = ([[*names, as_given(count)] for *names, count in table] for table in (numbers, readings, profiles))
    told = dict(zip(("numbers", "readings", "profiles"), rows, strict=True))
    return {"name": name, "fields": fields, "days": days, **told}


def python_says(case):
    _, _, scenario, numbers, readings, profiles, days = case
    own = numbers[0][1]
    return {
        "paired": answers.paired_answer(scenario, numbers, readings, profiles, days),
        "single": answers.single_answer(scenario, numbers, days),
        "ladder": answers.ladder_rows(own),
        "numbers": answers.numbers_rows(numbers),
        "readings": answers.reading_rows(readings),
        "profiles": answers.profile_rows(profiles),
        "window": answers.difference(own, "window"),
        "settlement": answers.difference(own, "settlement"),
    }


def differences(one, other, where=""):
    """Places at which two values as JSON differ; ends of an interval of shares may by the last bits."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [found for key in one for found in differences(one[key], other[key], f"{where}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        rows = enumerate(zip(one, other, strict=True))
        return [found for place, pair in rows for found in differences(*pair, f"{where}[{place}]")]
    if "baseline_ci95" in where or "counterfactual_ci95" in where:
        return [] if one is other is None or abs(one - other) <= NEAR else [(where, one, other)]
    return [] if (one == other and type(one) is not bool) or one is other else [(where, one, other)]


# Red when a sentence, a share, an interval, a count of needed wars or "shown" is another on the page.
def test_answers_of_random_counts_are_those_of_the_package(tmp_path):
    rng = random.Random(12)
    found = [random_case(rng) for _ in range(250)]
    script, data = page()
    said = asked(tmp_path, script, SAY, data=data, cases=[given_case(case) for case in found])
    for case, own in zip(found, said, strict=True):
        expected = as_json(python_says(case))
        assert not differences(expected, own), case
    sentences = {text for own in said for text in (*own["paired"], *own["single"])}
    for word in ("about", "fewer than", "more than", "cannot be told", "do not tell apart", "switched off"):
        assert any(word in text for text in sentences), word


COUNT = """
const bytes = fs.readFileSync(given.blob);
const part = ([start, length]) => new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
const data = api.opened(given.data);
const counted = ([one, other]) => {
  const made = api.counter(given.days);
  const size = data.layouts.State.size, count = one[1] / size;
  for (let k = 0; k < count; k += 1) made.add(api.state(data, part(one), k), api.state(data, part(other), k));
  return made;
};
const numbers = given.numbers.map(([name, pair]) => [name, counted(pair)]);
const own = numbers[0][1];
return {
  plain: api.pairedAnswer(data.worlds[given.name].counterfactual.scenario, numbers, [], [], given.days),
  ladder: api.ladderRows(own),
  numbers: api.numbersRows(numbers),
  difference: { settlement: api.difference(own, "settlement"), window: api.difference(own, "window") },
  counts: own.with_change,
};
"""
CAMPAIGNS, SEED = 300, 4


@cache
def states_of(name: str, numbers: str) -> tuple[records.Record, records.Record]:
    """Final states of both worlds, by the compiled clock."""
    scenario = load(name).with_assumptions(numbers=numbers)
    found = []
    for world in (baseline_of(scenario), scenario):
        states = records.states(CAMPAIGNS)
        clock().count(states, 0, SEED, desk(plan(world, "branch")))
        found.append(states)
    return found[0], found[1]


# Red when the page counts other campaigns, or another step of them, than `compare` does: its statistics are
# held against the machine output of the same seed and campaigns.
@pytest.mark.parametrize("days", (1, 28))
def test_statistics_of_the_page_equal_those_of_compare(tmp_path, days):
    script, data = page()
    blob, numbers = Blob(), []
    scenario = load(KURSK)
    for name in (scenario.assumptions.numbers, *others(scenario)):
        numbers.append((name, [blob.add(states.tobytes()) for states in states_of(KURSK, name)]))
    blob.write(tmp_path / "blob")
    said = asked(
        tmp_path,
        script,
        COUNT,
        blob=str(tmp_path / "blob"),
        data=data,
        name=KURSK,
        days=days,
        numbers=numbers,
    )
    pair = compare(KURSK, campaigns=CAMPAIGNS, seed=SEED, workers=1, split=False, window_days=days)
    expected = pair.to_json()
    for key in ("plain", "ladder", "numbers", "difference"):
        assert not differences(expected[key], said[key]), key
    assert said["counts"]["campaigns"] == CAMPAIGNS


# Red when campaigns counted one by one come to other numbers than the same campaigns in columns.
@pytest.mark.parametrize("name", (KURSK, "caucasus_oil_taken"))
def test_one_by_one_counts_what_columns_count(name):
    count, pairs, ladders = PairCount(window_days=3.0), states_of(name, "prior"), Ladders()
    for k in range(CAMPAIGNS):
        count.add(state_of(pairs[0][k : k + 1]), state_of(pairs[1][k : k + 1]))
    rows = [outcomes(states, window_days=3.0) for states in pairs]
    # As the chunks have it: in a pair the antecedent arose only if it did so in both worlds.
    arose = rows[0]["antecedent_arose"] & rows[1]["antecedent_arose"]
    for row in rows:
        row["antecedent_arose"] = arose
    fine = np.all([row["antecedent_arose"] & ~row["failed"] for row in rows], axis=0)
    ladders.add(rows[0][fine], rows[1][fine])
    assert [cells.table() for cells in count.pairs.rungs] == [cells.table() for cells in ladders.rungs]
    for own, row in zip((count.without, count.with_change), rows, strict=True):
        ladder = Ladder()
        ladder.add(counted(row))
        assert own.ladder == ladder
        assert (own.campaigns, own.failed, own.arose) == (CAMPAIGNS, 0, int(row["antecedent_arose"].sum()))


# Red when a campaign that failed, or in which nothing of what is supposed arose, is counted.
def test_a_failed_campaign_and_an_idle_one_do_not_count():
    state = state_of(states_of(KURSK, "prior")[1][:1])
    state.antecedent = 1
    count = PairCount()
    for one in (replace(state, failed=1), replace(state, antecedent=0), state):
        count.alone(one)
        count.add(state, one)
    world = count.with_change
    assert (world.campaigns, world.failed, world.arose, world.ladder.n) == (6, 2, 2, 2)
    assert count.pairs.rungs[0].n == 1 and world.share_arose == 0.5


def histograms(rng: np.random.Generator, rows: int) -> np.ndarray:
    made = rng.integers(0, 40, (rows, 560)) * (rng.random((rows, 560)) < rng.random((rows, 1)))
    made[:, rng.integers(0, 560)] += 1
    return made


# Red when a quantile in plain numbers, in Python or on the page, is off by one bit from that of the tables.
def test_quantiles_are_equal_to_the_last_bit(tmp_path):
    rng = np.random.default_rng(7)
    counts, levels = histograms(rng, 60), (0.05, 0.25, 0.5, 0.75, 0.95)
    script, _ = page()
    work = "return given.counts.map((row) => api.band(new Int32Array(row), given.variable));"
    for variable in (0, 5, 9):
        expected = np.stack(quantiles(counts, BANDS[variable], levels), axis=1).tolist()
        plain = [quantiles_of(row, BANDS[variable], levels) for row in counts.tolist()]
        assert plain == expected
        assert asked(tmp_path, script, work, counts=counts.tolist(), variable=variable) == expected


ANATOMY = """
const bytes = new Uint8Array(fs.readFileSync(given.blob)), data = api.opened(given.data);
const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const fields = data.layouts.Tally.fields;
const at = (name, place) => Number(view.getBigInt64(fields[name][0] + 8 * place, true));
const terms = fields.terms[2][1], [counts, , [, variables, bins]] = fields.counts;
return Array.from({ length: given.weeks }, (_, week) => ({
  anatomy: api.anatomy(
    Array.from({ length: terms }, (_, term) => at("terms", week * terms + term)),
    [at("open", week), at("open_without_strength", week)], [at("at_war", week), at("at_war", 0)]),
  bands: data.bands.map((_, variable) => api.band(
    new Int32Array(bytes.buffer, bytes.byteOffset + counts + 4 * bins * (week * variables + variable), bins),
    variable)),
}));
"""


# Red when bands or anatomy that the page reads from the kernel's tally differ from those of a batch.
def test_bands_and_anatomy_are_those_of_a_batch(tmp_path):
    run = batch(KURSK, campaigns=40, seed=2, workers=1)
    weekly = run.weekly
    weeks = int(np.count_nonzero(weekly.at_war))
    (tmp_path / "blob").write_bytes(weekly.record.tobytes())
    script, data = page()
    said = asked(tmp_path, script, ANATOMY, blob=str(tmp_path / "blob"), data=data, weeks=weeks)
    table = outcome_tables.anatomy_columns(weekly)
    rows = [name for name, *_ in data["bands"]]
    columns = outcome_tables.bands_columns(weekly)
    for week, own in enumerate(said):
        terms = table["term"][week * len(own["anatomy"]) : (week + 1) * len(own["anatomy"])]
        means = table["mean"][week * len(own["anatomy"]) : (week + 1) * len(own["anatomy"])]
        assert own["anatomy"] == dict(zip(terms, means, strict=True))
        for variable in range(len(rows)):
            expected = [columns[level][variable * weeks + week] for level in data["levels"]]
            # Of a front the page draws the median alone: its bands would need the doubt of the recorded path.
            drawn = slice(2, 3) if "front" in rows[variable] else slice(None)
            assert own["bands"][variable][drawn] == expected[drawn], (rows[variable], week)


# Red when an interval is another on the page: bit for bit where it is reckoned with roots alone.
def test_intervals_are_those_of_the_package(tmp_path):
    rng = random.Random(3)
    pairs = [
        (rng.randint(0, n), n, rng.choice((1, 3, 7))) for n in (rng.randint(1, 10**6) for _ in range(300))
    ]
    pairs += [(k, n, 1) for n in (1, 9, 400) for k in (0, 1, 4, 5, n - 1, n) if 0 <= k <= n]
    tables = [[rng.choice((0, 1, rng.randint(0, 10**8))) for _ in range(4)] for _ in range(300)]
    work = """return [given.pairs.map(([k, n, together]) => api.share(k, n, together)),
      given.tables.map((row) => api.newcombePaired(...row))];"""
    shares, found = asked(tmp_path, page()[0], work, pairs=pairs, tables=tables)
    for own, (k, n, together) in zip(shares, pairs, strict=True):
        expected = share(k, n, together)
        assert own["value"] == expected.value and own["method"] == expected.method
        near = 0.0 if expected.method == "wilson" else NEAR
        assert own["ci95"] == pytest.approx(list(expected.ci95), rel=0.0, abs=near)
    for own, row in zip(found, tables, strict=True):
        expected = as_json(newcombe_paired(*row))
        assert own["ci95"] == expected["ci95"]
        assert own["value"] == expected["value"] or (own["value"], sum(row)) == ("NaN", 0)
