"""What the measurements of pairs of wars ask on the command line, and how they print what they found."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any


def printed(
    measured: Callable[[str, int, int], dict[str, Any]],
    description: str,
    turns: int,
    words: Sequence[str] | None,
) -> None:
    """Measure the pairs of a scenario in some turns, and print it as JSON.

    Args:
        measured: given a scenario, how many pairs, and how many turns.
        turns: where no other number is asked for.
        words: the command line; by default the program's own.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--scenario", default="germany_wins_at_kursk", help="a shipped scenario")
    parser.add_argument("-n", "--pairs", type=int, default=1000, help="pairs of campaigns (default 1000)")
    parser.add_argument("--turns", type=int, default=turns, help=f"turns that are counted (default {turns})")
    asked = parser.parse_args(words)
    print(json.dumps(measured(asked.scenario, asked.pairs, asked.turns), indent=1))
