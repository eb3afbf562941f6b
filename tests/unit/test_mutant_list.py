"""The list of sown faults fits the package: ``python -m tests.mutants`` can sow every one of them."""

import ast

import pytest

from tests.mutants import KERNEL, TOP, mutants

MUTANTS = mutants()


# Red when the code has changed under a fault, or a fault is no Python: it could not be sown, unnoticed.
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.title)
def test_a_fault_can_be_sown(mutant):
    source = (TOP / KERNEL / mutant.file).read_text(encoding="utf-8")
    assert source.count(mutant.right) == 1, "it must stand in the file once; mend tests/mutants.toml"
    changed = source.replace(mutant.right, mutant.wrong)
    assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))
    assert mutant.tests and all((TOP / name).exists() for name in mutant.tests)


# Red when two faults are one.
def test_no_fault_is_listed_twice():
    assert len({(mutant.file, mutant.right, mutant.wrong) for mutant in MUTANTS}) == len(MUTANTS)
    assert len({(mutant.file, mutant.fault) for mutant in MUTANTS}) == len(MUTANTS)
