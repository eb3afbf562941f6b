"""A lesson in one folder: its first page, the page that runs the model, ready reports, and the pack to print.

The folder needs nothing: it is copied to a stick, a share or a web site, and each file opens alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sepeace.classroom.lesson_runs import LESSON, LessonRuns, lesson_runs
from sepeace.classroom.pack import SHEETS, pack, sheet_file, table_file, what_if_title
from sepeace.classroom.page import page
from sepeace.classroom.rendering import rendered
from sepeace.classroom.texts import FIRST, filled, languages, texts, thousands
from sepeace.errors import CannotWrite
from sepeace.figures import bearers
from sepeace.files import replacing
from sepeace.report import write as write_report
from sepeace.runs.compare import compare
from sepeace.version import __version__

INDEX, REPORTS = "index.html", "reports"
PAPER = "without_computer"
"""The sheet that has what the page shows."""
DESK = "desk"
"""What stands in the address of the page when it opens at the analyst's desk."""


def lesson(
    folder: str | Path, *, campaigns: int = 1_000, seed: int = 1, workers: int | None = None
) -> tuple[Path, ...]:
    """Write a lesson into a folder, in every language that there are texts in.

    Args:
        folder: made where it is not there. Files of the same names are replaced, others left.
        campaigns, seed, workers: of the runs that reports and debrief are bound to, as for ``compare``.

    Returns:
        The files written, the first page first.

    Raises:
        CannotWrite: the folder is a file, or cannot be written.

    >>> from sepeace.classroom.lesson import lesson
    >>> made = lesson("lesson", campaigns=20)
    >>> made[0].name, made[1].name, len(made)
    ('index.html', 'lesson.html', 37)
    """
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise CannotWrite("a folder is needed, not a file", file=str(folder))
    runs = lesson_runs(LESSON, campaigns, seed, workers)
    index = target / INDEX
    with replacing(index) as temporary:
        temporary.write_text(first_page(runs), encoding="utf-8", newline="\n")
    written = [index, *page.write_all(target)]
    for name in LESSON:
        path = target / report_file(name)
        path.parent.mkdir(exist_ok=True)
        written.append(write_report(compare(name, campaigns, seed=seed, workers=workers), path))
    for language in languages():
        written.extend(pack(target / language, language, runs=runs))
    return tuple(written)


def report_file(name: str) -> str:
    """The file of a report, seen from the first page."""
    return f"{REPORTS}/{name}.html"


def first_page(runs: LessonRuns) -> str:
    """The page that the folder is opened at, as HTML text: the same in each language, one after the other."""
    words = texts(FIRST, "words")["sheet"]
    made = {"version": __version__, "campaigns": thousands(FIRST, runs.campaigns), "seed": runs.seed}
    return rendered(
        "folder.html",
        parts=[_part(language) for language in languages()],
        name=f"sepeace {__version__}",
        made=filled(words["made"], made),
    )


def _part(language: str) -> Mapping[str, Any]:
    """What stands on the first page in one language."""
    text, words = texts(language, "lesson"), texts(language, "words")
    sheets = [
        {
            "link": f"{language}/{sheet_file(language, name)}",
            "title": texts(language, name)["title"],
            "audience": words["sheet"][texts(language, name)["audience"]],
        }
        for name in SHEETS
    ]
    sheets.append({"link": f"{language}/{table_file(language)}", "title": text["table"], "audience": ""})
    row = partial(_row, language)
    reports = [
        row(report_file(name), [what_if_title(language, name), text["report"]], FIRST) for name in LESSON
    ]
    return {
        "language": language,
        "name": words["language"],
        "text": text,
        "bears": _bears(language),
        "start": filled(
            text["start"], {"first": _link(sheets[0]), "paper": _link(sheets[SHEETS.index(PAPER)])}
        ),
        "rows": [
            row(page.file_of(language), text["lesson_page"]),
            row(f"{page.file_of(language)}#{DESK}", text["analysts_desk"]),
            *reports,
        ],
        "sheets": sheets,
    }


def _row(language: str, link: str, told: list[str], written_in: str | None = None) -> Mapping[str, Any]:
    """A file of the folder, and the language that it is written in where that is another."""
    title, what = told
    return {
        "link": link,
        "title": title,
        "what": what,
        "language": written_in if written_in != language else None,
    }


def _link(sheet: Mapping[str, str]) -> object:
    from markupsafe import Markup

    return Markup('<a href="{}">{}</a>').format(sheet["link"], sheet["title"])


def _bears(language: str) -> str:
    """Who bears a settlement, in one sentence."""
    return bearers.SHORT if language == FIRST else str(texts(language, "package")["bears"]["short"])
