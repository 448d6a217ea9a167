"""The verbs of the command line, one a file; beside them what several share, and the parts of large ones."""
