"""Stage 2 of calibration: what the recorded feelers say of the leaders' numbers."""
