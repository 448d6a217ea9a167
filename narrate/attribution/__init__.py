"""Who says what: mentions, candidates, and the decision."""
