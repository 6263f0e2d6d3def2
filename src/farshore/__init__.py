"""farshore: answers, shows and listens for small sellers who sell across borders."""
