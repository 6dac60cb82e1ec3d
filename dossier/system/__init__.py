"""Access to the outside world: git, files, the terminal, HTTP."""
