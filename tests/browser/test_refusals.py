"""What is outside the subset is refused, with the function, the file and the line where it stands."""

import importlib.util
import itertools

import pytest

from sepeace.browser.refusal import OutsideSubset
from sepeace.browser.translator.module import translated
from tests.browser import constructs_in_memory

HEAD = """
import math
from tests.browser.constructs import turned, holds
from tests.browser.constructs_in_memory import Part, Whole, early
LIST = [1, 2]
WORDS = ("a", "b")
MIXED = (1, 2.0)
FIXED = (1, 2)
HUGE = 1 << 80


def untyped(x):
    return x


def refused({given}){returned}:
"""
numbers = itertools.count()

# What the function takes and returns, its body with the line that is refused marked, and what is said of it.
CASES = {
    "power": ("x: float", "float", "return x ** 2.0  # here", "operator Pow"),
    "floor of floats": ("x: float", "float", "return x // 2.0  # here", "between floats"),
    "left of floats": ("x: float", "float", "return x % 2.0  # here", "between floats"),
    "whole over whole": ("n: int", "float", "return n / 3  # here", "divided by another"),
    "bits of floats": ("x: float", "float", "return x & 1  # here", "between floats"),
    "truth added": ("n: int", "int", "return (n > 0) + 1  # here", "bool used as a number"),
    "plus sign": ("n: int", "int", "return +n  # here", "plus sign"),
    "name of another kind": ("n: int", "int", "x = 1\nx = 2.5  # here\nreturn n", "is int and becomes float"),
    "changed kind": ("n: int", "int", "n += 0.5  # here\nreturn n", "int changed into float"),
    "two kinds": ("n: int", "float", "return 1 if n else 2.0  # here", "int or float in one"),
    "wrong return": ("n: int", "float", "return n  # here", "returns int where float"),
    "no return": ("n: int", "int", "if n > 0:  # here\n    return 1", "may end without"),
    "empty return": ("n: int", "int", "return  # here", "return without"),
    "return of too many": ("n: int", "tuple[int, int]", "return n, n, n  # here", "another number of values"),
    "not set": ("n: int", "int", "if n > 0:\n    k = 1\nreturn k  # here", "k may not be set"),
    "set by a loop": ("n: int", "int", "for k in range(n):\n    n = 1\nreturn k  # here", "k may not be set"),
    "not set and changed": ("n: int", "int", "if n > 0:\n    k = 1\nk += 1  # here\nreturn n", "k may not"),
    "never reached": ("n: int", "int", "return n\nn = 1  # here", "never reached"),
    "index beyond": ("w: Whole", "int", "return w.row[4]  # here", "index 4 of a row of 4"),
    "index before": ("w: Whole", "int", "return w.row[-5]  # here", "index -5 of a row of 4"),
    "real index": ("w: Whole, x: float", "int", "return w.row[x]  # here", "float as an index"),
    "slice": ("w: Whole", "int", "return len(w.row[1:3])  # here", "slice"),
    "no field": ("w: Whole", "int", "return w.other  # here", "no field other"),
    "field of a number": ("n: int", "int", "return n.real  # here", "field of int"),
    "item of a number": ("n: int", "int", "return n[0]  # here", "item of int"),
    "row written whole": ("w: Whole", "None", "w.row = w.row  # here", "kept in a row of int"),
    "real into whole": ("w: Whole", "None", "w.number = 0.5  # here", "float kept where int"),
    "truth kept": ("w: Whole", "None", "w.number = w.real > 0.0  # here", "bool kept where int"),
    "constant written": ("n: int", "None", "FIXED[0] = n  # here", "constant that is written"),
    "truth of a row": ("w: Whole", "int", "return 1 if w.row else 0  # here", "truth of a row"),
    "numbers joined": ("n: int", "int", "return n or 3  # here", "int joined by and, or"),
    "truth in order": ("n: int", "bool", "return (n > 1) < (n > 2)  # here", "bool compared with bool"),
    "truth and number": ("n: int", "bool", "return (n > 1) == n  # here", "bool compared with int"),
    "identity": ("n: int", "bool", "return n is n  # here", "comparison of this form"),
    "membership": ("w: Whole", "bool", "return 1 in w.row  # here", "comparison of this form"),
    "rows compared": ("w: Whole", "bool", "return w.row == w.row  # here", "comparison of this form"),
    "text": ("n: int", "int", "x = 'word'  # here\nreturn n", "expression of this form"),
    "nothing": ("n: int", "int", "x = None  # here\nreturn n", "expression of this form"),
    "list": ("n: int", "int", "x = [n]  # here\nreturn n", "expression of this form"),
    "dict": ("n: int", "int", "x = {}  # here\nreturn n", "expression of this form"),
    "comprehension": ("n: int", "int", "return sum(k for k in range(n))  # here", "call of sum"),
    "lambda": ("n: int", "int", "f = lambda: n  # here\nreturn n", "expression of this form"),
    "walrus": ("n: int", "int", "return (k := n)  # here", "expression of this form"),
    "global list": ("n: int", "int", "return LIST[n]  # here", "expression of this form"),
    "table of words": ("n: int", "int", "x = WORDS[n]  # here\nreturn n", "no table of numbers"),
    "mixed table": ("n: int", "int", "x = MIXED[n]  # here\nreturn n", "no table of numbers"),
    "huge number": ("n: int", "int", "return n + HUGE  # here", "more than 64 bits"),
    "huge sum": ("n: int", "int", "return n + (1 << 62) * 4  # here", "more than 64 bits"),
    "unknown name": ("n: int", "int", "return n + unknown  # here", "expression of this form"),
    "loop over a row": (
        "w: Whole",
        "int",
        "for k in w.row:  # here\n    pass\nreturn 1",
        "statement of this",
    ),
    "loop over a call": (
        "w: Whole",
        "int",
        "for k in len(w.row):  # here\n    pass\nreturn 1",
        "other than ra",
    ),
    "step unknown": ("n: int", "int", "for k in range(0, 9, n):  # here\n    pass\nreturn n", "step that is"),
    "step nothing": ("n: int", "int", "for k in range(0, 9, 0):  # here\n    pass\nreturn n", "step that is"),
    "real range": ("x: float", "int", "for k in range(x):  # here\n    pass\nreturn 1", "other than whole"),
    "for else": (
        "n: int",
        "int",
        "for k in range(n):  # here\n    pass\nelse:\n    n = 1\nreturn n",
        "statement",
    ),
    "while else": (
        "n: int",
        "int",
        "while n > 3:  # here\n    n -= 1\nelse:\n    n = 1\nreturn n",
        "statement",
    ),
    "try": (
        "n: int",
        "int",
        "try:  # here\n    n = 1\nfinally:\n    n = 2\nreturn n",
        "statement of this form",
    ),
    "raise": ("n: int", "int", "raise ValueError  # here", "statement of this form"),
    "with": ("n: int", "int", "with n:  # here\n    pass\nreturn n", "statement of this form"),
    "inner function": (
        "n: int",
        "int",
        "def f() -> int:  # here\n    return 1\nreturn n",
        "statement of this",
    ),
    "import": ("n: int", "int", "import os  # here\nreturn n", "statement of this form"),
    "global": ("n: int", "int", "global LIST  # here\nreturn n", "statement of this form"),
    "delete": ("n: int", "int", "del n  # here\nreturn 1", "statement of this form"),
    "annotated": ("n: int", "int", "k: int = n  # here\nreturn k", "statement of this form"),
    "two targets": ("n: int", "int", "k = j = n  # here\nreturn k + j", "statement of this form"),
    "match": ("n: int", "int", "match n:  # here\n    case 1:\n        n = 2\nreturn n", "statement of this"),
    "expression alone": ("n: int", "int", "n + 1  # here\nreturn n", "statement of this form"),
    "starred": ("n: int", "int", "holds(*(n,))  # here\nreturn n", "keyword or starred"),
    "keyword": ("n: int", "int", "return holds(n=n)  # here", "keyword or starred"),
    "too few": ("n: int", "int", "return holds()  # here", "another number of arguments"),
    "wrong argument": ("x: float", "int", "return holds(x)  # here", "float for n of holds"),
    "wrong record": ("w: Whole, p: Part", "None", "early(p, 1)  # here", "a record Part for w of early"),
    "nothing used": ("w: Whole", "int", "return early(w, 1)  # here", "nothing used as a value"),
    "several kept": ("x: float", "float", "y = turned(x, x)  # here\nreturn x", "several values kept"),
    "several unpacked": ("x: float", "float", "a, b, c = turned(x, x)  # here\nreturn x", "another number"),
    "twice one name": ("x: float", "float", "a, a = turned(x, x)  # here\nreturn a", "into one name"),
    "number unpacked": ("x: float", "float", "a, b = x  # here\nreturn a", "another number of values"),
    "math": ("x: float", "float", "return math.sin(x)  # here", "call of math.sin"),
    "print": ("x: float", "float", "print(x)  # here\nreturn x", "call of print"),
    "method": ("x: float", "float", "return x.hex()  # here", "call of x.hex"),
    "row renamed": ("r: list[float]", "float", "q = r  # here\nreturn q[0]", "unknown length under another"),
    "length of a number": ("n: int", "int", "return len(n)  # here", "len of int"),
    "three at once": ("n: int", "int", "return max(n, 1, 2)  # here", "max of int, int, int"),
    "largest of two kinds": ("n: int, x: float", "float", "return max(n, x)  # here", "max of int, float"),
    "message": ("n: int", "int", "assert n > 0, 'so'  # here\nreturn n", "statement of this form"),
}


def function_in(tmp_path, given, returned, body):
    """A function of a file of its own, and the line that is marked."""
    head = HEAD.format(given=given, returned=f" -> {returned}" if returned else "")
    text = head + "".join(f"    {line}\n" for line in body.splitlines())
    name = f"refused_{next(numbers)}"
    path = tmp_path / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    made = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    marked = [number for number, line in enumerate(text.splitlines(), 1) if "# here" in line]
    return module, path, marked


# Red when something is translated into what Python would not do, or the place of a fault is lost.
@pytest.mark.parametrize("case", CASES)
def test_refused_with_function_and_line(case, tmp_path):
    given, returned, body, said = CASES[case]
    module, path, marked = function_in(tmp_path, given, returned, body)
    with pytest.raises(OutsideSubset) as caught:
        translated([module.refused])
    error = caught.value
    assert (error.function, error.file, [error.line]) == ("refused", str(path), marked)
    assert said in error.met and f"refused, {path}:{error.line}" in str(error)


# Red when a fault in a function that is called is laid at the caller's door.
def test_a_fault_is_told_where_it_is(tmp_path):
    module, _, _ = function_in(tmp_path, "n: int", "int", "return untyped(n)")
    with pytest.raises(OutsideSubset, match="argument x has no annotation") as caught:
        translated([module.refused])
    assert caught.value.function == "untyped" and caught.value.line == 12


@pytest.mark.parametrize(
    ("given", "returned", "said"),
    [
        ("n: int = 3", "int", "defaults"),
        ("*n: int", "int", "loose arguments"),
        ("n", "int", "argument n has no annotation"),
        ("n: str", "int", "argument n has no annotation that names a kind"),
        ("n: list[list[float]]", "int", "argument n has no annotation that names a kind"),
        ("n: int", "", "no annotation of what is returned"),
        ("n: int", "str", "names no kind of value"),
        ("n: int", "tuple[int, str]", "names no kind of value"),
    ],
)
def test_signatures_that_are_refused(given, returned, said, tmp_path):
    module, _, _ = function_in(tmp_path, given, returned, "return 1")
    with pytest.raises(OutsideSubset, match=said.replace("*", ".")):
        translated([module.refused])


def test_only_functions_are_translated():
    with pytest.raises(OutsideSubset, match="no plain function"):
        translated([constructs_in_memory.Part])


# Red when functions that no export needs are translated: one that cannot be would then be in the way.
def test_what_is_not_reached_is_not_looked_at(tmp_path):
    module, _, _ = function_in(tmp_path, "n: int", "int", "return n")
    assert translated([module.refused])
