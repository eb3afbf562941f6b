"""The list of sown faults fits the package: ``python -m tests.mutants`` can sow every one of them."""

import ast
from pathlib import Path

import pytest

import sepeace.kernel
from tests.mutant_list import MUTANTS

KERNEL = Path(sepeace.kernel.__file__).parent
TOP = Path(__file__).resolve().parents[2]


# Red when the code has changed under a fault, or a fault is no Python: it could not be sown, unnoticed.
@pytest.mark.parametrize("row", MUTANTS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_fault_can_be_sown(row):
    file, _, right, wrong, tests = row
    source = (KERNEL / file).read_text(encoding="utf-8")
    assert source.count(right) == 1, "the right text must stand in the file once; mend tests/mutant_list.py"
    changed = source.replace(right, wrong)
    assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))
    assert tests and all((TOP / name).exists() for name in tests)


# Red when two faults are one.
def test_no_fault_is_listed_twice():
    assert len({(row[0], row[2], row[3]) for row in MUTANTS}) == len(MUTANTS)
    assert len({(row[0], row[1]) for row in MUTANTS}) == len(MUTANTS)
