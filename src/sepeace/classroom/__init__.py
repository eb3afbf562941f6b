"""What a class gets: the printed pack of a lesson, and checks of how its texts are worded and read."""
