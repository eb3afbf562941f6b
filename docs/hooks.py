"""What mkdocs asks of this project while it builds the pages.

Tables are written from the package at build time, whatever stands in the pages, see docs/tables.py. A page
that would load anything from another host is refused: the documentation must read the same in a classroom
without a network.
"""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

# Things a browser fetches by itself; a link that a reader may follow is another matter.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=["']?(?:https?:)?//"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|preconnect|icon))[^>]*\bhref=["']?(?:https?:)?//""",
    re.IGNORECASE,
)


def on_config(config: Any, **_: Any) -> Any:
    """Put the page of each what-if into the navigation, by title."""
    pages = sorted(Path(__file__).parent.glob("what-ifs/*.md"))
    titles = {_title(page): page for page in pages}
    for part in config["nav"]:
        rows = part.get("What-ifs", [])
        known = {place for row in rows for place in row.values()}
        named = ((title, f"what-ifs/{titles[title].name}") for title in sorted(titles))
        rows.extend({title: place} for title, place in named if rows and place not in known)
    return config


def _title(page: Path) -> str:
    """Its heading: the first line, save where a banner stands above it."""
    lines = page.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("# ")).removeprefix("# ")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put tables and sentences where a page asks for them."""
    made: str = _tables().filled(markdown)
    return made


def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """Refuse a page that would fetch something from another host; keep Tab from what the theme hides."""
    found = FETCHED.search(output)
    if found:
        raise ValueError(f"{page.file.src_path} would fetch from another host: {found[0]}")
    return output.replace('<input class="md-option"', '<input class="md-option" tabindex="-1"')


def _tables() -> Any:
    """The script beside this file: mkdocs loads hooks by their path, outside any package."""
    spec = spec_from_file_location("tables", Path(__file__).with_name("tables.py"))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
