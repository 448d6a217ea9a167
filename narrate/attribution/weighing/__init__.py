"""What speaks for and against each candidate, and the networks that weigh it."""
