"""Who is in the story: names found, put together into people, and found again wherever they are mentioned."""
