"""What the compiled clock is held against, and how it is timed."""
