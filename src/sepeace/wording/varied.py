"""What is varied or moved, and where the value comes from that holds without it."""

from __future__ import annotations

from sepeace.shapes import Name


class AxisKind(Name):
    """What sort of thing is varied."""

    PARAMETER = "parameter"
    OPERATION = "operation"
    EVENT = "event"


class ValueOrigin(Name):
    """Where the value that holds unmoved comes from."""

    RECORDED = "recorded"
    DEFAULT = "default"
    ASSUMED = "assumed"


ORIGINS_ON_TERMINAL = {
    ValueOrigin.RECORDED: "as recorded",
    ValueOrigin.DEFAULT: "the default",
    ValueOrigin.ASSUMED: "as assumed",
}
ORIGINS_IN_FIGURE = {**ORIGINS_ON_TERMINAL, ValueOrigin.DEFAULT: "default"}
