"""The tree of a marked-up file → pieces of a story."""
