"""Addressed randomness: uniforms and normals, the streams of chance, the numbers that a campaign samples."""
