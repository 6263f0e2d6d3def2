"""Units of measure: their names in many languages, numbers with units in a text, exact conversion."""
