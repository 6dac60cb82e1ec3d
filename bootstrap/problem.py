"""What stops the set-up, in words for the person who started it."""


class SetUpError(Exception):
    """The environment cannot be made; the text says why and what to do."""
