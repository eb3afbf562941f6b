"""What a command need not load, it does not load."""

import subprocess
import sys

import pytest

from sepeace.clocks import clock_choice

RUN = "import sys; from sepeace.cli.app import main; sys.argv[1:] = {words}; main(listen=True)"
LEFT = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "


def loaded(*words):
    """Names of the modules that a command has loaded when it leaves."""
    call = [sys.executable, "-c", LEFT + RUN.format(words=list(words))]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


# Red when the help waits for what no help needs.
def test_the_help_loads_no_model():
    names = loaded("--help")
    assert "sepeace.cli.verbs.sweep" in names
    assert not {"numpy", "pydantic", "sepeace.kernel.fields", "sepeace.model.parameters"} & names


@pytest.mark.parametrize("words", [("scenarios",), ("show", "germany_wins_at_kursk")])
def test_what_only_reads_loads_no_numbers(words):
    names = loaded(*words)
    assert "sepeace.scenario.library" in names and not {"numba", "pyarrow", "matplotlib"} & names
    assert "numpy" not in names or words[0] == "show"  # its plan knows of reports


# Red when code that lies compiled is had through the compiler, which takes as long as thousands of campaigns.
def test_what_is_compiled_needs_no_compiler(monkeypatch):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()  # so that the command finds all compiled
    monkeypatch.setenv(clock_choice.VARIABLE, "compiled")
    names = loaded("batch", "historical", "-n", "1", "--json", "--quiet")
    assert "llvmlite.binding" in names and "numba" not in names
