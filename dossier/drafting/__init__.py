"""New records: the fields they need, their text, and their identifiers."""
