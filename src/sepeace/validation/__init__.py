"""Known answers held against the package: closed forms, claims and switches, hindcast, placebos, wishes."""
