"""Citations in the formats of other tools, and the citation box."""
