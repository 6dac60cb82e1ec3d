"""New records: what they need, how they are written, and their identifiers."""
