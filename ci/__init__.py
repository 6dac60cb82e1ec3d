"""What the workflows run: programs of the standard library alone, so that they need no environment."""
