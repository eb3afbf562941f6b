"""What happened, as far as it is known: the war in the East, the peace contacts, and who says so."""

from sepeace.record.load import Record, load
from sepeace.record.own import own_files, use

__all__ = ["Record", "load", "own_files", "use"]
