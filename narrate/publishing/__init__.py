"""What a finished book is published as: the feed, whole-book files, the player, the server."""
