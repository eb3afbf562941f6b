"""Scenarios held against the record: what exists, changes nothing, is presupposed, and what it takes."""
