"""Names of what can happen or be assumed, as enums, and the words that readers get for each."""
