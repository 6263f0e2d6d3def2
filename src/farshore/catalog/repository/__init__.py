"""Every query of the catalogue: what is written by imports, and what is read."""
