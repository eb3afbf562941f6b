"""The pages keep their promises: links lead somewhere, commands parse, files load, Python runs."""

import re
import shlex
from pathlib import Path
from runpy import run_path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGES = [
    PROJECT / "README.md",
    PROJECT / "CHANGELOG.md",
    PROJECT / "CONTRIBUTING.md",
    *sorted((PROJECT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^<!-- table: (.+?) -->$", re.MULTILINE)
TABLES = run_path(str(PROJECT / "docs" / "tables.py"))
JSON = PROJECT / "docs" / "reference" / "json.md"


def blocks(language: str) -> list[tuple[str, str]]:
    """(name, text) of every fenced block in a language."""
    found = []
    for page in PAGES:
        texts = [text for kind, text in FENCE.findall(page.read_text("utf-8")) if kind == language]
        found += [
            (f"{page.relative_to(PROJECT)}#{number}", text) for number, text in enumerate(texts, start=1)
        ]
    return found


def params(language: str):
    return [pytest.param(text, id=name) for name, text in blocks(language)]


def anchor(heading: str) -> str:
    """A heading as the anchor of its link."""
    plain = re.sub(r"[^\w\s-]", "", heading.lower()).strip()
    return re.sub(r"[\s]+", "-", plain)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_somewhere(page):
    for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        place, _, part = target.partition("#")
        file = (page.parent / place).resolve() if place else page
        assert file.exists(), f"{target} leads nowhere"
        if part:
            heads = [
                anchor(line.lstrip("# ")) for line in file.read_text("utf-8").splitlines() if line[:1] == "#"
            ]
            assert part in heads, f"{target} names no heading"


def commands() -> list[str]:
    """Every line of a shell block that calls the program."""
    calls = re.compile(r"(?:\S*/)?(?:python -m )?sepeace (.+)")
    found = []
    for _, text in blocks("sh"):
        found += [match[1] for line in text.splitlines() if (match := calls.fullmatch(line.strip()))]
    return sorted(set(found))


def verbs():
    """The verbs of the command line, each with what parses its words."""
    from typer.main import get_group

    from sepeace.cli.app import app

    return get_group(app).commands


@pytest.mark.parametrize("line", commands())
def test_commands_are_understood(line):
    verb, *words = shlex.split(line)
    assert verb in verbs(), f"there is no verb {verb}"
    verbs()[verb].make_context(verb, words)


SHORT = re.compile(r"(?<=-n )\d+|(?<=--campaigns )\d+")
UNTRIED = {"sensitivity", "warm-up", "lesson", "calibrate"}
"""Verbs that take a minute or more with the fewest campaigns; that they parse is tested above."""


def typed_in_order(page: Path) -> list[list[str]]:
    """The words of each call on a page, in order, with few campaigns; numbers that differ go on differing."""
    numbers: dict[str, str] = {}
    found = []
    for kind, text in FENCE.findall(page.read_text("utf-8")):
        for line in text.splitlines() if kind == "sh" else ():
            few = SHORT.sub(lambda match: numbers.setdefault(match[0], str(4 + len(numbers))), line)
            verb, *words = shlex.split(few.removeprefix("sepeace ")) or [""]
            if line.startswith("sepeace ") and verb not in UNTRIED:
                found.append([verb, *words])
    return found


# Red when a reader who types a page's lines one after the other is refused: another run lies in the folder.
@pytest.mark.parametrize("name", ["README.md", "docs/tutorial/first-run.md", "docs/how-to/run-a-batch.md"])
def test_the_lines_of_a_page_work_in_their_order(name, tmp_path, monkeypatch, capsys):
    from sepeace.cli.app import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    calls = typed_in_order(PROJECT / name)
    assert len(calls) > 3
    for words in calls:
        with pytest.raises(SystemExit) as left:
            main(words)
        assert not left.value.code, f"{shlex.join(words)}: {capsys.readouterr().err}"


# Red when `sepeace` is to be typed and the page has not said how this terminal comes to know it.
@pytest.mark.parametrize("page", ["README.md", "docs/tutorial/first-run.md", "docs/tutorial/a-lesson.md"])
def test_the_program_is_made_known_before_it_is_called(page):
    lines = [line for kind, text in FENCE.findall((PROJECT / page).read_text("utf-8")) if kind == "sh"
             for line in text.splitlines()]  # fmt: skip
    calls = [place for place, line in enumerate(lines) if line.startswith("sepeace ")]
    assert lines.index(". .venv/bin/activate") < calls[0]


# Red when a section of the report is named that it does not have, or by a number, which may move.
def test_sections_of_the_report_are_named_by_their_titles():
    from sepeace.report.page import CONTENTS

    titles = {title for _, title in CONTENTS}
    lesson = (PROJECT / "docs" / "tutorial" / "a-lesson.md").read_text("utf-8")
    named = re.findall(r'\bsection "([^"]+)"', lesson)
    assert len(named) > 4 and set(named) <= titles
    for page in PAGES:
        assert not re.search(r"\bsections? \d", page.read_text("utf-8")), page.name


def test_the_readme_names_every_verb():
    text = (PROJECT / "README.md").read_text("utf-8")
    assert not [verb for verb in verbs() if f"sepeace {verb}" not in text]


@pytest.mark.parametrize("text", params("toml"))
def test_scenario_files_load(text, tmp_path):
    import sepeace

    path = tmp_path / "example.toml"
    path.write_text(text, encoding="utf-8")
    assert sepeace.load(path).describe()


@pytest.mark.parametrize("text", params("python"))
def test_python_runs(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compile(text, "example", "exec"), {"__name__": "example"})


# Red when code moves on and a diff of a page is still told against what stood there before.
def test_diffs_stand_on_lines_of_the_tree():
    found = [path for room in ("src", "tests", "docs") for path in (PROJECT / room).rglob("*.*")]
    code = [path for path in found if path.suffix in {".py", ".pyi", ".csv", ".toml", ".md"}]
    texts = (path.read_text("utf-8") for path in code if path.name != "extend.md")
    lines = {line for text in texts for line in text.splitlines()}
    for name, text in blocks("diff"):
        for line in text.splitlines():
            told = line.removeprefix("@@ ") if line.startswith("@@ ") else line[1:]
            if line[:1] in (" ", "-", "@") and told.strip("@") and " ... " not in told:
                known = told in lines
                assert known, f"{name}: no such line: {told}"


def test_make_targets_named_in_the_pages_exist():
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for page in PAGES:
        named = re.findall(
            r"\bmake (?:PYTHON=\S+ )?([a-z][a-z-]*)\b",
            "\n".join(t for _, t in FENCE.findall(page.read_text("utf-8"))),
        )
        assert set(named) <= targets, f"{page.name} names {set(named) - targets}"


def test_every_page_is_in_the_navigation():
    """The pages of what-ifs are put in by `docs/hooks.py`."""
    room = "what-ifs/"
    menu = (PROJECT / "mkdocs.yml").read_text("utf-8")
    rows = [{"All of them": place} for place in re.findall(rf": ({room}\S+\.md)", menu)]
    menu += str(run_path(str(PROJECT / "docs" / "hooks.py"))["on_config"]({"nav": [{"What-ifs": rows}]}))
    pages = [p.relative_to(PROJECT / "docs").as_posix() for p in PAGES if PROJECT / "docs" in p.parents]
    assert not [page for page in pages if page not in menu]


def test_every_table_that_a_page_asks_for_is_known():
    known = TABLES["TABLES"]
    for page in PAGES:
        for name in TABLE.findall(page.read_text("utf-8")):
            assert name.startswith(("keys ", "symbols ")) or name in known, f"{page.name} asks for {name}"


# Red when a table of a page is not the one that the package gives now, or stands empty until pages are built.
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_tables_stand_in_the_pages_as_the_package_has_them(page):
    text = page.read_text("utf-8")
    assert TABLES["filled"](text) == text, "write the tables anew: python docs/tables.py"
    assert text.count("<!-- end -->") == len(re.findall(r"^<!-- (?:table|words): ", text, re.MULTILINE))


# Red when filling a page twice adds to it, or eats what stands after a table or between two.
def test_a_page_is_filled_once():
    bare = "a\n\n<!-- table: grades -->\nb\n\n<!-- words: switches -->\n\nc\n"
    once = TABLES["filled"](bare)
    assert TABLES["filled"](once) == once and once.startswith("a\n\n<!-- table: grades -->\n\n| grade |")
    left = re.sub(r"(?<=-->)\n(?:(?!<!-- ).*\n)*<!-- end -->", "", once)
    assert left == bare


EQUATIONS = PROJECT / "docs" / "explanation" / "equations.md"
SYMBOLS = re.compile(r"^<!-- table: symbols (.+?) -->$.*?^<!-- end -->$", re.MULTILINE | re.DOTALL)


# Red when a parameter acts in a campaign and no equation has its symbol, or its name where it has none.
def test_a_parameter_stands_in_the_equations_of_its_section():
    from sepeace.model.parameters import PARAMETERS

    sections = re.split(r"^## ", EQUATIONS.read_text("utf-8"), flags=re.MULTILINE)
    for row in PARAMETERS:
        listed = [one for one in sections for found in SYMBOLS.findall(one) if row.name in found.split()]
        assert len(listed) == 1, (
            f"{row.name} stands in {len(listed)} lists `<!-- table: symbols ... -->`, not one"
        )
        (section,) = listed
        words = set(re.findall(r"\w+", SYMBOLS.sub("", section)))
        told = row.name in words or {*row.symbol.split()} - words == set() != {*row.symbol.split()}
        assert told, f"no equation of its section has {row.symbol or row.name}, for {row.key}"


# Red when a symbol means two parameters among the same equations.
def test_no_two_parameters_of_a_section_share_a_symbol():
    from sepeace.model.parameters import PARAMETERS

    for names in SYMBOLS.findall(EQUATIONS.read_text("utf-8")):
        found: dict[str, str] = {}
        for row in PARAMETERS:
            if row.symbol and row.name in names.split():
                other = found.setdefault(row.symbol, row.name)
                assert other == row.name, f"{row.symbol} stands for {other} and {row.name}: take a free one"


# Red when a parameter acts in a campaign and no equation's table names it with its claim.
def test_the_equations_name_every_parameter():
    from sepeace.model.parameters import PARAMETERS

    text = EQUATIONS.read_text("utf-8")
    named = " ".join(SYMBOLS.findall(text)).split()
    assert sorted(named) == sorted({row.name for row in PARAMETERS})
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    for row in PARAMETERS:
        told = "".join(line for line in rows if f"| `{row.key}` |" in line)
        assert told, f"{row.key} has no row in a table: python docs/tables.py"
        assert told.endswith(f"| {row.claim or '–'} |")


def test_nothing_is_fetched_from_another_host():
    menu = (PROJECT / "mkdocs.yml").read_text("utf-8")
    assert "font: false" in menu
    assert "://" not in menu


def test_parameters_point_to_claims_that_are_told():
    from sepeace.model.parameters import PARAMETERS
    from sepeace.validation.claims import claims

    assert {row.claim for row in PARAMETERS} - {""} <= {row.id for row in claims()}


def keys_told() -> dict[str, list[str]]:
    """The keys in the tables of the page of keys, inner ones without their path, by document."""
    from sepeace import documents
    from sepeace.documents import schema_rows

    found: dict[str, list[str]] = {}
    for asked in TABLE.findall(JSON.read_text("utf-8")):
        _, name, *part = asked.split()
        schema = documents.shipped(name)
        rows = (
            schema_rows.part(schema, part[0], schema_rows.APART)
            if part
            else schema_rows.rows(schema, schema_rows.APART)
        )
        found.setdefault(name, []).extend(key.rpartition(".")[2] for key, _, _ in rows)
    return found


def properties(schema: object) -> set[str]:
    """Names of all keys that a schema has, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(properties, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", ())).union(*map(properties, schema.values()))


# Red when a verb's keys are not on the page, a table is empty, or a part is left out of all tables.
def test_the_page_of_keys_tells_every_key_of_every_schema():
    from sepeace import documents

    told = keys_told()
    assert set(told) == set(documents.names()) - {"report"}  # the keys of compare
    everywhere = {key for rows in told.values() for key in rows}
    rows_of_the_record = properties(documents.shipped("record")["$defs"])
    for name in told:
        assert told[name]
        assert properties(documents.shipped(name)) <= everywhere | rows_of_the_record


def test_pages_name_every_column_of_the_results():
    import sepeace

    pair = sepeace.compare(sepeace.load("germany_wins_at_kursk"), campaigns=1, workers=1)
    page = (PROJECT / "docs" / "reference" / "python.md").read_text("utf-8")
    batch = pair.counterfactual
    tables = (batch.outcomes, batch.bands(), batch.anatomy(), batch.feelers)
    columns = {name for table in tables for name in table.column_names}
    words = {*batch.bands()["variable"].to_pylist(), *batch.anatomy()["term"].to_pylist()}
    assert not [name for name in columns | words if f"`{name}`" not in page]


# Red when the page of first results is made anew and the README still tells the old ones.
def test_the_readme_quotes_the_first_results():
    page = (PROJECT / "docs" / "explanation" / "first-results.md").read_text("utf-8")
    quoted = [line for line in page.splitlines() if line.startswith("> ")]
    assert quoted and all(line in (PROJECT / "README.md").read_text("utf-8") for line in quoted)
