"""The shop's index: one file for both databases, from which a message finds the products it speaks of.

Holds what answers need of a shop's products (JSON lines), keys (handles, SKUs, ids), words of names and options,
kinds of goods, and name vectors as int8. Rebuilt from rows, keyed by the catalogue's revision; never the truth itself.
"""
