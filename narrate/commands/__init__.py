"""The verbs of the command line, each a file or a folder; beside them what several share."""
