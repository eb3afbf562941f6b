"""What campaigns come to: rows, totals, weekly bands, pathways, causal paths, and what can be shown."""
