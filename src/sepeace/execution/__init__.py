"""How campaigns are run: chunks, workers, a cluster, design points, and where a result comes from."""
