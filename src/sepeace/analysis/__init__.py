"""What can be said about many campaigns, and whether the model may be believed at all."""
