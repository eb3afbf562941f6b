"""`sepeace batch`: many campaigns, and what became of them."""

from __future__ import annotations

from sepeace.cli.folder import held_whole, results_folder, resumable, tell_kept
from sepeace.cli.options import told_in
from sepeace.cli.output import advising, tell
from sepeace.cli.request import Request, with_options
from sepeace.cli.wording import summary_lines


@with_options(
    "scenario campaigns seed workers cluster given set_ window_days resume csv out quiet json", "batch"
)
def batch(asked: Request) -> None:
    """Many campaigns: outcomes and bands.

    With -o all of it is kept in a folder, part by part: a batch that was stopped goes on with --resume, and a
    finished one with a larger -n.

    \b
    Example:
      sepeace batch historical -n 1000 --seed 1 -o out/historical
    """
    folder = results_folder(asked)
    chosen = asked.chosen()
    from sepeace.runs.batch import batch as run_batch

    known = held_whole(folder, asked.campaigns)
    with resumable(folder, asked), told_in(asked.scenario), advising(asked.quiet):
        done = run_batch(
            chosen,
            **asked.arguments(),
            keep_outcomes=False,
            results=folder,
            resume=asked.resume,
            window_days=asked.window_days,
        )
    if folder is not None:
        names = "outcomes, bands, summary.json and manifest.json"
        tell_kept(folder, known, "run", names, asked)
    tell(done.document, asked.json, lambda: summary_lines(done.document))
