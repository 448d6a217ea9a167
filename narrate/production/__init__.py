"""Production: a project's folder becomes a book, stage by stage."""
