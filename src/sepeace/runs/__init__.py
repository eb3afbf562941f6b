"""Runs: one campaign told, many counted, two worlds compared."""
