"""What a class gets: the page that runs the model, the printed pack of a lesson, and checks of their wording."""
