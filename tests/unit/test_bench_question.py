"""What a user waits for is timed as it is had, and ordinary SimPy is charged for what a comparison runs."""

import types
from collections import Counter

import pytest

from sepeace.bench import contestants, question
from sepeace.cli import demo
from sepeace.clocks import clock_choice
from sepeace.errors import SepeaceError
from sepeace.execution import workers
from sepeace.runs import compare
from sepeace.scenario.library import load
from sepeace.store import results


# Red when a comparison comes to run more or fewer worlds than ordinary SimPy is charged for.
def test_a_pair_costs_what_a_comparison_runs(monkeypatch):
    monkeypatch.setenv(clock_choice.VARIABLE, "plain")
    found, run_tasks = Counter(), workers.run_tasks
    usual = load(question.SCENARIO).assumptions
    worlds, tracing, readings, others = question.PARTS_OF_A_PAIR

    def listening(tasks, pool, keep, count):
        for task in tasks:
            assumed = task.scenarios[-1].assumptions
            kind = {
                assumed == usual: worlds,
                assumed.strength != usual.strength: readings,
                assumed.numbers != usual.numbers: others,
            }.get(True, "operations kept")
            found[kind] += len(task.scenarios)
        run_tasks(tasks, pool, lambda place, part: (found.update(sets(part)), keep(place, part)), count)

    def sets(part):
        return {tracing: part.split.shape[1]} if len(part.split) else {}

    monkeypatch.setattr(results, "run_tasks", listening)
    compare.compare(question.SCENARIO, 1, split=True)
    assert found.pop("operations kept") == 2  # left out
    assert found == question.PARTS_OF_A_PAIR and question.CAMPAIGNS_OF_A_PAIR == 42


# Red when the question is another than a user types, or ordinary SimPy is timed in one of the worlds alone.
def test_the_question_is_asked_as_a_user_asks_it(monkeypatch):
    ran, called, asked = Counter(), [], []
    monkeypatch.setattr(
        question, "natural", lambda: lambda made, *_: ran.update([(made.scenario.name, made.given)])
    )
    monkeypatch.setattr(question, "_process", lambda *words: called.append(words))
    answer = types.SimpleNamespace(to_json=dict)
    monkeypatch.setattr(question, "compare", lambda *given, **more: asked.append((given, more)) or answer)
    monkeypatch.setattr(contestants, "ORDINARY", 6)
    found = question.contestants(3)
    for one in found.values():
        one.turn()
    assert ran == {("historical", "branch"): 3, (question.SCENARIO, "branch"): 3}
    assert asked == [((question.SCENARIO, 10_000, 1, 3), {"keep_outcomes": False, "split": True})]
    assert called[0] == ("-m", "sepeace", "compare", question.SCENARIO, "-n", "1000", "--json")
    assert called[1][:4] == ("-c", question.DEMO_CODE, "-n", str(demo.CAMPAIGNS))
    assert [one.campaigns for one in found.values()] == [6, 10_000, 1_000, demo.CAMPAIGNS]


# Red when a command does not run as written, or one that fails is timed as if it had answered.
def test_commands_run_and_a_failure_is_told(monkeypatch):
    monkeypatch.setattr(question, "QUESTIONS", {"few": question.Question(campaigns=2, starting=True)})
    monkeypatch.setattr(question, "DEMO_CAMPAIGNS", 2)
    found = question.contestants(1)
    for name in ("few", question.DEMO):
        found[name].turn()
        assert found[name].us[0] > 0.0
    with pytest.raises(SepeaceError, match="no such scenario"):
        question._process("-m", "sepeace", "compare", "nowhere")
    with pytest.raises(SepeaceError, match="it ended with 3"):
        question._process("-c", "raise SystemExit(3)")
