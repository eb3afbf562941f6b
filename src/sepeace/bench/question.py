"""What a user waits for: a whole comparison, with its start and without it, and the demo.

A comparison does more than run two worlds. Asked of the ordinary SimPy model, which takes no short cuts, one
pair of campaigns costs ``CAMPAIGNS_OF_A_PAIR`` of its campaigns.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass

from sepeace.bench.contestants import SEED, Contestant, ordinary_model
from sepeace.bench.twins import natural
from sepeace.errors import SepeaceError
from sepeace.outcomes.pathways import SETS
from sepeace.runs.compare import baseline_of, compare
from sepeace.runs.numbers import others
from sepeace.runs.where_from import STRENGTHS
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan

SCENARIO = "germany_wins_at_kursk"
WORLDS = 2
PARTS_OF_A_PAIR = {
    "the two worlds": WORLDS,
    "the second world for each set of channels taken from the first": SETS,
    "the two worlds under the other readings of strength": WORLDS * (len(STRENGTHS) - 1),
    "the two worlds under the other numbers": WORLDS * len(others(load(SCENARIO))),
}
"""Campaigns that a pair takes without short cuts. Not counted: both worlds with all operations kept."""
CAMPAIGNS_OF_A_PAIR = sum(PARTS_OF_A_PAIR.values())
DEMO_CAMPAIGNS = 1000
DEMO_CODE = "from sepeace.cli.demo import main; main()"
"""What run_sim.py does, which is no part of an installed package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One way to ask: how many pairs of campaigns, and whether as a command of its own, with its start."""

    campaigns: int
    starting: bool


QUESTIONS = {
    "question": Question(campaigns=10_000, starting=False),
    "question_starting": Question(campaigns=1_000, starting=True),
}
NATURAL, DEMO = "question_natural", "demo"


def contestants(workers: int) -> dict[str, Contestant]:
    """Ordinary SimPy in both worlds of the question in equal parts, the ways to ask, and the demo."""
    scenario = load(SCENARIO)
    worlds = [plan(world, "branch") for world in (baseline_of(scenario), scenario)]
    return {
        NATURAL: ordinary_model(natural(), worlds),
        **{name: _asked(asked, workers) for name, asked in QUESTIONS.items()},
        DEMO: Contestant(_demo, DEMO_CAMPAIGNS),
    }


def _asked(asked: Question, workers: int) -> Contestant:
    """A question, as a command or inside this process; a command has a worker for each core by itself."""

    def command(_: int) -> None:
        _process("-m", "sepeace", "compare", SCENARIO, "-n", str(asked.campaigns), "--json")

    def here(_: int) -> None:
        compare(SCENARIO, asked.campaigns, SEED, workers, keep_outcomes=False, split=True).to_json()

    return Contestant(command if asked.starting else here, asked.campaigns)


def _demo(_: int) -> None:
    """The main what-if with its figures and its report, into a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="sepeace-demo-") as folder:
        _process("-c", DEMO_CODE, "-n", str(DEMO_CAMPAIGNS), "-o", folder)


def _process(*words: str) -> None:
    """Run Python on these words.

    Raises:
        SepeaceError: it failed; with the last line of what it said.
    """
    done = subprocess.run(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or [f"it ended with {done.returncode}"]
        raise SepeaceError(f"a command of the benchmark failed: {said[0]}", given=" ".join(words))
