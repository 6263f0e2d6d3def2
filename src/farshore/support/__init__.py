"""Conversations with shoppers: messages come in, are answered from the shop's own data, or handed to a person.

`api` is the chat's and the console's, `events` tells of complaints, `answering` is the craft.
"""
