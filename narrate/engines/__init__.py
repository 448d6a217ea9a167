"""The built-in speech engines, one a file."""
