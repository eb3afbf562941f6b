"""The sections of a report, in their order."""

from __future__ import annotations

CONTENTS = (
    ("answer", "The answer"),
    ("question", "The question"),
    ("causes", "Where the effect comes from"),
    ("windows", "The two windows"),
    ("outcomes", "Outcomes beside history"),
    ("why-not", "Why not"),
    ("willingness", "Where willingness stood"),
    ("who-bears-it", "Who bears it"),
    ("one-campaign", "One campaign told"),
    ("card", "Is the supposition admissible"),
    ("assumptions", "Assumptions in force"),
    ("limits", "What the model cannot say"),
    ("method", "For readers of method"),
    ("made", "How it was made"),
)
"""Anchors and titles; a section's number is its place."""
