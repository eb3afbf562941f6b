"""What a class gets: the page that runs the model, and the printed pack of a lesson."""
