"""The current status and history of released revisions, for living pages."""
