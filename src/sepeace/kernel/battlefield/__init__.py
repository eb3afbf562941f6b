"""Fronts, armies and operations of a campaign."""
