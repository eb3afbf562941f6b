"""Tables of a results folder as CSV, for programs that read no Parquet: same rows, same columns.

Dates are ISO, truths are true and false, what is unknown is empty. The manifest does not list them: they are
made of files that it does.
"""

from __future__ import annotations

from pathlib import Path

from sepeace.errors import BadResults
from sepeace.files import replacing
from sepeace.store.manifest import read_manifest

PARQUET, CSV = ".parquet", ".csv"


def write_csv(folder: Path) -> tuple[str, ...]:
    """Write each table of a finished run as CSV beside it, a row group in memory at a time.

    Returns:
        Names of the files.

    Raises:
        BadResults: no manifest, or a table is gone or cannot be read.
        CannotWrite: a file cannot be written.
    """
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    found = read_manifest(folder)
    if found is None:
        raise BadResults("there are no results in this folder", file=str(folder))
    written = []
    for name in sorted(found.files):
        if not name.endswith(PARQUET):
            continue
        try:
            table = pa.parquet.ParquetFile(folder / name)
        except (OSError, pa.ArrowException):
            raise BadResults("this table is gone or cannot be read", file=str(folder / name)) from None
        path = folder / name.replace(PARQUET, CSV)
        with table, replacing(path) as temporary, pa.csv.CSVWriter(temporary, table.schema_arrow) as out:
            for rows in table.iter_batches():
                out.write_batch(rows)
        written.append(path.relative_to(folder).as_posix())
    return tuple(written)
