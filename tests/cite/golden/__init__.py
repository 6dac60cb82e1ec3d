"""Examples of citations, each with the rule that it follows and where that rule or example was read."""
