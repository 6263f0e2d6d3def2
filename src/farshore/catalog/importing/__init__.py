"""From a seller's file to a listing: formats recognised by their headers, everything unknown kept private.

Doors: `reading.read_listing` and `reading.preview_listing` for products, `policies.read_policies` for policies.
"""
