"""Citations in formats of other tools, and the citation box."""
