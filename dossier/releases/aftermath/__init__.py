"""What became of released revisions, for living pages."""
