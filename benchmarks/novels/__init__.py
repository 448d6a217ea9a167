"""Novels with gold speakers: how they are read, scored and learned from."""
