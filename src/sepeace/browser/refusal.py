"""What a translator does not take, and where it stands."""

from __future__ import annotations


class OutsideSubset(Exception):
    """Source that is outside the subset of Python that a translator takes.

    Attributes:
        function: name of the function or of the constant.
        file, line: where in its source.
        met: what was met there.
    """

    def __init__(self, function: str, file: str, line: int, met: str) -> None:
        self.function, self.file, self.line, self.met = function, file, line, met
        super().__init__(f"{function}, {file}:{line}: {met}")
