"""Builds, told a story, measured, and held against other ways to the same chapters."""
