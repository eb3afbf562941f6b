"""Notebooks of the documentation, executed: what stands below a cell is what the cell gives.

    python docs/notebooks.py

Runs every code cell of docs/notebooks/*.ipynb, in one namespace a notebook, and writes the outputs anew. No
Jupyter is needed for that. A test runs the cells and compares what they print.
"""

from __future__ import annotations

import ast
import base64
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("notebooks")
DPI = 55


def notebooks() -> list[Path]:
    """The notebooks, by name."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(book: dict[str, Any]) -> dict[str, Any]:
    """A notebook with its code cells run from the first to the last, and their outputs as they are now."""
    names: dict[str, Any] = {}
    cells = []
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            number = sum(one["cell_type"] == "code" for one in cells) + 1
            cell = {
                **cell,
                "execution_count": number,
                "outputs": outputs("".join(cell["source"]), names, number),
            }
        cells.append(cell)
    return {**book, "cells": cells}


def outputs(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """What a cell prints, and the value of its last line if that is an expression."""
    tree, printed, value = ast.parse(source), io.StringIO(), None
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    found: list[dict[str, Any]] = []
    if printed.getvalue():
        found.append({"name": "stdout", "output_type": "stream", "text": lines(printed.getvalue())})
    if value is not None:
        data = shown(value)
        found.append(
            {"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"}
        )
    return found


def shown(value: Any) -> dict[str, Any]:
    """A value as a notebook shows it: a figure as a small picture with its caption, all else as text."""
    from matplotlib.figure import Figure

    if not isinstance(value, Figure):
        return {"text/plain": lines(repr(value))}
    from sepeace import figures
    from sepeace.figures.files import png

    picture = base64.b64encode(png(value, DPI)).decode()
    return {"image/png": picture, "text/plain": lines(f"{figures.title(value)}. {figures.caption(value)}")}


def lines(text: str) -> list[str]:
    """A text as notebooks keep it: a list of lines with their ends."""
    return text.splitlines(keepends=True)


def text_of(book: dict[str, Any]) -> list[Any]:
    """What the cells of a notebook say in words, for comparing."""
    found = []
    for cell in book["cells"]:
        for output in cell.get("outputs", ()):
            found.append(output.get("text") or output["data"]["text/plain"])
    return found


def main() -> None:
    """Execute every notebook and write it anew."""
    for path in notebooks():
        book = executed(json.loads(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        print(f"executed: {path.name}")


if __name__ == "__main__":
    main()
