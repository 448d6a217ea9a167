"""The pieces of a story, and what each is: heading, break, note, or left out and why."""
