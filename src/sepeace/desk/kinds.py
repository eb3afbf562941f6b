"""Kinds of wars, and the rule by which a desk's prepared wars are found.

The rule goes through the campaigns of one seed from number 0 on. Each kind, in the order of ``KINDS``, has
the lowest number that shows it and that no kind before it has. Nobody picks a war because it looks right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sepeace.desk.desk_war import DeskWar
from sepeace.desk.many import desk_wars
from sepeace.kernel import slots
from sepeace.kernel.world import Log
from sepeace.scenario.plan import Plan

SEED = 1
"""Seed of the prepared wars, and of any other war of a page unless another is asked for."""
LIMIT = 20_000
"""Campaigns that are searched, at most."""
FIRST_DATES = 3
"""A peace is signed after this many dates at least, so that there is something to forecast."""
RUMOURS = 3
"""A quiet war has this many planted rumours at least."""
SEVERAL = 2
SENT_BY = ("serious", "leverage", "leader", "subordinate")
OF_MESSAGES = (*SENT_BY, "mediator", "talks", "refusal")
NOES = (slots.C_STRENGTH, slots.C_TERMS, slots.C_SILENT)


def signed(war: DeskWar, log: Log) -> bool:
    """A separate peace is signed."""
    return war.line is not None and len(war.dates) >= FIRST_DATES


def exposed(war: DeskWar, log: Log) -> bool:
    """Talks come out, and nothing is signed."""
    return war.line is None and "talks" in war.behind


def leverage(war: DeskWar, log: Log) -> bool:
    """Soviet feelers for the West to hear are heard of; no leadership sends one in earnest."""
    heard = war.behind.count("leverage") >= SEVERAL
    return heard and not any(one.serious for one in war.dates) and war.line is None


def officials(war: DeskWar, log: Log) -> bool:
    """German officials without authority are heard of, and nobody else of the two sides."""
    if war.behind.count("subordinate") < SEVERAL or war.line is not None:
        return False
    return not any(one in war.behind for one in SENT_BY if one != "subordinate")


def refused(war: DeskWar, log: Log) -> bool:
    """A Soviet feeler that was meant is heard of, one such is refused, and nothing comes of any."""
    if "serious" not in war.behind or "talks" in war.behind or war.line is not None:
        return False
    return any(
        row.kind == slots.K_REFUSED and row.cause in NOES and row.side == slots.GERMANY
        and log.rows[row.parent].kind == slots.K_SENT and log.rows[row.parent].cause == slots.C_SERIOUS
        for row in log.rows
    )  # fmt: skip


def quiet(war: DeskWar, log: Log) -> bool:
    """Rumours that nobody wrote, and nothing else."""
    return war.behind.count("planted") >= RUMOURS and not any(one in war.behind for one in OF_MESSAGES)


KINDS: Mapping[str, Callable[[DeskWar, Log], bool]] = {
    "signed": signed,
    "exposed": exposed,
    "leverage": leverage,
    "officials": officials,
    "refused": refused,
    "quiet": quiet,
}


def prepared(made: Plan, candidates: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """The war of each kind, by the rule.

    Args:
        candidates: of a kind, the only numbers that can show it, ascending; of others all up to ``LIMIT``.
    """
    found: dict[str, int] = {}
    for kind, shows in KINDS.items():
        for number in candidates.get(kind, range(LIMIT)):
            if number in found.values():
                continue
            log, _, war = next(desk_wars(made, SEED, number, 1))
            if shows(war, log):
                found[kind] = number
                break
    return found
