"""Claims to text: the same plan in the shopper's language and in the seller's."""
