"""How fast the clocks are: against the same campaign in ordinary SimPy, and against their own arithmetic."""
