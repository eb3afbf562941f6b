"""Results folders: manifest, parts, lock, and reading back."""
