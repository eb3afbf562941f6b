"""Documents of what the model is held against: cases, checks, placebos, luck as it fell, the record."""
