"""The report: a comparison, or one world alone, as one HTML file that a teacher can print or mail.

`write` is loaded on first use, with the figures it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sepeace.errors import guarded_against

if TYPE_CHECKING:
    from sepeace.report.page import html as html
    from sepeace.report.page import write as write

__all__ = ["html", "write"]


def __getattr__(name: str) -> Any:
    """`html` or `write`, imported on first use (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'sepeace.report' has no attribute {name!r}")
    from sepeace.report import page

    value = guarded_against(
        getattr(page, name), ("sepeace.runs.compare", "Comparison"), ("sepeace.runs.batch", "Batch")
    )
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return sorted({*globals(), *__all__})
