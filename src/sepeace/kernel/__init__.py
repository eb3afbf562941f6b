"""The model's equations and handlers as scalar Python.

Every file here imports ``math`` and this package alone, so that each function can be read, stepped
through, tested and compiled as it stands. Arrays, errors, dates and records live in other rooms.
"""
