"""Whether the campaign written as ordinary SimPy is the same model as the kernel's.

It is the yardstick of the benchmark, so it must do the same work: as many events of every kind, the same
endings, windows and feelers. It draws its luck in its own way; both sides of a comparison use the same drawn
parameters, campaign by campaign. Seeds are fixed, so each test gives one answer for ever.
"""

import ast
import importlib.util
import math
import random
import statistics
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from sepeace.clocks.storage import full_log, new_state
from sepeace.kernel import slots
from sepeace.kernel.campaign import run_campaign
from tests.campaigns import planned, told

FILE = Path(__file__).resolve().parents[2] / "benchmarks" / "natural_simpy.py"
if not FILE.exists():
    pytest.skip("benchmarks/ is not here: it is part of a clone only", allow_module_level=True)

ERRORS = 4.0  # standard errors that two means may lie apart
SEED = 5
# Scenario, assumptions, whether interrupts wake the streams, how many campaigns. Under prospect more is said.
SAMPLES = {
    "free": ("historical", (), False, 240),
    "branch": ("germany_wins_at_kursk", (), False, 90),
    "interrupts": ("historical", (("strength", "prospect"), ("motive", "mixed")), True, 140),
}
ENDINGS = {
    slots.SOVIET_VICTORY: "soviet_victory",
    slots.GERMAN_VICTORY: "german_victory",
    slots.SETTLEMENT_HELD: "settlement_held",
    slots.SETTLEMENT_BROKEN: "settlement_broken",
    slots.UNDECIDED: "undecided",
}
STREAMS = ("serious", "leverage", "leader", "subordinate", "mediator")
KINDS = {
    "operation": slots.K_OPERATION,
    "operation ends": slots.K_OPERATION_END,
    "offensive": slots.K_OFFENSIVE,
    "event": slots.K_EVENT,
    "recorded contact": slots.K_RECORDED_CONTACT,
    "finnish offer": slots.K_FINNISH_OFFER,
    "finnish refusal": slots.K_FINNISH_REFUSAL,
    "finnish peace": slots.K_FINNISH_PEACE,
    "sent": slots.K_SENT,
    "leaked": slots.K_LEAKED,
    "intercepted": slots.K_INTERCEPTED,
    "filtered": slots.K_FILTERED,
    "refused": slots.K_REFUSED,
    "answered": slots.K_ANSWERED,
    "round": slots.K_ROUND,
    "exposed": slots.K_EXPOSED,
    "resumed": slots.K_RESUMED,
    "talks end": slots.K_TALKS_END,
    "signed": slots.K_SIGNED,
    "war renewed": slots.K_RENEWED,
    "window opens": slots.K_WINDOW,
    "window closes": slots.K_WINDOW,
    "war ends": slots.K_WAR_END,
    "settlement held": slots.K_WAR_END,
    "branch": slots.K_BRANCH,
    "epoch": slots.K_EPOCH,
    "meeting": slots.K_HELD,
    "no meeting": slots.K_HELD,
    "western news": slots.K_WEST_HEARS,
    "approach": slots.K_APPROACH,
    "told allies": slots.K_TOLD_ALLIES,
    "landing set": slots.K_LANDING_SET,
    "beaten back": slots.K_BEATEN_BACK,
    "urged": slots.K_URGED,
    "another way": slots.K_ANOTHER_WAY,
}
# Without these a campaign has no luck; what is left must agree to rounding.
QUIET = (
    *("score_base_sd", "force_advantage_sd", "quality_trend_sd", "score_sd", "front_noise"),
    *("expectation_noise", "feeler_rate", "subordinate_rate"),
)
QUIET_WARS = (
    ("historical", "free", 1, ("cap_margin", 0.1)),
    ("historical", "free", 2, ("strength", "prospect")),
    ("historical", "free", 3, ("strength", "rational"), ("fate_weight", 0.1)),
    ("historical", "free", 4, ("switches_off", ("position", "recent_operations"))),
    ("germany_wins_at_kursk", "branch", 5, ("disputed", "in")),
    ("uranus_fails", "branch", 6, ("disputed", "in")),
    ("second_front_in_1943", "branch", 7),
    ("citadel_in_may", "free", 8),
    ("historical", "free", 9, ("valuation", "steady"), ("hopes", "known")),
    ("historical", "free", 10, ("switches_off", ("position",)), ("cap_margin", 0.1), ("map_weight", 0.9)),
)


# What the twin may have of the kernel: its vocabulary, and sums that closed forms hold to account elsewhere.
BORROWED = {
    "sepeace.kernel.slots": None,
    "sepeace.kernel.fields": {"Parameters"},
    "sepeace.kernel.world": {"World"},
    "sepeace.kernel.leaders.bargaining": {"war_terms"},
    "sepeace.kernel": {"slots", "finnish_terms"},
    "sepeace.kernel.leaders": {"wandering"},  # the fitted coefficients
    "sepeace.kernel.battlefield.first_passage": {"crossing_months", "touch_probability"},
}


@cache
def natural():
    """The module, loaded by its place: it belongs to no package."""
    spec = importlib.util.spec_from_file_location("natural_simpy", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kernel_counts(made, campaign):
    """What is compared of a campaign of the kernel, by name."""
    state, rows, weeks = told(made, SEED, campaign)
    counts = Counter(f"kind {row.kind}" for row in rows)
    counts.update(
        f"stream {STREAMS[row.cause - slots.C_SERIOUS]}" for row in rows if row.kind == slots.K_SENT
    )
    counts["demands apart"] = sum(row.first - row.second for row in rows if row.kind == slots.K_ROUND)
    counts[ENDINGS[state.ending]] = 1
    counts["events"], counts["feelers"] = state.events, sum(state.sent[0])
    counts["window days"], counts["ended"] = state.window_days[0], state.ended
    counts["settled"] = int(state.signed[0] < slots.NEVER)
    counts.update(restlessness([(week[9], week[7], week[8]) for week in weeks]))
    return counts


def natural_counts(made, campaign, interrupts):
    """The same of a campaign in ordinary SimPy."""
    rows = made.parameters(SEED, campaign)
    scene = natural().Scene(random.Random(f"{SEED} {campaign}"), made.world, rows)
    war = natural().Campaign(made, scene, interrupts)
    outcome = war.run()
    counts = Counter(f"kind {KINDS[row[1]]}" for row in scene.events)
    counts.update(f"stream {row[2]}" for row in scene.events if row[1] == "sent")
    counts["demands apart"] = sum(row[3] - row[4] for row in scene.events if row[1] == "round")
    counts[outcome.ending] = 1
    counts["events"], counts["feelers"] = outcome.events, outcome.feelers
    counts["window days"], counts["ended"] = outcome.window_days, outcome.ended
    counts["settled"] = int(outcome.settled)
    counts.update(restlessness([(week.front, *week.willing) for week in war.table.history]))
    return counts


def restlessness(weeks):
    """How much the front and both leaders' willingness swing: squared weekly changes, summed."""
    names = ("front", "german wish", "soviet wish")
    rows = zip(names, zip(*weeks, strict=True), strict=True)
    return {f"swings of the {name}": sum((b - a) ** 2 for a, b in pairwise(row)) for name, row in rows}


@cache
def both(sample):
    """As many campaigns of each as the sample has."""
    name, settings, interrupts, n = SAMPLES[sample]
    made = planned(name, settings)
    ours = [kernel_counts(made, campaign) for campaign in range(n)]
    return ours, [natural_counts(made, campaign, interrupts) for campaign in range(n)]


def apart(one, two, what):
    """Difference of two means and its standard error."""
    a, b = ([float(counts[what]) for counts in sample] for sample in (one, two))
    error = math.sqrt(statistics.variance(a) / len(a) + statistics.variance(b) / len(b))
    return statistics.mean(b) - statistics.mean(a), error


# Red when the yardstick does less than the kernel, or more.
@pytest.mark.parametrize("sample", ["free", "branch"])
def test_as_many_events_as_the_kernel(sample):
    ours, theirs = both(sample)
    mean = statistics.mean(counts["events"] for counts in ours)
    difference, error = apart(ours, theirs, "events")
    assert error < 0.02 * mean, "too few campaigns to tell"
    assert abs(difference) < 0.05 * mean


# Red when messages are not intercepted, refusals teach nothing, a rate is a third too high, expectations have
# no noise, or an interrupt forgets the hazard run up so far.
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_endings_windows_feelers_and_events_of_each_kind(sample):
    ours, theirs = both(sample)
    wrong = {}
    for what in sorted(set().union(*ours, *theirs)):
        difference, error = apart(ours, theirs, what)
        # One campaign in a sample is always luck.
        least = 1.0 / len(ours) if isinstance(ours[0][what], int) else 0.0
        if abs(difference) > max(ERRORS * error, least + 1e-9):
            wrong[what] = (difference, error)
    assert not wrong


def without_chance(made, campaign):
    """A campaign's parameters without noise and feelers, and the world without mediators."""
    rows = deepcopy(made.parameters(SEED, campaign))
    for row in rows:
        for name in QUIET:
            setattr(row, name, 0.0)
    world = deepcopy(made.world)
    world.ch_mediated = [0.0 for _ in world.ch_mediated]
    world.rc_chance = [float(chance > 0.5) for chance in world.rc_chance]
    world.news_chance = [float(chance > 0.5) for chance in world.news_chance]
    return rows, replace(made, world=world)


# Red when any equation of the war or of the leaders differs, or a step is taken on another day.
@pytest.mark.parametrize("settings", QUIET_WARS, ids=str)
def test_without_chance_every_week_is_the_same(settings):
    name, given, campaign, *assumptions = settings
    rows, made = without_chance(planned(name, tuple(assumptions), given), campaign)
    state, log = new_state(SEED, campaign), full_log()
    run_campaign(state, rows, made.world, log, made.horizon)
    twin = natural().Campaign(made, natural().Scene(random.Random(1), made.world, rows), False)
    outcome = twin.run()
    assert (outcome.ending, outcome.events) == (ENDINGS[state.ending], state.events)
    assert outcome.window_days == pytest.approx(state.window_days[0], abs=1e-6)
    assert len(twin.table.history) == state.known > 100
    for ours, week in zip(log.weeks, twin.table.history, strict=False):
        theirs = [*week.strength, *week.lines, *week.willing, week.front]
        assert theirs == pytest.approx(ours[3:10], rel=1e-7, abs=1e-9)


# Red when the twin takes an equation or a constant from the kernel: a fault there would be a fault of both.
@pytest.mark.parametrize(
    "part", ["simpy", "scene", "war", "leaders", "feelers", "diplomacy", "people", "west", "finland"]
)
def test_the_twin_stands_alone(part):
    tree = ast.parse(FILE.with_name(f"natural_{part}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sepeace.kernel"):
            allowed = BORROWED[str(node.module)]
            assert allowed is None or {alias.name for alias in node.names} <= allowed
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "fitted":
            assert node.attr.isupper(), "coefficients alone"


# Red when chance comes from elsewhere than the generator that is handed in.
def test_the_same_chance_gives_the_same_campaign():
    made = planned("historical")
    rows = made.parameters(SEED, 0)
    one, two, other = (natural().run_natural(made, random.Random(seed), rows) for seed in (1, 1, 2))
    assert one == two != other


# Red when a plan is run under a luck that the natural model does not have.
@pytest.mark.parametrize("luck", ["recorded", "median"])
def test_other_luck_is_refused(luck):
    made = planned("historical", luck=luck)
    with pytest.raises(ValueError, match="free luck"):
        natural().run_natural(made, random.Random(1), made.parameters(SEED, 0))
