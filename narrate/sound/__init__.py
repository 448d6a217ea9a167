"""Sound: what is heard when, mixed and at its level."""
