"""The error that stops the set-up."""


class SetUpError(Exception):
    """The environment cannot be set up. The text says why, and what to do."""
