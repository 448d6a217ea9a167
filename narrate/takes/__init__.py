"""Takes: what every voice is asked to say, recorded once and found again."""
