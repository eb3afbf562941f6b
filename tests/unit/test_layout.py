"""The rooms of the package and the house rules that a reader can rely on, read from the source itself."""

import ast
import subprocess
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "sepeace"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From the foundation to the roof. A module imports from its own room and from those before it, and nothing is
# exempt; rooms on one line do not know each other, but for the small modules of the first line.
ORDER = (
    {"version", "display", "errors", "files", "fingerprint", "quantities", "ruler", "shapes"},
    {"record"},
    {"kernel"},
    {"model"},
    {"stats"},
    {"wording"},
    {"scenario"},
    {"documents"},
    {"clocks"},
    {"chronicle"},
    {"desk"},
    {"outcomes"},
    {"execution"},
    {"store"},
    {"runs"},
    {"bench"},
    {"uncertainty"},
    {"inverse"},
    {"validation"},
    {"calibration"},
    {"figures"},
    {"report", "browser"},
    {"classroom"},
    {"cli"},
    {"__init__", "__main__"},
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
# Slow to load, or drawn in by those: imported inside the functions that need them.
HEAVY = (
    *("matplotlib", "scipy.stats", "pandas", "numba", "scipy.integrate", "scipy.optimize"),
    *("jinja2", "markupsafe", "PIL"),
)
LONGEST = 400


def room_of(path: Path) -> str:
    """The top-level room of a module: a folder's name, or a single module's."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    """The module as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(path: Path, tree: ast.AST) -> list[str]:
    """Full names of everything imported anywhere in a tree; `from a import b` counts as a and as a.b."""
    inside = path.is_relative_to(PACKAGE)
    package = ["sepeace", *path.relative_to(PACKAGE).parts[:-1]] if inside else ["benchmarks"]
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            names += [] if source == "sepeace" else [source]
            names += [f"{source}.{alias.name}" for alias in node.names]
    return names


def loaded_at_once(path: Path) -> list[str]:
    """Names imported when the module is: neither inside a function nor under `if TYPE_CHECKING`."""
    names: list[str] = []

    def visit(nodes: list[ast.stmt]) -> None:
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                visit(node.orelse)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names.extend(imported(path, node))
            else:
                for part in ("body", "orelse", "finalbody"):
                    visit(getattr(node, part, []))
                for handler in getattr(node, "handlers", []):
                    visit(handler.body)

    visit(tree_of(path).body)
    return names


def named(path: Path) -> str:
    """How a failing case is called."""
    return str(path.relative_to(PACKAGE))


def test_the_package_is_there():
    assert MODULES


def test_every_room_has_its_place_in_the_order():
    assert {room_of(path) for path in MODULES} == set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_go_one_way(path):
    room = room_of(path)
    for name in imported(path, tree_of(path)):
        parts = name.split(".")
        if parts[0] != "sepeace":
            continue
        other = parts[1] if len(parts) > 1 and parts[1] in RANK else "__init__"
        before = RANK[other] < RANK[room] or other == room or {other, room} <= ORDER[0]
        assert before, f"{named(path)} imports {name}, from a later room or one beside it"


# Red when two modules need each other, in whatever room: neither can then be read first.
def test_no_module_needs_itself_by_a_round():
    def dotted(path: Path) -> str:
        inside = path.is_relative_to(PACKAGE)
        return ".".join(path.relative_to(PACKAGE.parent if inside else PROJECT).with_suffix("").parts)

    paths = [*MODULES, *sorted((PROJECT / "benchmarks").glob("*.py"))]
    modules = {dotted(path).removesuffix(".__init__"): path for path in paths}
    needs = {
        name: {other for other in imported(path, tree_of(path)) if other in modules and other != name}
        for name, path in modules.items()
        if path.name != "__init__.py"
    }
    # `from a.b import c` counts as a.b too: that is no need of the package where c is a module of it.
    for found in needs.values():
        found -= {name for name in found if modules[name].name == "__init__.py"}
    assert list(TopologicalSorter(needs).static_order())


@pytest.mark.parametrize("path", sorted((PACKAGE / "kernel").rglob("*.py")), ids=named)
def test_the_kernel_knows_nothing_but_math_and_itself(path):
    # Beside math only what declares: it never runs inside a campaign.
    allowed = {"math", "__future__", "typing", "collections", "dataclasses", "sepeace"}
    for name in loaded_at_once(path):
        assert name.split(".")[0] in allowed, f"{named(path)} imports {name}"
        if name.startswith("sepeace"):
            assert name == "sepeace.kernel" or name.startswith("sepeace.kernel."), (
                f"{named(path)} imports {name}"
            )


@pytest.mark.parametrize("path", [path for path in MODULES if named(path) != "clocks/linked.py"], ids=named)
def test_nothing_heavy_is_loaded_at_once(path):
    for name in loaded_at_once(path):
        heavy = [one for one in HEAVY if name == one or name.startswith(f"{one}.")]
        assert not heavy, f"{named(path)} imports {name} when it is imported; do it inside the function"


# Red when what numba's compiler is made of is loaded without need: it is a part of that compiler.
def test_the_compiler_is_loaded_to_compile_alone():
    users = [path for path in MODULES if "sepeace.clocks.linked" in loaded_at_once(path)]
    assert not users


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_pyplot_is_never_used(path):
    # Its figures are global and not safe in threads; matplotlib.figure.Figure is used instead.
    assert not [name for name in imported(path, tree_of(path)) if name.startswith("matplotlib.pyplot")]


def text_files() -> list[Path]:
    """Every text file under version control, or, outside a clone, every one that is not built."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if asked.returncode == 0 and asked.stdout:
        files = [PROJECT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        places = ("src", "docs", "tests", "scenarios")
        files = [path for place in places for path in (PROJECT / place).rglob("*")]
        files += list(PROJECT.glob("*.*"))
    endings = {".py", ".toml", ".md", ".yml", ".cff", ".csv", ".json", ".html", ".css", ".js", ""}
    return sorted(p for p in files if p.is_file() and p.suffix in endings and "__pycache__" not in p.parts)


def test_no_module_or_test_grows_too_long():
    code = [path for path in text_files() if path.suffix == ".py"]
    long = {
        str(p.relative_to(PROJECT)): n
        for p in code
        if (n := len(p.read_text("utf-8").splitlines())) > LONGEST
    }
    assert not long, f"longer than {LONGEST} lines: {long}"


def test_no_file_points_outside_the_project():
    # Written in halves, so that this file does not hold what it looks for.
    halves = (("/wo", "rk/"), ("/tmp/bu", "ild"), ("../sh", "ared"), ("/ro", "ot/"))
    words = ["".join(pair) for pair in halves]
    for path in text_files():
        if ".ci" in path.relative_to(PROJECT).parts:
            continue
        text = path.read_text(encoding="utf-8")
        found = [word for word in words if word in text]
        assert not found, f"{path.relative_to(PROJECT)} mentions {found}"


def test_nothing_is_left_half_done():
    marks = [
        "".join(pair) for pair in (("TO", "DO"), ("FIX", "ME"), ("NotImplemented", "Error"), ("T", "BD"))
    ]
    for path in text_files():
        if path.suffix not in {".py", ".md", ".toml"}:
            continue
        text = path.read_text(encoding="utf-8")
        found = [mark for mark in marks if mark in text]
        assert not found, f"{path.relative_to(PROJECT)} holds {found}"
