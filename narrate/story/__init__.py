"""A story: its text, its people, and what its marks and directions mean."""
