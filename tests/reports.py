"""A report of sixty pairs of Kursk, made once for all tests that read one."""

from functools import cache

import sepeace
from sepeace import report
from sepeace.runs.compare import Comparison

KURSK = "germany_wins_at_kursk"


@cache
def pair() -> Comparison:
    """Sixty pairs, not traced."""
    return sepeace.compare(KURSK, campaigns=60, seed=1, workers=1, split=False)


@cache
def text() -> str:
    """Their report."""
    return report.html(pair())
