"""Random scenario files and options: most of them nearly right, some right, some nonsense.

A case is made from its number alone, so one that fails can be made again. Values are written as the text that
stands in a file or on a command line, so that wrong types and broken spellings can be said too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sepeace.model.parameters import PARAMETERS
from sepeace.quantities import EPOCH, HORIZON
from sepeace.record import load
from sepeace.record.types import CLAUSES, OFFER_LINES
from sepeace.scenario.changes import ALL
from sepeace.scenario.vocabulary import (
    ACTING_EVENTS,
    ANSWERS,
    FORMULA,
    KINDS,
    LANDING,
    OPEN_LINE,
    OUTCOMES,
    POLICIES,
    PROFILES,
    READINGS,
    SWITCHES,
)

RECORD = load()
WRONG = 0.04
"""Share of the values that are not meant to pass."""
NUMBERS = ["nan", "inf", "-inf", "1e400", "-1e308", "1e-320", "0", "-0.0", "1", "1.0", "-1", "2", "1_000",
           "9" * 50, "0x10", "3.0000000000000001"]  # fmt: skip
TEXTS = ['""', '"   "', '"Ünïcödé ✓"', '"戦争"', '"a\\u0000b"', '"\\u001b[31m"', '"\\u202eabc"', '"\\uFFFE"',
         '"$x^2$ \\\\alpha"', '"<script>alert(1)</script>"', '"a\\nb"', "'''two\nlines'''", f'"{"x" * 3000}"',
         '"true"', '"None"', '"germany; drop"', '"../../etc"', '"👩‍👩‍👧"']  # fmt: skip
OTHERS = ["true", "false", "[]", "[1]", '["a", 1]', "{}", "{ a = 1 }", "1943-07-05T10:00:00", "10:00:00"]
DATES = ["1941-06-21", "1946-01-01", "0001-01-01", "9999-12-31",
         '"1943-13-01"', '"1943-02-30"', '"5 July 1943"',
         '" 1943-07-10 "', '"1943-7-5"', "1943-08-01T00:00:00Z", "19430801"]  # fmt: skip
STRAY = ["from = 1944-01-01", "until = 1944-06-01", "cancel = true", "x = 1", 'operation = "citadel"',
         "scale = 2", 'side = "germany"', "x\u0007 = 1", '"\\u001b" = 1']  # fmt: skip


@dataclass(slots=True)
class Case:
    """One case: the text of a scenario file, and what is asked of it."""

    number: int
    text: str
    settings: list[str] = field(default_factory=list)
    vary: list[str] = field(default_factory=list)
    given: str | None = None


def case(seed: int, number: int) -> Case:
    """The case of that number."""
    return _Maker(Random(f"{seed}:{number}")).case(number)


class _Maker:
    """Draws a case from one random number generator."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.branch = date(1943, 7, 5)
        # Most cases have no mistake on purpose: what is right should pass often enough to be run.
        self.wrong = 0.0 if random.random() < 0.6 else WRONG

    def case(self, number: int) -> Case:
        pick = self.random
        self.branch = EPOCH + timedelta(days=pick.randrange(0, 1500))
        lines = [f"schema = {self.maybe('1', ['2', '0', '-1', '1.0', chr(34) + '1' + chr(34), 'true'])}"]
        for key in ("title", "question", "antecedent"):
            if pick.random() > self.wrong / 2:
                lines.append(f"{key} = {self.words()}")
        if pick.random() > self.wrong:
            lines.append(f"branch = {self.maybe(self.spelled(self.branch), DATES + NUMBERS + OTHERS)}")
        if pick.random() < 0.3:
            lines.append(f"sources = {self.maybe('[' + self.words() + ']', OTHERS + TEXTS)}")
        if self.slip():
            lines.append(pick.choice(["titel = 'x'", "title = 'again'", "=", "branch 1943", "x = 1"]))
        if pick.random() < 0.4:
            lines += ["[assumptions]", *(f"{key} = {value}" for key, value in self.assumed())]
        for _ in range(pick.choice([0, 1, 1, 1, 1, 2, 2, 3, 6])):
            lines += ["[[change]]" if not self.slip() else "[change]", *self.change()]
        return Case(
            number=number,
            text="\n".join(lines) + "\n",
            settings=[self.setting() for _ in range(pick.choice([0, 0, 0, 1, 2]))],
            vary=[self.axis() for _ in range(pick.choice([0, 0, 0, 1, 2]))],
            given=pick.choice([None] * 12 + ["branch", "branch", "free", "as_it_fell", "Branch", ""]),
        )

    # --- pieces

    def slip(self) -> bool:
        return self.random.random() < self.wrong

    def maybe(self, right: str, wrong: list[str]) -> str:
        """The right text, or now and then a wrong one."""
        return self.random.choice(wrong) if self.slip() else right

    def words(self) -> str:
        return self.maybe('"Some words"', TEXTS + OTHERS + NUMBERS)

    def name(self, names: list[str]) -> str:
        right = self.random.choice(names)
        bent = [right.upper(), right[:-1], right.replace("_", "-"), f" {right} ", right + "\\u0007", "all"]
        return f'"{self.maybe(right, bent)}"' if not self.slip() else self.random.choice(TEXTS + OTHERS)

    def spelled(self, day: date) -> str:
        return self.random.choice([day.isoformat(), f'"{day.isoformat()}"'])

    def day(self, recorded: date | None = None) -> str:
        """A day from the branch on as a rule; now and then the recorded one, or none at all."""
        if recorded is not None and self.random.random() < 0.2:
            return self.spelled(recorded)
        left = max(1, (HORIZON - self.branch).days)
        early = self.random.random() < self.wrong
        day = EPOCH if early else self.branch + timedelta(days=self.random.randrange(left))
        return self.maybe(self.spelled(day), DATES + OTHERS + TEXTS)

    def number(self, low: float, high: float, usual: float) -> str:
        """A number in reach as a rule; now and then the usual one, an end, or nonsense."""
        right = self.random.choice([self.random.uniform(low, high), self.random.uniform(low, high), usual])
        ends = [repr(low), repr(high), repr(high + 1.0), repr(low - 1e-9)]
        return self.maybe(f"{right:.6g}", [*ends, *NUMBERS, *OTHERS, *TEXTS])

    def flag(self) -> str:
        return self.maybe(self.random.choice(["true", "true", "false"]), ['"true"', "1", "0", "[]"])

    def true(self) -> str:
        return self.maybe("true", ["false", "1", "[]"])

    # --- assumptions

    def assumed(self) -> list[tuple[str, str]]:
        rows = []
        for _ in range(self.random.choice([1, 1, 2, 3])):
            kind = self.random.random()
            if kind < 0.4:
                name = self.random.choice(list(READINGS))
                rows.append((name, self.name(list(READINGS[name]))))
            elif kind < 0.6:
                names = ", ".join(f'"{one}"' for one in self.random.sample(SWITCHES, 2))
                rows.append(("switches_off", self.maybe(f"[{names}]", [*OTHERS, '["oil", "oil"]', '"oil"'])))
            else:
                rows.append(self.parameter())
        return rows

    def parameter(self) -> tuple[str, str]:
        row = self.random.choice(PARAMETERS)
        low, high = row.bounds
        key = self.maybe(row.key, [row.name, f'"{row.key}"', f"{row.name}.west", row.key.upper(), "x.y.z"])
        return key, self.number(low, high, row.quantity.value)

    def setting(self) -> str:
        key, value = self.assumed()[0]
        key, value = key.strip('"'), value.strip('"[]').replace('"', "")
        return self.maybe(
            f"{key}={value}", [key, f"{key}=", f"={value}", f"{key}=0,7", f"{key}=1e5", "\x1b=1"]
        )

    def axis(self) -> str:
        row = self.random.choice(PARAMETERS)
        low, high = row.bounds
        if self.random.random() < 0.4:
            name = self.random.choice(RECORD.operations).id
            low, high = -2.5, 3.0
        else:
            name = self.maybe(row.key, [row.name, "strength", "nobody", "switches_off"])
        ends = sorted((self.random.uniform(low, high), self.random.uniform(low, high)))
        count = self.maybe("2", ["1", "0", "-3", "2.0", "x", "1000"])
        right = f"{name}={ends[0]:.5g}:{ends[1]:.5g}:{count}"
        return self.maybe(right, [name, f"{name}=1", f"{name}=a:b:2", f"{name}=nan:1:2", f"{name}=3:1:2"])

    # --- changes

    def change(self) -> list[str]:
        weights = [6, 5, 3, 4, 2, 3, 6]
        kind = self.random.choices(KINDS, weights)[0]
        rows = getattr(self, f"_{kind}")()
        if self.slip():
            rows.append(self.random.choice(STRAY))
        if self.slip() and rows:
            rows.pop(self.random.randrange(len(rows)))
        if self.slip() and rows:
            rows.append(rows[-1])
        return rows

    def some(self, *rows: str) -> list[str]:
        """A few of these lines, one at least as a rule."""
        count = min(len(rows), self.random.choice([1, 1, 1, 2, 3]))
        return self.random.sample(rows, count)

    def _operation(self) -> list[str]:
        later = [row for row in RECORD.operations if row.end >= self.branch] or RECORD.operations
        row = self.random.choice(RECORD.operations if self.slip() else later)
        what = self.random.choice(
            [
                [f"outcome = {self.name(list(OUTCOMES))}"],
                [f"score = {self.number(-2.5, 3.0, row.score)}"],
                [f"start = {self.day(row.start)}"],
                ["cancel = true"],
                self.some(f"outcome = {self.name(list(OUTCOMES))}", f"score = {self.number(-2.5, 3.0, 0.0)}",
                          f"start = {self.day(row.start)}", f"cancel = {self.true()}"),
            ]
        )  # fmt: skip
        return [f"operation = {self.name([row.id])}", *what]

    def _event(self) -> list[str]:
        events = [RECORD.event(name) for name in ACTING_EVENTS]
        later = [row for row in events if row.date >= self.branch] or events
        row = self.random.choice(RECORD.events if self.slip() else later)
        lines = self.some(f"date = {self.day(row.date)}", f"cancel = {self.true()}")
        if row.id == LANDING and not self.random.randrange(3):
            lines = [f"level = {self.number(0.0, 1.0, 1.0)}", *lines]
        return [f"event = {self.name([row.id])}", lines[0], *(lines[1:] if self.slip() else [])]

    def _contact(self) -> list[str]:
        rows = [one for one in RECORD.contacts if one.pair == "main" or self.slip()]
        row = self.random.choice(rows)
        lines = self.some(
            f"happens = {self.true()}",
            f"date = {self.day(row.start)}",
            f"through = {self.name([one.id for one in RECORD.channels])}",
            f"answer = {self.name(list(ANSWERS))}",
            f"line = {self.name([*OFFER_LINES, OPEN_LINE])}",
            f"clauses = {self.maybe('[' + self.name(list(CLAUSES)) + ']', OTHERS + TEXTS)}",
        )
        return [f"contact = {self.name([row.id])}", *(lines if self.random.random() < 0.9 else [])]

    def _channel(self) -> list[str]:
        row = self.random.choice(RECORD.channels)
        lines = self.some(
            f"open = {self.flag()}",
            f"leak = {self.number(0.0, 1.0, row.leak)}",
            f"interception = {self.number(0.0, 1.0, row.interception)}",
            f"latency = {self.number(0.0, 24.0, row.latency_months)}",
            f"passes_on = {self.number(0.0, 1.0, row.gate_germany)}",
        )
        return [f"channel = {self.name([row.id, ALL])}", *lines, *self.span(0.5)]

    def span(self, dated: float) -> list[str]:
        """When a change holds: the two days in their order as a rule."""
        left = max(4, (HORIZON - self.branch).days)
        first = self.branch + timedelta(days=self.random.randrange(left - 2))
        last = first + timedelta(days=1 + self.random.randrange(max(1, (HORIZON - first).days)))
        lines = [f"from = {self.maybe(self.spelled(first), [*DATES, self.day()])}"]
        lines = lines if self.random.random() < dated else []
        if self.random.random() < 0.3:
            lines.append(f"until = {self.maybe(self.spelled(last), [*DATES, self.day()])}")
        return lines

    def _leader(self) -> list[str]:
        sides = ["germany", "soviet"] if self.slip() else ["germany"]
        day = self.maybe(f"from = {self.day()}", ["", f"from = {self.day()}\nuntil = {self.day()}"])
        return [f"leader = {self.name(sides)}", f"profile = {self.name(list(PROFILES))}", day]

    def _policy(self) -> list[str]:
        name = self.random.choice(POLICIES)
        level = self.random.choice(["0", "1"]) if name == FORMULA else self.number(0.0, 2.0, 1.0)
        what = self.random.choice([f"level = {level}", "cancel = true"])
        dated = 0.2 if name == FORMULA else 1.0 - self.wrong
        day = [f"from = {self.day()}"] if self.random.random() < dated else []
        return [f"policy = {self.name([name])}", what, *day]

    def _parameter(self) -> list[str]:
        row = self.random.choice([one for one in PARAMETERS if one.dated or self.slip()])
        low, high = row.bounds
        side = [f'side = "{row.side}"'] if row.side and not self.slip() else []
        what = self.random.choice(
            [f"set = {self.number(low, high, row.quantity.value)}", f"scale = {self.number(0.6, 1.4, 1.0)}"]
        )
        return [f"parameter = {self.name([row.name])}", *side, what, *self.span(1.0 - self.wrong)]
