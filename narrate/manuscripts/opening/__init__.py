"""Bytes → text, archives and XML, within limits: files may be broken, or mean harm."""
