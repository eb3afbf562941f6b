"""The analyst's desk: what could be known of one simulated war, what was true of it, and how sure one
could be."""
