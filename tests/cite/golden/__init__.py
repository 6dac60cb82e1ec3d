"""Examples of citations, with their rules and the origins of these."""
