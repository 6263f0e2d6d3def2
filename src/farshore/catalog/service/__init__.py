"""What one does with a catalogue: read a file, apply and undo it, build the index, look things up."""
