"""Tables of the documentation, written from the package, so that no number is typed.

    python docs/tables.py

A page says `<!-- table: parameters -->` and, after the table, `<!-- end -->`; with `words` in place of
`table` it has sentences. This script writes all between the two anew, and a test compares the pages with the
package. They can so be read in the repository before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from runpy import run_path
from typing import Any

from sepeace.bench import wording as speed
from sepeace.documents.bench import SpeedRecord
from sepeace.documents.checks.placebos import HangsOnRecord, PlacebosRecord
from sepeace.documents.writing import read

NAMES = ("speed", "placebos", "hangs_on")
SPEED, PLACEBOS, HANGS_ON = (Path(__file__).with_name(f"{name}.json") for name in NAMES)
PAGES = Path(__file__).parent
WISHES = run_path(str(PAGES / "willingness_tables.py"))["made"]
TOGETHER = ("crimes", "lines")
RECORD = run_path(str(PAGES / "record_tables.py"))["RECORD"]
CLAIMS = run_path(str(PAGES / "claim_tables.py"))
APART = (
    *("glossary_table", "willingness_tables", "what_ifs_pages", "all_what_ifs_tables"),
    *("implied_ratios", "western_fears_tables", "reading_age_table", "desk_tables", "as_it_fell_tables"),
    *("finland_tables", "front_bands", "believe_tables"),
)
FURTHER = [run_path(str(PAGES / f"{name}.py"))["made"] for name in APART]
MARKER = re.compile(
    r"^(<!-- (?:table|words): (?:keys ([a-z-]+)(?: (\w+))?|symbols ([a-z_ ]+?)|([a-z0-9_ ]+?)) -->)$"
    r"(?:\n(?:(?!<!-- ).*\n)*<!-- end -->)?",
    re.MULTILINE,
)
END = "<!-- end -->"


def filled(markdown: str) -> str:
    """A page with all its tables and sentences as the package has them now."""
    return MARKER.sub(_filled, markdown)


def _filled(found: re.Match[str]) -> str:
    if found[5]:
        made = TABLES[found[5]]()
    else:
        made = symbols(found[4].split()) if found[4] else keys(found[2], found[3])
    return f"{found[1]}\n\n{made.strip()}\n\n{END}"


def cell(value: object) -> str:
    """One value as a reader wants to see it, safe inside a table."""
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        text = f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.6g}"
    elif isinstance(value, int):
        text = f"{value:,}" if abs(value) >= 10_000 else str(value)
    elif isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, (tuple, list)):
        text = ", ".join(cell(part) for part in value)
    else:
        text = str(value)
    return (
        text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("\n", " ")
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def of_record(name: str, *columns: str) -> Callable[[], str]:
    """A table of one part of the record: `field` or `field as words`, in the order given."""
    pairs = [column.partition(" as ") for column in columns]

    def write() -> str:
        from sepeace import record
        from sepeace.cli.verbs.record import rows_of

        heads = [(words or field).replace("_", " ") for field, _, words in pairs]
        rows = getattr(record.load(), name) if name not in TOGETHER else rows_of(name)
        return table(heads, ([getattr(row, field) for field, _, _ in pairs] for row in rows))

    return write


def parameters() -> str:
    """Every parameter with unit, range and source."""
    from sepeace.model.parameters import PARAMETERS

    heads = ("name", "symbol", "default", "low", "high", "unit", "drawn", "meaning", "claim", "source")
    rows = []
    for row in PARAMETERS:
        held = row.quantity
        words = (held.unit, row.drawn, row.meaning, row.claim, held.source)
        rows.append((f"`{row.key}`", row.symbol, held.value, held.low, held.high, *words))
    return table(heads, rows)


def symbols(names: Sequence[str]) -> str:
    """The parameters behind some equations: symbol, name, value, range, and the claim that each carries."""
    from sepeace.model.parameters import PARAMETERS

    heads = ("symbol", "parameter", "default", "range", "unit", "claim")
    rows = []
    for name in names:
        found = [row for row in PARAMETERS if row.name == name]
        assert found, f"there is no parameter {name}"
        for row in found:
            held = row.quantity
            reach = f"{cell(held.low)} to {cell(held.high)}"
            rows.append((row.symbol, f"`{row.key}`", held.value, reach, held.unit, row.claim))
    return table(heads, rows)


def claims() -> str:
    """What the source document claims, what of it the model has, and how to take it out."""
    from sepeace.validation.claims import claims as told
    from sepeace.validation.claims import turned_by

    heads = ("the document says", "the model has", "acts through", "out by, or chosen by", "carried")
    rows = []
    for row in told():
        ways = [f"switch `{name}`" for name in row.switches]
        ways += [f"reading `{name}`" for name in row.readings]
        ways += [f"parameter `{name}`" for name in turned_by(row) if name not in row.readings]
        terms = [f"`{name}`" for name in dict.fromkeys(row.term)]
        rows.append((f"{row.id}. {row.says}", row.model, terms, "; ".join(ways), row.carried))
    return table(heads, rows)


def readings() -> str:
    """Where historians disagree, and the reading taken unless another is asked for."""
    from sepeace.scenario.assumptions import Assumptions
    from sepeace.scenario.vocabulary import READINGS

    chosen = Assumptions().readings()
    return table(
        ("dispute", "readings", "default"),
        (
            (f"`{name}`", [f"`{word}`" for word in words], f"`{chosen[name]}`")
            for name, words in READINGS.items()
        ),
    )


def switches() -> str:
    """Terms that can be taken out, as a list of names."""
    from sepeace.scenario.vocabulary import SWITCHES

    return ", ".join(f"`{name}`" for name in SWITCHES) + "."


def acting_events() -> str:
    """Events that a scenario can move or take out, each with its date."""
    from sepeace import record
    from sepeace.scenario.vocabulary import ACTING_EVENTS

    rows = (record.load().event(name) for name in ACTING_EVENTS)
    return table(("event", "recorded date", "what it is"), ((f"`{r.id}`", r.date, r.name) for r in rows))


def offers() -> str:
    """Lines that a contact may name, and what goes with them."""
    from sepeace.record.types import CLAUSES, OFFER_LINES

    lines = (", ".join(f"`{name}`" for name in names) for names in (OFFER_LINES, CLAUSES))
    return "Lines: {}.\n\nClauses: {}.\n".format(*lines)


def grades() -> str:
    """Grades of evidence, each with the chance that such a contact took place as reported."""
    from sepeace.record.types import GRADE_CHANCE

    return table(
        ("grade", "chance"), ((name.replace("_", " "), chance) for name, chance in GRADE_CHANCE.items())
    )


def named_lines() -> str:
    """The named lines of the ruler, with their shares and the people behind them."""
    from sepeace import record
    from sepeace.figures.bearers import behind

    heads = (
        *("line", "share of the stake", "front", "Soviet inhabitants west of it, millions", "low", "high"),
        *("people of pre-war Poland, millions", "of other occupied countries"),
    )
    rows = []
    for row in behind(record.load().ruler()):
        people = (round(part) or None for part in (row.middle, row.low, row.high))
        place = round(row.line.share, 2), round(row.line.front, 2)
        rows.append((row.line.title, *place, *people, row.poland, row.elsewhere))
    return table(heads, rows)


def line_scalars() -> str:
    """What lies west of each line: shares of the Soviet Union, and the people who come on top of them."""
    from sepeace import record

    heads = (
        *("line", "Soviet people", "low", "high", "coal", "iron", "grain", "oil"),
        *("pre-war Poland, millions", "other occupied countries, millions", "confidence", "source"),
    )
    rows = []
    for row in record.load().line_scalars:
        # No line has nobody behind it: where the share is of nobody, the columns of millions say who is.
        people = (part or None for part in (row.population, row.population_low, row.population_high))
        things = (row.coal, row.iron, row.grain, row.oil)
        west = (row.poland_millions, row.elsewhere_millions)
        rows.append((row.line, *people, *things, *west, row.confidence, f"{row.source}; {row.west_source}"))
    return table(heads, rows)


def outcomes() -> str:
    """Words for the outcome of an operation, and the score each stands for."""
    from sepeace.scenario.vocabulary import OUTCOMES

    return table(("outcome", "score, from the attacker's side"), ((f"`{k}`", v) for k, v in OUTCOMES.items()))


def scenarios() -> str:
    """The shipped scenarios, each with the question it asks."""
    import sepeace

    found = [sepeace.load(name) for name in sepeace.shipped()]
    found = [one for one in found if one.counted]
    return table(("name", "question", "branch"), ((f"`{s.name}`", s.question, s.branch) for s in found))


def verbs() -> str:
    """Every verb of the command line with its arguments and options, as the program itself knows them."""
    from typer.main import get_group

    from sepeace.cli.app import app

    parts = []
    for name, command in get_group(app).commands.items():
        summary, *rest = (command.help or "").strip().split("\n\n")
        parts.append(f"## {name}\n\n{' '.join(summary.split())}\n")
        parts += map(_block, rest)
        parts.append(table(("argument or option", "default", "meaning"), map(_option, command.params)))
    return "\n".join(parts)


def _block(text: str) -> str:
    """A paragraph of a verb's help; lines that must not be wrapped keep their shape."""
    if "\b" in text or text.startswith("Example"):
        shown = text.replace("\b", "").strip("\n")
        return f"```text\n{shown}\n```\n"
    return " ".join(text.split()) + "\n"


def _option(parameter: Any) -> tuple[str, object, str]:
    """One argument or option as a row."""
    spelled = ", ".join([*parameter.opts, *parameter.secondary_opts])
    if parameter.param_type_name == "argument":
        spelled = (
            parameter.make_metavar_name()
            if hasattr(parameter, "make_metavar_name")
            else parameter.name.upper()
        )
    default = (
        None
        if parameter.default in (None, False, (), []) or callable(parameter.default)
        else parameter.default
    )
    shown = None if default is None else f"`{default}`"
    return f"`{spelled}`", shown, getattr(parameter, "help", None) or ""


def of_speed(part: str) -> Callable[[], str]:
    """One of the tables on speed, from what benchmarks/run.py measured last."""
    made = getattr(speed, part)
    return lambda: table(*made(read(SpeedRecord, SPEED.read_text(encoding="utf-8"))))


def of_placebos(
    part: str, key: str = "", module: str = "wording", data: str = "PLACEBOS"
) -> Callable[[], str]:
    """A table on placebos, or sentences, of the key ``part``; ``data`` names where its file is told above."""

    def write() -> str:
        kind = PlacebosRecord if data == "PLACEBOS" else HangsOnRecord
        made = read(kind, globals()[data].read_text(encoding="utf-8"))
        asked = made if key == "all" else getattr(made, key or part)
        found = getattr(import_module(f"sepeace.validation.placebos.{module}"), part)(asked)
        return found if isinstance(found, str) else table(*found)

    return write


def shut_by_strength() -> str:
    """How far strength alone kept the lines of the recorded war apart in 1943, as `sepeace check` asks it."""
    from sepeace.validation import hindcast

    gaps = hindcast.without_premium(hindcast.run_recorded(), *hindcast.AFTER_STALINGRAD)
    shut = sum(gap <= 0.0 for gap in gaps)
    most = max(abs(gap) for gap in gaps)
    first, last = (f"{day.day} {day:%B}" for day in hindcast.AFTER_STALINGRAD)
    assert shut < len(gaps), "strength alone again: say so, in other words"
    return (
        f"That strength alone kept the window shut in 1943 does not hold for every week. In the recorded war "
        f"at default numbers it does in {shut} of the {len(gaps)} weeks from {first} to {last} 1943, and by "
        f"a hair: without the strength term the two lines lie within {most:.2f} of each other all that time, "
        "so a week more or less says nothing. `sepeace check` counts the same weeks."
    )


def keys(name: str, part: str | None = None) -> str:
    """The keys of a document, or of one part of it, as its schema has them."""
    from sepeace import documents
    from sepeace.documents import schema_rows as words

    schema, apart = documents.shipped(name), dict(words.APART)
    rows = words.rows(schema, apart) if part is None else words.part(schema, part, apart)
    return table(("key", "value", "meaning"), ((f"`{key}`", *rest) for key, *rest in rows))


TABLES: dict[str, Callable[[], str]] = {
    "parameters": parameters,
    "claims": claims,
    "claim_homes": lambda: table(*CLAIMS["homes"]()),
    "claim_parameters": lambda: table(*CLAIMS["parameters"]()),
    "document_sentences": lambda: table(*CLAIMS["sentences"]()),
    "acting_events": acting_events,
    "offers": offers,
    "grades": grades,
    "named_lines": named_lines,
    "readings": readings,
    "switches": switches,
    "outcomes": outcomes,
    "scenarios": scenarios,
    "verbs": verbs,
    "speed": of_speed("times"),
    **{
        f"speed_{part}": of_speed(part)
        for part in ("readings", "pair", "question", "floor", "batches", "facts", "mechanisms", "sets")
    },
    "placebos_exact": of_placebos("exact"),
    "placebos_forced": of_placebos("forced"),
    "placebos_orders": of_placebos("orders"),
    "placebos_bearings": of_placebos("bearings", "orders"),
    "placebo_facts": of_placebos("facts", "all"),
    "hangs_on": of_placebos("table", "rows", "hangs_table", "HANGS_ON"),
    "hangs_on_changes": of_placebos("changes", "rows", "hangs_table", "HANGS_ON"),
    "hangs_on_told": of_placebos("told", "rows", "hangs_table", "HANGS_ON"),
    "placebos_forced_told": of_placebos("forced", module="sentences"),
    "placebos_orders_told": of_placebos("orders", module="sentences"),
    "line_scalars": line_scalars,
    "shut_by_strength": shut_by_strength,
    **{name: write for made in FURTHER for name, write in made(table).items()},
    **{name: of_record(*columns) for name, columns in RECORD.items()},
}


def quoted(readme: str) -> str:
    """The README with the two quotations of the page on first results as they stand there now."""
    page = (PAGES / "explanation" / "first-results.md").read_text(encoding="utf-8")
    lines = iter([line for line in page.splitlines() if line.startswith("> ")])
    return re.sub(r"(?m)^> .*$", lambda _: next(lines), readme)


def main() -> None:
    """Write the tables of every page anew, and what the README quotes."""
    readme = PAGES.parent / "README.md"
    readme.write_text(quoted(readme.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    for page in sorted(PAGES.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        made = filled(text)
        if made != text:
            page.write_text(made, encoding="utf-8", newline="\n")
            print(f"written anew: {page.relative_to(PAGES)}")


if __name__ == "__main__":
    main()
