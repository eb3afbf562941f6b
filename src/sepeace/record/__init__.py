"""The record: facts and figures of the Eastern Front and of the peace contacts, with sources."""

from sepeace.record.load import Record, load

__all__ = ["Record", "load"]
