"""Willingness to talk over half-years, held against the recorded contacts, and where it comes from."""
