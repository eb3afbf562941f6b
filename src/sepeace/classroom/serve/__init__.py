"""The lesson page from a teacher's laptop, and a room in which the predictions of a class come together."""
