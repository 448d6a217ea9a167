"""The parts of `narrate build`: loaded only where there is something to do."""
