"""The kernel must compile as it stands: each rule below stands for a compiler or a clock it would break.

Red when somebody brings numpy, a power sign, an exception or a default into a kernel function.
"""

import ast
from pathlib import Path

import pytest

import sepeace.kernel

FILES = sorted(Path(sepeace.kernel.__file__).parent.rglob("*.py"))
# Only what has the same bits on every machine: a C library rounds an exponential, a logarithm or a sine as it
# likes, so those are in kernel/elementary.py.
MATH = {"sqrt", "isqrt", "pi", "inf", "nan", "isfinite", "floor", "frexp", "ldexp"}
# Declarations may use these; a file with kernel functions may not.
DECLARING = {"typing", "dataclasses", "collections.abc"}
FORBIDDEN = (
    ast.Try,
    ast.Raise,
    ast.With,
    ast.JoinedStr,
    ast.Dict,
    ast.DictComp,
    ast.Set,
    ast.SetComp,
    ast.ListComp,
    ast.GeneratorExp,
    ast.Lambda,
    ast.Yield,
    ast.Await,
    ast.Pow,
    ast.Global,
    ast.Nonlocal,
)


def is_marked(function: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "kernel" for mark in function.decorator_list)


def faults(source: str) -> list[str]:
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    marked = [function for function in functions if is_marked(function)]
    found = [f"import of {name}" for name in imports(tree) if not allowed_import(name, bool(marked))]
    used = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    found += [
        f"math.{node.attr}" for node in used if ast.unparse(node.value) == "math" and node.attr not in MATH
    ]
    if marked:
        found += [f"{function.name} is not marked" for function in functions if function not in marked]
    for function in marked:
        found += [f"{function.name}: {fault}" for fault in function_faults(function)]
    return found


def imports(tree: ast.Module) -> list[str]:
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    parts = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return names + ["from math" if node.module == "math" else node.module or "." for node in parts]


def allowed_import(name: str, computes: bool) -> bool:
    if name == "math" or name.split(".")[:2] == ["sepeace", "kernel"]:
        return True
    return name in DECLARING and not computes


def function_faults(function: ast.FunctionDef) -> list[str]:
    arguments = function.args
    found = [type(node).__name__ for node in ast.walk(function) if isinstance(node, FORBIDDEN)]
    if arguments.defaults or arguments.kw_defaults or arguments.vararg or arguments.kwarg:
        found.append("defaults or loose arguments")
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and node.keywords:
            found.append("keyword arguments in a call")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_keeps_the_rules(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "body",
    [
        "return x ** 2",
        "return f'{x}'",
        "return math.exp(x)",
        "return math.sin(x)",
        "raise ValueError",
        "return sum(y for y in x)",
        "return [y for y in x]",
        "return {}",
        "return other(x, y=1)",
        "try:\n        pass\n    finally:\n        pass",
    ],
)
def test_rules_see_each_fault(body):
    assert faults(f"import math\n@kernel\ndef f(x):\n    {body}\n")


def test_rules_see_imports_defaults_and_missing_marks():
    assert faults("import numpy\n") == ["import of numpy"]
    assert faults("from math import exp\n") == ["import of from math"]
    assert faults("import math\nFAR = math.exp(1.0)\n") == ["math.exp"]
    assert faults("from typing import Any\n") == []
    assert faults("from typing import Any\n@kernel\ndef f(x):\n    return x\n") == ["import of typing"]
    assert faults("@kernel\ndef f(x=1):\n    return x\n")
    assert faults("@kernel\ndef f(x):\n    return x\ndef g(x):\n    return x\n") == ["g is not marked"]


def test_all_files_are_seen():
    assert {"bargaining.py", "philox.py", "first_passage.py"} <= {path.name for path in FILES}
