"""The log of a campaign told to people: events, named lines, contacts, sentences and their wording."""
