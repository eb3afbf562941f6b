"""Tables of a results folder as CSV, for programs that read no Parquet: same rows, same columns.

Dates are ISO, truths are true and false, what is unknown is empty. A scenario's banner is one more column,
the last, the same in every row: CSV has no metadata, a line above the header would break what reads it, and a
file beside it would stay behind when the table is mailed. The manifest does not list these files: they are
made of files that it does.
"""

from __future__ import annotations

from pathlib import Path

from sepeace.errors import BadResults
from sepeace.files import replacing
from sepeace.store.manifest import read_manifest

PARQUET, CSV, BANNER = ".parquet", ".csv", "banner"


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
        schema = table.schema_arrow
        if found.banner:
            schema = schema.append(pa.field(BANNER, pa.string()))
        with table, replacing(path) as temporary, pa.csv.CSVWriter(temporary, schema) as out:
            for rows in table.iter_batches():
                said = [pa.repeat(found.banner, rows.num_rows)] if found.banner else []
                out.write_batch(pa.record_batch([*rows.columns, *said], schema=schema))
        written.append(path.relative_to(folder).as_posix())
    return tuple(written)
