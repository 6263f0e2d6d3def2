"""Draws facts, size charts and sentences from what a listing says, each with the words that prove it."""
