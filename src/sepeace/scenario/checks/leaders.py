"""Changes of a leader or of a policy held against the record: who lived then, what has a level, what acts."""

from __future__ import annotations

from datetime import timedelta

from sepeace.errors import BadValue, Contradiction, require_known
from sepeace.model.parameters import PARAMETERS, find
from sepeace.quantities import EPOCH, HORIZON, day_of
from sepeace.record import Record, load
from sepeace.scenario.changes import Change, EventChange, LeaderChange, PolicyChange
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import Source, cuts, sources_on
from sepeace.scenario.tables.departures import HITLERS_LAST_DAY, OF_HITLER, PROFILE_OF, leader_in
from sepeace.scenario.vocabulary import FORMULA, PROFILES, SIDES

LEAVE_OUT = "another value; or leave the line out"
NEUTRAL_AT_0 = ("distrust", "west_first")
"""Endings of a profile's numbers that change nothing at 0; its factors change nothing at 1."""


def check_leader(change: LeaderChange) -> None:
    """Refuse a side or a profile that is none, and a man who is dead or fallen by then.

    Raises:
        UnknownName, BadValue: with the key of the file.
    """
    if change.target not in SIDES:
        require_known(change.target, SIDES[:1], "there is no such leader", key=change.at("leader"))
    if change.target != "germany":
        raise BadValue(
            "the model has no other leader of the Soviet side: nothing is known that would tell "
            "another's line from Stalin's",
            given=change.target,
            allowed=["germany"],
            key=change.at("leader"),
        )
    require_known(change.profile, PROFILES, "there is no such profile", key=change.at("profile"))
    if change.start > HITLERS_LAST_DAY:
        raise BadValue(
            "Hitler is dead by then, so nobody takes his place",
            given=change.start,
            allowed=f"{HITLERS_LAST_DAY.isoformat()} or earlier",
            key=change.at("from"),
        )
    profile = PROFILE_OF[change.profile]
    if change.start > profile.last:
        raise BadValue(
            f"{change.profile} cannot lead from this day on: {profile.ended}",
            given=change.start,
            allowed=f"{profile.last.isoformat()} or earlier",
            key=change.at("from"),
        )


def check_hitlers_events(changes: tuple[Change, ...], record: Record) -> None:
    """Refuse to move or leave out what Hitler says on a day on which another leads: there is none of it.

    Raises:
        Contradiction: naming the change of the leader.
    """
    leader = leader_in(changes)
    if leader is None:
        return
    for change in changes:
        if isinstance(change, EventChange) and change.target in OF_HITLER:
            day = change.start or record.event(change.target).date
            if day >= leader.start:
                raise Contradiction(
                    "Hitler leads no longer by then, so there is no such event",
                    given=f"{change.target} on {day.isoformat()}",
                    allowed=f"a day before {leader.start.isoformat()}, or without {leader.where}",
                    key=change.at("event"),
                )


def check_policy(change: PolicyChange, record: Record) -> None:
    """Refuse a level of what has none, and a day on which there is nothing left of it.

    Raises:
        BadValue: with the key of the file.
    """
    if change.target == FORMULA:
        _check_formula(change, record)
    elif change.target == "lend_lease" and change.start is not None:
        last = max(row.end for row in record.lend_lease)
        if change.start > last:
            raise BadValue(
                "no supplies are recorded after that, so this changes nothing",
                given=change.start,
                allowed=f"{last.isoformat()} or earlier",
                key=change.at("from"),
            )


def _check_formula(change: PolicyChange, record: Record) -> None:
    """It is announced or it is not, on one day."""
    if change.level not in (None, 0.0, 1.0):
        raise BadValue(
            "surrender is demanded without conditions or it is not: the demand has no level between",
            given=change.level,
            allowed="cancel = true, or level = 0",
            key=change.at("level"),
        )
    announced = record.event(FORMULA).date
    if change.start is not None and change.start > announced:
        raise BadValue(
            "the demand is announced by then; to take it back later is not in the model",
            given=change.start,
            allowed=f"{announced.isoformat()} or earlier; or leave the line out",
            key=change.at("from"),
        )


def is_for_class(scenario: Scenario) -> bool:
    """Whether a scenario may stand before a class: it leaves the rule over the occupied alone."""
    return all(change.target != "occupation" for change in scenario.changes_of(PolicyChange))


def refuse_for_class(scenario: Scenario, made: str = "report") -> None:
    """Refuse a scenario that has no place before a class: in a report, a figure, a table of several.

    Raises:
        BadValue: it changes the rule over the occupied.
    """
    if not is_for_class(scenario):
        raise BadValue(
            f"there is no {made} of a war with another rule over the occupied: the war of extermination "
            "was an aim of the regime, not an error, and this is no material for a class",
            given=scenario.name,
            allowed="compare of it alone, which says so beside its numbers",
        )


# --- changes that change nothing --------------------------------------------------------------------------


def refuse_idle_leader(change: LeaderChange, scenario: Scenario) -> None:
    """Refuse a profile whose numbers are all set to what Hitler's are, and with whom nothing else ends.

    Hitler's own hope ends with him, and under some leaders his ministers go.

    Raises:
        BadValue: it says so.
    """
    sources = _sources(scenario, change)
    rows = [row for row in PARAMETERS if row.part == change.profile]
    if scenario.assumptions.strength != "document":
        rows = [row for row in rows if not row.used_under]
    neutral = {row.key: 0.0 if row.name.endswith(NEUTRAL_AT_0) else 1.0 for row in rows}
    court = any(change.profile in row.ends_with for row in load().people)
    ends = court or not _always_0("coalition_hope", change, scenario)
    if not ends and all(sources[key] == (0, value) for key, value in neutral.items()):
        raise BadValue(
            f"every number of {change.profile} is set to what Hitler's is, so this changes nothing",
            given=change.profile,
            allowed=", ".join(f"another {key}" for key in neutral),
            key=change.at("profile"),
        )


def refuse_idle_policy(change: PolicyChange, scenario: Scenario) -> None:
    """Refuse the recorded level, and a level of what nothing reads under these assumptions.

    Raises:
        BadValue, Contradiction: with the reason.
    """
    if change.level == 1.0:
        message = "this is the recorded level, so it changes nothing"
        raise BadValue(message, given=1.0, allowed=LEAVE_OUT, key=change.at("level"))
    through = {"lend_lease": ("trust_deliveries", "aid_weight"), "occupation": ("soviet_fear_growth",)}
    keys = through.get(change.target, ())
    idle = bool(keys) and all(_always_0(key, change, scenario) for key in keys)
    if change.target == "occupation":
        idle = idle or _always_0("soviet_fear_scale", change, scenario)
        _refuse_certain(change, scenario)
    if idle:
        raise Contradiction(
            f"{change.target} acts on nothing here: what it acts through ({', '.join(keys)}) moves nothing",
            given=change.target,
            allowed="assumptions under which it acts",
            key=change.at("policy"),
        )


def _refuse_certain(change: PolicyChange, scenario: Scenario) -> None:
    """Fear that is certain already does not grow, at whatever pace."""
    own = _sources(scenario, change)
    (drawn, start), (grows, growth) = own["soviet_fear_start"], own["soviet_fear_growth"]
    begins = change.start or EPOCH
    if drawn or grows or start + growth * day_of(begins) / 365.25 < 1.0:
        return
    days = (1.0 - start) / growth * 365.25 if growth > 0.0 else 0.0
    latest = EPOCH + timedelta(days=max(int(days), 0))
    raise BadValue(
        "fear of a second attack is certain by then and grows no more, so this changes nothing",
        given=begins,
        allowed=f"before {latest.isoformat()}, or numbers = prior",
        key=change.at("from"),
    )


def _always_0(key: str, change: LeaderChange | PolicyChange, scenario: Scenario) -> bool:
    """Whether a number is 0 from the day of a change to the end."""
    drawn = scenario.assumptions.drawn
    first = day_of(change.start or EPOCH)
    later = (day for day in cuts(scenario.assumptions, scenario.changes) if first < day <= day_of(HORIZON))
    return all(
        sources_on(scenario.assumptions, scenario.changes, day, drawn)[find(key).key] == (0, 0.0)
        for day in (first, *later)
    )


def _sources(scenario: Scenario, change: LeaderChange | PolicyChange) -> dict[str, Source]:
    """Where each number comes from on the day of a change."""
    drawn, day = scenario.assumptions.drawn, day_of(change.start or EPOCH)
    return sources_on(scenario.assumptions, scenario.changes, day, drawn)
