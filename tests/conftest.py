"""Settings every test shares: property tests draw the same examples each time, and take their time."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
# For a search over night: HYPOTHESIS_PROFILE=explore make test
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

MENDING = Path(__file__).with_name("being_mended.txt")
"""Tests that are known to fail, one a line: each is a fault, or an old value, to be mended."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that are being mended count as expected failures; they still run, and say so when they pass."""
    if not MENDING.exists():
        return
    known = {line for line in MENDING.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"}
    for item in items:
        if item.nodeid in known:
            item.add_marker(pytest.mark.xfail(reason="being mended, see tests/being_mended.txt"))
