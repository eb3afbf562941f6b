"""What an outcome hangs on: Sobol indices, the disagreement budget, and its narration."""
