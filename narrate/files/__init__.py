"""Files, whole or not at all: encoded, tagged, as other programs read them."""
