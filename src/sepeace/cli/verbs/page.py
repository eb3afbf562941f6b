"""`sepeace page`: the lesson page, one file that runs the model itself in any browser."""

from __future__ import annotations

from typing import Annotated

import typer

from sepeace.cli.options import scenarios_from
from sepeace.cli.output import check_file, note
from sepeace.cli.request import Request, with_options
from sepeace.errors import CannotWrite


@with_options("scenarios out language set_ quiet")
def page(
    asked: Request,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO ...]", help="Names or files; by default six what-ifs."),
    ] = None,
    *,
    out: Annotated[str, typer.Option("-o", "--out", metavar="FILE.html", help="The file to write.")],
    language: Annotated[
        str, typer.Option("--language", metavar="LANGUAGE", help="The page's language: en or de.")
    ] = "en",
) -> None:
    """The lesson page, which runs the model in any browser.

    One HTML file to predict, run the wars, see why, and change an assumption: no installation, no server, no
    network. It opens from a stick, a share, a mail or a web site in any browser of the last three years.

    \b
    Example:
      sepeace page germany_wins_at_kursk hitler_dies_march_1943 -o lesson.html
      sepeace page --language de -o lektion.html
    """
    path = check_file(out)
    if path.suffix.lower() not in (".html", ".htm"):
        raise CannotWrite(
            "the page is an HTML file", given=out, allowed="a name that ends in .html", key="-o/--out"
        )
    from sepeace.classroom.page import page as lesson
    from sepeace.classroom.texts import known

    known(language)
    chosen = scenarios_from(scenarios or lesson.SIX, asked.set_)
    lesson.write(path, chosen, language)
    note(f"wrote {path}", asked.quiet)
