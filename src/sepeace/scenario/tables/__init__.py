"""Tables of a plan by subject: channels, the West, Finland, approaches, another leader or policy."""
