"""What a reader may choose in a page: readings, forms, terms taken out; each a patch of a world's tables.

Where another leads Germany, each premium that stands beside the answer is such a choice as well. Another
profile is another world: with it two choices together are not what they are without.

The package makes every plan itself and looks at the bytes; nothing of what a choice means is written a second
time. Choices are applied one after the other, in the order of ``choices_of``. Where two of them together are
not what one after the other makes, a patch for the pair comes after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sepeace.browser.number_sets import sets_on_page
from sepeace.browser.tables import Like, Patch, patch_between, tables_of
from sepeace.runs.profiles import AT, ProfileVariant, at_premium, led_by, variants
from sepeace.scenario import posteriors
from sepeace.scenario.plan import plan
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import profile_in
from sepeace.scenario.vocabulary import READINGS, SWITCHES, Setting

SWITCH = "switches_off"
"""The name of what takes a term out, beside the names of the readings."""
WEIGHED = "posterior"
"""The numbers that have sets: tables are those of the prior, and a page writes the sets into them."""
PREMIUM = "premium"
"""The name of what gives a profile another premium than its own."""
DISPUTES = ("numbers", *(name for name in READINGS if name != "numbers"))
"""Readings in the order in which they are applied: what a reading fixes is fixed whatever the numbers are."""


@dataclass(frozen=True, slots=True, order=True)
class Choice:
    """One thing chosen: a dispute and its reading, a term taken out, or a profile's premium."""

    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}={self.value}"

    def bars(self, other: Choice) -> bool:
        """Whether another cannot be chosen beside it: one dispute has one reading."""
        return self.name == other.name != SWITCH


Pair = tuple[Choice, Choice]


def choices_of(scenario: Scenario) -> tuple[Choice, ...]:
    """All that can be chosen beside what a scenario assumes, in the order in which it is applied.

    Weighed numbers only where any are shipped. Which readings have them a page finds out.
    """
    assumed, weighed = scenario.assumptions, bool(sets_on_page())
    readings = [
        Choice(name, value)
        for name in DISPUTES
        for value in READINGS[name]
        if value != getattr(assumed, name) and (value != WEIGHED or weighed)
    ]
    switches = [Choice(SWITCH, name) for name in SWITCHES if name not in assumed.switches]
    return (*readings, *switches)


def premiums_of(scenario: Scenario) -> tuple[Choice, ...]:
    """The premiums of all profiles that stand beside a scenario with another leader; else nothing."""
    rows = variants(scenario.with_assumptions(strength="document"))
    return tuple(choice for one in rows if (choice := premium_of(one)) is not None)


def premium_of(variant: ProfileVariant) -> Choice | None:
    """A profile's premium as a choice; None for its own."""
    return Choice(PREMIUM, f"{variant.profile}/{variant.premium}") if variant.premium in AT else None


def led_by_others(scenario: Scenario) -> dict[str, Scenario]:
    """A scenario with each other profile that stands beside it, by name."""
    own, rows = profile_in(scenario.changes), variants(scenario)
    return {one.profile: led_by(scenario, one.profile) for one in rows if one.profile != own}


def under(scenario: Scenario, chosen: Iterable[Choice]) -> Scenario:
    """A scenario with what is chosen in its assumptions; from the prior where no numbers are weighed."""
    settings: dict[str, Setting] = {}
    switches = set(scenario.assumptions.switches)
    for row in chosen:
        if row.name == SWITCH:
            switches.add(row.value)
        elif row.name == PREMIUM:
            settings.update(at_premium(*row.value.split("/")))
        else:
            settings[row.name] = row.value
    if settings.get("numbers") == WEIGHED:
        readings = {**scenario.assumptions.readings(), **settings}
        if posteriors.why_not({name: str(value) for name, value in readings.items()}) is not None:
            settings["numbers"] = "prior"
    return scenario.with_assumptions({**settings, SWITCH: sorted(switches)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePatches:
    """Patches of the tables of one world.

    Attributes:
        tables: what they are patches of.
        single: of each choice, in the order in which they are applied.
        paired: what comes after them where both of a pair are chosen, in that order.
    """

    tables: bytes
    single: dict[Choice, Patch]
    paired: dict[Pair, Patch]

    def applied(self, chosen: Iterable[Choice]) -> bytes:
        """The tables under some choices, as a page puts them together."""
        asked, tables = set(chosen), self.tables
        for choice, patch in self.single.items():
            if choice in asked:
                tables = patch.applied(tables)
        for pair, patch in self.paired.items():
            if asked.issuperset(pair):
                tables = patch.applied(tables)
        return tables


def patches_of(
    scenario: Scenario, given: str, choices: Sequence[Choice], every_pair: bool = False
) -> ChoicePatches:
    """The patches of a world for some choices.

    Pairs whose patches write to one word are tried by making the plan of both. The others are not tried one
    by one, which would take minutes, but all at once; where that shows a difference, every pair is.

    Args:
        given: free or branch, as for ``plan``.
        every_pair: whether every pair is tried.

    Raises:
        ValueError: choices together do not give the plan made with them, whatever pairs are mended.
    """
    base = plan(scenario, given)
    tables, like = tables_of(base), Like(base)
    single = {one: patch_between(tables, made(scenario, given, (one,), like)) for one in choices}
    found = ChoicePatches(tables=tables, single=single, paired={})
    for every in (True,) if every_pair else (False, True):
        for pair in _pairs(single, every):
            patch = patch_between(found.applied(pair), made(scenario, given, pair, like))
            if len(patch):
                found.paired[pair] = patch
        wrong = [many for many in whole(choices) if found.applied(many) != made(scenario, given, many, like)]
        if not wrong:
            return found
    raise ValueError(f"{scenario.name}: not to be had by patches: {', '.join(map(str, wrong[0]))}")


def made(scenario: Scenario, given: str, chosen: Iterable[Choice], like: Like | None = None) -> bytes:
    """The tables of the plan that is made with some choices; ``like`` as for ``tables_of``."""
    return tables_of(plan(under(scenario, chosen), given), like)


def _pairs(single: dict[Choice, Patch], every: bool) -> Iterator[Pair]:
    """Pairs of choices that can be chosen together, those that write to one word or all."""
    words = {choice: set(patch.places.tolist()) for choice, patch in single.items()}
    for one, other in combinations(single, 2):
        if not one.bars(other) and (every or not words[one].isdisjoint(words[other])):
            yield one, other


def whole(choices: Sequence[Choice]) -> Iterator[tuple[Choice, ...]]:
    """As many choices at once as can be, so often that each one is among them."""
    by_name = {name: [one for one in choices if one.name == name] for name in (*DISPUTES, PREMIUM)}
    switches = [one for one in choices if one.name == SWITCH]
    for turn in range(max((len(rows) for rows in by_name.values()), default=0) or 1):
        yield (*(rows[turn % len(rows)] for rows in by_name.values() if rows), *switches)
