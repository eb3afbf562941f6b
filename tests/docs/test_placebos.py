"""The page on placebos: its numbers are those of its file, and its file those of the program."""

import importlib.util
import json
import re
from pathlib import Path

import numpy as np
import pytest

from sepeace.clocks import clock_choice
from sepeace.clocks.records import pack
from sepeace.documents.checks.placebos import PlacebosRecord
from sepeace.documents.writing import read
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool
from sepeace.kernel import slots
from sepeace.validation.placebos import forced as placebos_forced
from sepeace.validation.placebos import orders as placebos_orders
from sepeace.validation.placebos import sentences
from sepeace.validation.placebos.exact import exact
from tests.campaigns import planned

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "explanation" / "placebos.md"
FILE = (PROJECT / "docs" / "placebos.json").read_text("utf-8")
TOLD = read(PlacebosRecord, FILE)
FEW_ORDERS, FRESH = 12, 400


@pytest.fixture(scope="module")
def tables():
    """What writes the tables of the pages."""
    spec = importlib.util.spec_from_file_location("tables", PROJECT / "docs" / "tables.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def page(tables):
    """The page as it is built."""
    return tables.filled(PAGE.read_text("utf-8"))


def rows_of(page, head):
    """Cells of the table whose first line begins so."""
    lines = page.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith(f"| {head}"))
    found = []
    for line in lines[first + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def points(found):
    """A difference as the page has it."""
    return "{:+.2f} ({:+.2f} to {:+.2f})".format(*(100.0 * x for x in (found.estimate, *found.ci95)))


# Red when a table is typed, left out, or tells another row or column than the file has.
def test_the_tables_are_those_of_the_file(page):
    assert page.count("<!-- end -->") == len(re.findall(r"<!-- (?:table|words): ", page)) > 5
    assert len(rows_of(page, "changed")) == len(TOLD.exact)
    assert all(cells[-1] == "yes" for cells in rows_of(page, "changed"))
    forced = rows_of(page, "what")
    assert len(forced) == len(TOLD.forced) == len(placebos_forced.trials())
    for cells, row in zip(forced, TOLD.forced, strict=True):
        assert cells[1].startswith(row.operation) and cells[2] == f"{row.recorded:g}"
        for place, name in ((3, "window"), (5, "settlement")):
            chances = [getattr(getattr(row, name), world).estimate for world in ("without", "forced")]
            assert cells[place] == "{:.3f} → {:.3f}".format(*chances)
            assert cells[place + 1] == points(getattr(row, name).difference)
        assert cells[7].lower().replace(" ", "_") == (row.verdict or "–").replace("undecided", "cannot_tell")
    orders = rows_of(page, "chance of a")
    expected = [(name, row) for name in ("window", "settlement") for row in TOLD.orders]
    for cells, (name, row) in zip(orders, expected, strict=True):
        found = getattr(row, name)
        assert cells[:2] == [name, "in" if row.strength else "out"]
        assert cells[3:] == [
            f"{found.mean:.3f}",
            f"{found.low:.3f} to {found.high:.3f}",
            f"{found.spread:.3f}",
            f"{found.spread_of_chance:.3f}",
            "{:.1%} [{:.1f}, {:.1f}]".format(found.as_many, *(100.0 * end for end in found.as_many_ci95)),
        ]
    facts = dict(rows_of(page, "run"))
    assert facts["seed"] == str(TOLD.seed) and facts["version"] == TOLD.version
    assert facts["pairs of worlds for each forced operation"] == f"{TOLD.campaigns:,}"


# Red when the file is not what its own lists add up to.
def test_the_summaries_of_the_file_are_those_of_its_lists():
    for row in TOLD.orders:
        assert len(row.windows) == len(row.settlements) == row.permutations
        for found, counts in ((row.window, row.windows), (row.settlement, row.settlements)):
            chances = np.array(counts) / row.campaigns
            assert found.mean == pytest.approx(chances.mean())
            assert found.spread == pytest.approx(chances.std())
            assert found.as_many == pytest.approx(np.mean(chances >= found.recorded - 1e-9))
            low, high = found.as_many_ci95
            assert low < np.mean(chances >= found.ci95[1]) <= np.mean(chances >= found.ci95[0]) < high


# Red when a chance of the file was changed by hand: the differences no longer follow.
def test_the_differences_of_the_file_are_those_of_its_chances():
    for row in TOLD.forced:
        for key in ("window", "settlement", "window_ever", "settlement_ever"):
            contrast = getattr(row, key)
            without, forced, difference = contrast.without, contrast.forced, contrast.difference
            assert difference.estimate == pytest.approx(forced.estimate - without.estimate, abs=1e-9)
            for found in (without, forced, difference):
                assert found.ci95[0] <= found.estimate <= found.ci95[1]


# Red when the page's sentences are typed, or a number in them is none of the file's.
def test_the_sentences_are_written_from_the_file(tables, page, monkeypatch, tmp_path):
    source = re.sub(r"(?<=-->)\n(?:(?!<!-- ).*\n)*<!-- end -->", "", PAGE.read_text("utf-8"))
    for part in ("forced", "orders"):
        assert f"<!-- words: placebos_{part}_told -->" in source
        assert getattr(sentences, part)(getattr(TOLD, part)) in page
    findings = source[source.index("What they do show:") :]
    typed = re.findall(r"[.\d]*\d", findings[: findings.index("## Do it yourself")])
    assert typed == []  # between the marks no number is typed
    moved = json.loads(FILE)
    for row in moved["forced"]:
        row["settlement"]["difference"] = {"estimate": 0.3, "ci95": [0.2, 0.4]}
    monkeypatch.setattr(tables, "PLACEBOS", tmp_path / "moved.json")
    tables.PLACEBOS.write_text(json.dumps(moved), encoding="utf-8")
    assert "+30.00 points [+20.00, +40.00]" in tables.filled(source)


# Red when what is typed on the page is so no more: under the recorded order no operation is called off but
# that against Finland where she has left, and none where she leaves on the recorded day.
@pytest.mark.parametrize("switches", [(), ("strength",), ("finland",)])
def test_under_the_recorded_order_only_the_offensive_against_finland_is_called_off(switches):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    made = planned("historical", (("switches_off", switches),))
    scores = placebos_orders.recorded_scores(made)
    states = placebos_orders.states_under(made, pack(made.world), scores, TOLD.seed, FRESH)
    places, called_off = states["operation"][:, : made.world.operations], slots.CANCELLED
    found = {made.operations[at].id for at in np.flatnonzero((places == called_off).any(axis=0))}
    assert found == (set() if "finland" in switches else {"vyborg_petrozavodsk"})
    assert (states["cancelled"] == (places == called_off).sum(axis=1)).all()
    starts = made.world.op_start[[row.id for row in made.operations].index("vyborg_petrozavodsk")]
    left = states["finland_signed"] < starts
    assert ((places == called_off).any(axis=1) <= left).all()


def test_the_file_tells_of_no_more_than_one_operation_called_off_under_the_recorded_order():
    assert all(0.0 < row.called_off.recorded < 1.0 for row in TOLD.orders)


# Red when results are held against a file of another model than they seem: its hash is that of the day it was
# made, and may be behind where only what no campaign uses has changed. Results must agree: see below.
def test_the_page_tells_the_hash_of_the_day(page):
    assert dict(rows_of(page, "run"))["hash of the model when they were run"] == f"`{TOLD.model_hash}`"


# Red when the program no longer does what the page says: exact answers exactly.
def test_exact_answers_are_the_same_afresh():
    assert [case.ok for case in exact()] == [row.ok for row in TOLD.exact]
    assert [case.id for case in exact(campaigns=1)] == [row.id for row in TOLD.exact]


# Red when chances drift away from the page: compared with other campaigns, at about four standard errors.
@pytest.mark.parametrize("name", ["citadel", "typhoon_moscow", "sevastopol_1942"])
def test_a_small_fresh_run_agrees_with_the_file(name):
    row = next(row for row in TOLD.forced if row.operation == name)
    if clock_choice.can_compile():
        clock_choice.load()
    campaigns = FRESH if clock_choice.current() is not None else 60
    options = RunOptions(campaigns=campaigns, seed=77)
    fresh = placebos_forced.forced_once(options, WorkerPool(), Count(1), [name])[0]
    assert (fresh.recorded, fresh.score, fresh.branch) == (row.recorded, row.score, row.branch)
    for key in ("window", "settlement", "window_ever", "settlement_ever"):
        for world in ("without", "forced"):
            now, p = (getattr(getattr(one, key), world).estimate for one in (fresh, row))
            error = np.sqrt(max(p * (1.0 - p), 1e-3) * (1.0 / campaigns + 1.0 / row.counted))
            assert now == pytest.approx(p, abs=4.0 * error + 0.5 / campaigns)


# Red when an order of the file is another order now, or its campaigns come out otherwise: the same campaigns
# run again, so that only the rounding of another machine, in single campaigns, is let through.
def test_orders_come_out_as_in_the_file():
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    for row in TOLD.orders:
        switches = () if row.strength else ("strength",)
        made = planned("historical", (("switches_off", switches), ("numbers", "posterior")))
        table = pack(made.world)
        for number in range(FEW_ORDERS):
            scores = placebos_orders.permuted_scores(made, TOLD.seed, number)
            states = placebos_orders.states_under(made, table, scores, TOLD.seed, row.campaigns)
            windows = int((states["window_first"][:, slots.MAIN] < slots.NEVER).sum())
            settlements = int((states["signed"][:, slots.MAIN] < slots.NEVER).sum())
            message = "the model has moved: run docs/placebos.py anew and read the page again"
            assert abs(windows - row.windows[number]) <= 2, message
            assert abs(settlements - row.settlements[number]) <= 2, message


# Red when a page asks for a claim that is not in the table of the package, or shows it otherwise.
def test_the_claims_are_shown_from_the_table_of_the_package(tables):
    from sepeace.validation.claims import claims

    shown = tables.filled((PROJECT / "docs" / "explanation" / "claims.md").read_text("utf-8"))
    rows = rows_of(shown, "the document says")
    assert len(rows) == len(claims())
    for cells, claim in zip(rows, claims(), strict=True):
        assert cells[0] == tables.cell(f"{claim.id}. {claim.says}") and cells[1] == tables.cell(claim.model)
        assert cells[4] == claim.carried
        for name in (*claim.term, *claim.switches, *claim.readings):
            assert re.search(rf"`{name}`", " ".join(cells[2:4])), (claim.id, name)
