"""Several what-ifs side by side, with the same luck."""
