"""What it would take: the smallest change that opens a window with a given probability."""
