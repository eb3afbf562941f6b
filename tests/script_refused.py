"""Small functions outside the subset of Python that becomes JavaScript, and what is said of each."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import numpy as np


def with_try(n: int) -> int:
    try:
        return 1 // n
    except ZeroDivisionError:
        return 0


def with_with(path: str) -> str:
    with open(path, encoding="utf-8") as text:
        return text.read()


def with_delete(rows: list[int]) -> list[int]:
    del rows[0]
    return rows


def with_import(n: int) -> float:
    from math import pi

    return n * pi


def with_match(n: int) -> int:
    match n:
        case 1:
            return 2
    return 0


def with_global() -> int:
    global COUNT
    COUNT = 2
    return COUNT


COUNT = 1


def float_in_words(x: float) -> str:
    return f"{x}"


def float_as_text(x: float) -> str:
    return str(x)


def float_sum(rows: list[float]) -> float:
    return sum(rows)


def float_power(x: float) -> float:
    return x**2


def float_bits(x: float) -> int:
    return x & 1  # type: ignore[operator, no-any-return]


def odd_format(x: float) -> str:
    return f"{x:>10.2e}"


def loose_format(x: float, places: int) -> str:
    return f"{x:.{places}f}"


def conversion(name: str) -> str:
    return f"{name!r}"


def unknown_function(x: float) -> float:
    return math.gamma(x)


def with_numpy(rows: list[int]) -> Any:
    return np.sum(rows)


def unknown_method(name: str) -> str:
    return name.swapcase()


def unknown_built_in(rows: list[int]) -> list[int]:
    return list(map(abs, rows))


def loose_names(**named: int) -> int:
    return len(named)


def while_else(n: int) -> int:
    while n > 3:
        n -= 1
    else:
        n = 0
    return n


def slice_assigned(rows: list[int]) -> list[int]:
    rows[1:2] = [3]
    return rows


def matrix_product(a: Any, b: Any) -> Any:
    return a @ b


def walrus(rows: list[int]) -> int:
    return (n := len(rows)) + n


def raised_elsewhere(error: ValueError) -> None:
    raise error


def rounded_to(x: float) -> float:
    return round(x, 2)


def attribute_of_text(name: str) -> Any:
    return name.__class__


def module_as_value() -> Any:
    return [math]


def name_twice(rows: list[int]) -> list[int]:
    return [x for x in rows for x in range(x)]


def several_at_once(rows: list[int]) -> int:
    rows[0] = n = 1
    return n


def lambda_with_default(n: int) -> Any:
    return lambda a=1: a + n


def inner_with_default(n: int) -> int:
    def inner(a: int = 1) -> int:
        return a + n

    return inner()


def zip_of_many(rows: list[list[int]]) -> Any:
    return list(zip(*rows, strict=True))


def hours(n: int) -> timedelta:
    return timedelta(hours=n)


def template_by_place(name: str) -> str:
    return "{}".format(name)  # noqa: UP032


def for_else(rows: list[int]) -> int:
    for row in rows:
        if row:
            break
    else:
        return 1
    return 0


def bare_annotation(n: int) -> int:
    m: int
    m = n
    return m


def odd_constant() -> Any:
    return ODD


ODD = (1, 2j)


def odd_class(value: Any) -> bool:
    return isinstance(value, complex)


def place_worked_out(rows: list[int]) -> None:
    rows[len(rows) - 1] += 1


def two_lambdas(n: int) -> Any:
    return PAIR[0](n)


PAIR = (lambda a: a, lambda a: a + 1)


def several_bases() -> Any:
    return Child()


class _One: ...


class _Other: ...


class Child(_One, _Other): ...


def unknown_argument(n: int) -> int:
    return bare_annotation(m=n)  # type: ignore[call-arg]


def sorted_oddly(rows: list[int]) -> list[int]:
    return sorted(rows, cmp=None)  # type: ignore[call-overload, no-any-return]


def sign_of_text(name: str) -> Any:
    return +name  # type: ignore[operator]


REFUSED = {
    "module_as_value": "the module math as a value",
    "name_twice": "takes a name twice",
    "several_at_once": "one value for several things at once",
    "lambda_with_default": "a lambda with loose arguments",
    "inner_with_default": "a function inside with loose arguments",
    "zip_of_many": "zip of many",
    "hours": "a stretch of time that is not of days alone",
    "template_by_place": "a template filled by place",
    "for_else": "a loop with else",
    "bare_annotation": "an annotation without a value",
    "odd_constant": "a value of the kind complex",
    "odd_class": "whether something is of",
    "place_worked_out": "a place is worked out",
    "several_bases": "several bases",
    "unknown_argument": "the argument m of bare_annotation",
    "sorted_oddly": "arguments cmp",
    "sign_of_text": "a sign before what may be no number",
    "with_try": "a statement of the kind Try",
    "with_with": "a statement of the kind With",
    "with_delete": "a statement of the kind Delete",
    "with_import": "a statement of the kind ImportFrom",
    "with_match": "a statement of the kind Match",
    "with_global": "a statement of the kind Global",
    "float_in_words": "a float in a text without a format",
    "float_as_text": "a float in a text without a format",
    "float_sum": "a sum of floats",
    "float_power": "a power of what may be no whole number",
    "float_bits": "bits of what may be no whole number",
    "odd_format": "the format",
    "loose_format": "a format that is not fixed",
    "conversion": "a conversion inside a text",
    "unknown_function": "a call of",
    "with_numpy": "a call of",
    "unknown_method": "the method swapcase",
    "unknown_built_in": "a call of",
    "loose_names": "takes any names",
    "while_else": "a loop with else",
    "slice_assigned": "a part of something is given a value",
    "matrix_product": "the sign MatMult",
    "walrus": "an expression of the kind NamedExpr",
    "raised_elsewhere": "something is raised that is not made where it is raised",
    "rounded_to": "needs one argument",
    "attribute_of_text": "the attribute __class__",
}
"""Names of functions, and what the refusal says was met."""
