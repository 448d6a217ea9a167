"""The lines between which Project Gutenberg's licence leaves room for a story."""

BEFORE_STORY = r"\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG"
AFTER_STORY = r"(?:\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg)"
LICENCE = "Project Gutenberg's licence"  # why all that is around it is not told
