"""Citations in Bluebook style."""
