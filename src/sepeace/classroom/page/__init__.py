"""The page of a lesson: one file of HTML that runs the model itself."""
