"""Products, facts and policies of a shop, read from the seller's files.

Rooms above take from `public` and hear `events`; `api` is the console's, `workflows` what survives a crash.
"""
