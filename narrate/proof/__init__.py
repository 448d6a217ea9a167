"""Proof that finished files are what they should be: measured, and listened to."""
