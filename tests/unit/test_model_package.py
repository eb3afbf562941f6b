"""The package of equations: what it names, and that naming it stays cheap."""

import subprocess
import sys
from pathlib import Path

import pytest

import sepeace.model


def test_every_module_of_equations_is_reached_by_name():
    for name in sepeace.model.__all__:
        assert getattr(sepeace.model, name).__doc__
        assert name in dir(sepeace.model)
    modules = {path.stem for path in Path(sepeace.model.__file__).parent.glob("*.py")}
    assert modules - {"__init__", "arrays", "lots"} == set(sepeace.model.__all__)


def test_unknown_module_is_an_attribute_error():
    with pytest.raises(AttributeError, match="astrology"):
        _ = sepeace.model.astrology


def test_parameters_do_not_cost_numpy():
    code = "import sys, sepeace.model.parameters; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
