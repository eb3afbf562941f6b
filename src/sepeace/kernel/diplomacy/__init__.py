"""Feelers, the channels that carry them, talks, and what follows a signature."""
