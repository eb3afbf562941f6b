"""How the public equations check their input and spread a scalar function over arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sepeace.errors import BadValue

Floats: TypeAlias = NDArray[np.float64]
FloatOrArray: TypeAlias = float | Floats
Parts = TypeVar("Parts", bound=tuple[Any, ...])


def numbers(name: str, value: ArrayLike) -> Floats:
    """``value`` as an array of finite floats. Raises BadValue for anything else, booleans included."""
    try:
        array = np.asarray(value)
    except (TypeError, ValueError) as fault:
        raise _not_numbers(name, value) from fault
    if array.size == 0 and array.dtype.kind in "fO":
        return array.astype(np.float64)
    if array.dtype.kind == "O" and all(type(item) is int for item in array.ravel()):
        array = _from_large_integers(name, value, array)
    if array.dtype.kind not in "iuf":
        raise _not_numbers(name, value)
    floats = array.astype(np.float64)
    if not bool(np.isfinite(floats).all()):
        raise BadValue("not finite", given=value, allowed="finite numbers", key=name)
    return floats


def positive(name: str, value: ArrayLike) -> Floats:
    """Finite numbers above 0."""
    floats = numbers(name, value)
    if not bool((floats > 0.0).all()):
        raise BadValue("must be above 0", given=value, allowed="numbers above 0", key=name)
    return floats


def not_negative(name: str, value: ArrayLike) -> Floats:
    """Finite numbers of at least 0."""
    floats = numbers(name, value)
    if not bool((floats >= 0.0).all()):
        raise BadValue("must not be negative", given=value, allowed="0 and above", key=name)
    return floats


def unit(name: str, value: ArrayLike) -> Floats:
    """Finite numbers from 0 to 1: a front between the barriers, a chance, a share."""
    floats = numbers(name, value)
    if not bool(((floats >= 0.0) & (floats <= 1.0)).all()):
        raise BadValue("must lie between 0 and 1", given=value, allowed="0 to 1", key=name)
    return floats


def whole(name: str, value: object, bits: int) -> NDArray[np.uint64]:
    """Whole numbers from 0 to 2^bits - 1 (at most 64 bits), of any whole-number type but bool."""
    allowed = f"whole numbers from 0 to 2^{bits} - 1"
    try:
        array = np.asarray(value, dtype=object)
    except (TypeError, ValueError) as fault:
        raise BadValue("not whole numbers", given=value, allowed=allowed, key=name) from fault
    for item in array.ravel():
        if isinstance(item, (bool, np.bool_)) or not isinstance(item, (int, np.integer)):
            raise BadValue("not a whole number", given=item, allowed=allowed, key=name)
        if not 0 <= int(item) < 1 << bits:
            raise BadValue("out of range", given=int(item), allowed=allowed, key=name)
    return array.astype(np.uint64)


def spread(function: Callable[..., float], *arrays: NDArray[Any]) -> FloatOrArray:
    """``function`` for every element of ``arrays`` broadcast together: a float, or an array."""
    shape = common_shape(*arrays)
    if shape == ():
        return float(function(*(array.item() for array in arrays)))
    results = [function(*row) for row in _rows(shape, arrays)]
    return np.array(results, dtype=np.float64).reshape(shape)


def spread_parts(
    function: Callable[..., tuple[float, ...]], kind: Callable[..., Parts], count: int, *arrays: NDArray[Any]
) -> Parts:
    """As ``spread`` for a function of ``count`` results, put together by ``kind``."""
    shape = common_shape(*arrays)
    if shape == ():
        return kind(*(float(part) for part in function(*(array.item() for array in arrays))))
    results = [function(*row) for row in _rows(shape, arrays)]
    table = np.array(results, dtype=np.float64).reshape(-1, count)
    return kind(*(table[:, part].reshape(shape) for part in range(count)))


def common_shape(*arrays: NDArray[Any]) -> tuple[int, ...]:
    """The shape to which all ``arrays`` broadcast. Raises BadValue when there is none."""
    shapes = [array.shape for array in arrays]
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError as fault:
        given = ", ".join(str(shape) for shape in shapes)
        raise BadValue(
            "arrays of these shapes do not go together", given=given, allowed="shapes that broadcast"
        ) from fault


def plain(array: Floats) -> FloatOrArray:
    """A float for an array without dimensions, else the array."""
    return float(array) if array.ndim == 0 else array


def _rows(shape: tuple[int, ...], arrays: Sequence[NDArray[Any]]) -> zip[tuple[Any, ...]]:
    return zip(*(np.broadcast_to(array, shape).ravel().tolist() for array in arrays), strict=True)


def _from_large_integers(name: str, value: ArrayLike, array: NDArray[Any]) -> Floats:
    try:
        return array.astype(np.float64)
    except OverflowError as fault:
        raise _not_numbers(name, value) from fault


def _not_numbers(name: str, value: object) -> BadValue:
    return BadValue("not numbers", given=value, allowed="a number, or numbers of one shape", key=name)
