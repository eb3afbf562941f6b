"""The map of the theatre: coasts and rivers, fronts between the tracks of the record, sites of crimes, its
film."""
