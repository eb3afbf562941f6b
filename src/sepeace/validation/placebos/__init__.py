"""Changes that should change nothing, or only what they say."""
