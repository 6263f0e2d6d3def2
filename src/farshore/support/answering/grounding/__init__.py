"""From what a clause is about to claims with evidence: one file for each kind of matter."""
