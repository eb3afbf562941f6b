"""What some mechanisms cost a campaign, and how often a comparison's short cut has to fall back.

    python benchmarks/mechanisms.py                              # some minutes
    python benchmarks/mechanisms.py -n 500 --rounds 3 --pairs 4  # to try

The cost: the historical war with these mechanisms switched off and with all of them, in one process, by
turns. The ratio is taken turn by turn, and the median counts; so a machine that does other things meanwhile
does not spoil it. The fall-backs: a comparison asks the second world under every set of channels taken from
the first. Most sets are never run, or no further than the lines meet. Here each says what became of it, by
the compiled clock's own code with a note at the one place where that is decided. ``run.py`` writes both down.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.bench.contestants import SEED, Contestant, count
from sepeace.clocks import clock_choice, compiled, records
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.kernel import pairing
from sepeace.outcomes.pathways import SETS
from sepeace.runs.compare import baseline_of
from sepeace.scenario import Scenario, counted, load
from sepeace.scenario.plan import plan

MECHANISMS = (
    *("allied_reactions", "finland", "asking_first", "dismissal_demand", "another_way", "punished_carriers"),
    *("lock_coalition", "lock_regime", "lock_formula", "coalition_hopes"),
)
"""Switches of the West, of Finland, of German officials and of the approaches to the West."""
CAMPAIGNS, ROUNDS, PAIRS = 4_000, 15, 200
ASKED, IN_PART, WHOLE, MARKS = 2, 3, 4, 5
"""What becomes of a set stands after its window and its settlement."""
Marks = NDArray[np.bool_]


def _marked(
    room: Any, found: Any, taken: int, branch: int, known: bool, other: Any, log: Any, days: float
) -> bool:
    """One set of channels, with a note whether it is run, and how far; ``_own`` is the clock's own code."""
    found[taken, ASKED] = True
    found[taken, WHOLE] = not known
    after: bool = _own(room, found, taken, branch, known, other, log, days)  # type: ignore[name-defined] # noqa: F821
    found[taken, IN_PART] = known and log.own.knots > branch
    return after


def marking_split() -> Any:
    """The compiled clock's entry for pairs and their sets, with these notes; compiled anew."""
    import numba

    from sepeace.clocks import twins
    from sepeace.clocks.linked import Linked
    from sepeace.clocks.object_code import bound, object_code

    shut: dict[str, Any] = {
        "no_cpython_wrapper": True,
        "no_cfunc_wrapper": True,
        "_nrt": False,
        "pipeline_class": Linked,
    }
    names, settings = dict(twins.build(**shut)), {**twins.SETTINGS, **shut}

    def add(function: Any, name: str) -> None:
        names[name] = numba.njit(**settings)(compiled._bound(function, names))

    for own in (compiled._draw, compiled._begin, compiled._finish, compiled._to_branch, compiled._count):
        add(own, own.__name__)
    add(compiled._taken, "_own")
    names |= {"ASKED": ASKED, "IN_PART": IN_PART, "WHOLE": WHOLE}
    add(_marked, "_taken")
    add(compiled._split, "_split")
    arguments = tuple(compiled._first_arguments())[2]
    (split,) = bound(object_code([(names["_split"], arguments)]))
    return split


def _same(world: records.Record) -> records.Record:
    return world


def _turn(run: Callable[[], object]) -> Callable[[int], object]:
    """What a contestant does in each of its turns, whatever their number."""
    return lambda _: run()


def marks(split: Any, scenario: Scenario, pairs: int) -> Marks:
    """(pairs, sets, marks) of a what-if."""
    plans = [plan(world, "branch") for world in (baseline_of(scenario), scenario)]
    worlds = [records.pack(made.world) for made in plans]
    runners = [
        CampaignRunner(plan=made, world=partial(_same, world), events=True, weeks=True)
        for made, world in zip(plans, worlds, strict=True)
    ]
    mixed = CampaignRunner(plan=plans[1], world=partial(_same, worlds[1]))
    states = [records.states(pairs) for _ in plans]
    found = np.zeros((pairs, SETS, MARKS), np.bool_)
    links = np.zeros((pairs, pairing.LINKS))
    sides = [runner.side() for runner in runners]
    split(*states, records.states(2), links, found, 0, records.signed(SEED), *sides, mixed.side().log, 1.0)
    return found


def sets(pairs: int, names: Sequence[str]) -> dict[str, Any]:
    """Of a hundred sets beyond that without any channel: what became of them, over all what-ifs."""
    split = marking_split()
    shares = {}
    for name in names:
        found = marks(split, load(name), pairs)[:, 1:]
        asked = found[:, :, ASKED]
        rows = (~asked, asked & ~found[:, :, IN_PART] & ~found[:, :, WHOLE], found[:, :, IN_PART])
        shares[name] = [100.0 * float(row.mean()) for row in (*rows, found[:, :, WHOLE])]
    copied, known, part, whole = np.mean(list(shares.values()), axis=0).tolist()
    most = max(shares, key=lambda name: shares[name][3])
    return {
        "what_ifs": len(shares),
        "pairs": pairs,
        "not_run": known,
        "same_west": copied,
        "until_lines_meet": part,
        "to_the_end": whole,
        "most_to_the_end": shares[most][3],
        "most_in": most,
    }


def cost(campaigns: int, rounds: int) -> dict[str, Any]:
    """Microseconds a campaign without the mechanisms and with them, by turns, and their ratio."""
    clock = clock_choice.load()
    usual = load("historical")
    scenarios = (usual.with_assumptions(switches_off=MECHANISMS), usual)
    both = []
    for scenario in scenarios:
        made = plan(scenario)
        world = records.pack(made.world)
        both.append(Contestant(_turn(partial(count, clock, made, world, campaigns)), campaigns))
    for one in both:  # once, uncounted
        one.run(0)
    for turn in range(rounds):
        for one in both if turn % 2 == 0 else both[::-1]:
            one.turn()
    off, on = both
    ratios = sorted(b / a for a, b in zip(off.us, on.us, strict=True))
    return {
        "switches": MECHANISMS,
        "campaigns": campaigns,
        "rounds": rounds,
        "us_off": median(off.us),
        "us_on": median(on.us),
        "ratio": median(ratios),
        "lowest": ratios[0],
        "highest": ratios[-1],
    }


def main(words: Sequence[str] | None = None) -> None:
    """Measure both, and print them as JSON."""
    parser = argparse.ArgumentParser(description="What mechanisms cost, and how often sets are run, as JSON.")
    parser.add_argument("-n", type=int, default=CAMPAIGNS, help="campaigns of a turn")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of each")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="pairs of each what-if")
    parser.add_argument("--only", nargs="*", default=counted(), help="what-ifs; by default all that count")
    given = parser.parse_args(words)
    found = {"mechanisms": cost(given.n, given.rounds), "sets": sets(given.pairs, given.only)}
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
