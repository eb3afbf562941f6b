"""Statistics of samples: estimates with intervals, Sobol indices, replications, means over cells."""
