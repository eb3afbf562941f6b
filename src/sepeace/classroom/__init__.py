"""What a class gets: the page that runs the model, the printed pack, and checks of their wording."""
