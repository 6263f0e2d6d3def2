"""Conversations with shoppers. Enter by `public`; `answering/` is the craft that finds and words an answer."""
