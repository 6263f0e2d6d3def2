"""What happens in a conversation: it begins, messages are taken and answered, people look and step in."""
