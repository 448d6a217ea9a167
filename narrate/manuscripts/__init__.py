"""Manuscript formats, one a file."""
