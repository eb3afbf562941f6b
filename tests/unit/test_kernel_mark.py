"""The mark must change nothing and must not let two functions share a name."""

import types

import pytest

from sepeace.kernel.draws.philox import normal
from sepeace.kernel.mark import REGISTRY, kernel


def test_mark_returns_the_function_itself():
    assert REGISTRY["normal"] is normal
    assert isinstance(normal, types.FunctionType)


def test_marking_twice_is_harmless():
    assert kernel(normal) is normal


def test_second_function_of_a_name_is_refused():
    def normal(uniform):
        return uniform

    with pytest.raises(RuntimeError, match="normal is taken"):
        kernel(normal)


def test_every_registered_function_lives_in_the_kernel():
    assert all(function.__module__.startswith("sepeace.kernel.") for function in REGISTRY.values())
