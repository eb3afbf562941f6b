"""Figures of a chance over what is varied: curves, maps, and the border at which it is reached."""
