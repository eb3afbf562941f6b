"""Clocks that run a plan, storage for what they keep, and the reader of their logs."""
