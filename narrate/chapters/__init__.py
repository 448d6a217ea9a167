"""Chapters: laid out, finished, and kept in the book's folder."""
