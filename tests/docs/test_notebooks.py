"""The notebooks run from the first cell to the last, and what stands in them is what they give."""

import json
from pathlib import Path
from runpy import run_path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOTEBOOKS = run_path(str(DOCS / "notebooks.py"))
PATHS = NOTEBOOKS["notebooks"]()


def test_there_are_two_and_pages_lead_to_them():
    pages = "".join(page.read_text("utf-8") for page in DOCS.rglob("*.md"))
    assert len(PATHS) == 2 and all(f"notebooks/{path.name}" in pages for path in PATHS)


# Red when a name of the package that a cell uses is gone, or a number in a notebook is of another version.
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_says_what_its_cells_give(path):
    book = json.loads(path.read_text("utf-8"))
    assert NOTEBOOKS["text_of"](NOTEBOOKS["executed"](book)) == NOTEBOOKS["text_of"](book) != []


# Red when notebooks grow heavy, hide an error, or draw a settlement without those who bear it.
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_small_and_whole(path):
    book = json.loads(path.read_text("utf-8"))
    assert path.stat().st_size < 250_000 and book["nbformat"] == 4
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    found = [output for cell in code for output in cell["outputs"]]
    assert not [output for output in found if output["output_type"] == "error"]
    figures = [output["data"] for output in found if "image/png" in output.get("data", {})]
    assert figures and all("occupied peoples" in "".join(data["text/plain"]) for data in figures)
