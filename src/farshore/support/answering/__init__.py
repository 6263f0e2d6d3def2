"""From a shopper's message to an answer with its evidence, without a language model. Read `engine.py` first.

reading (language, clauses, labels, entities) -> linking (product, variant) -> grounding (claims with evidence)
-> wording (the claims in the shopper's language) -> guard (nothing said that no evidence holds).
"""
