"""narrate turns a story into a full-cast audiobook."""

__version__ = "0.1.0"
