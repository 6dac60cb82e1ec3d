"""The set-up of `.venv`, with only the standard library."""
