"""Where a text may be cut: sentences and parts of sentences, and a same-length folded form."""
