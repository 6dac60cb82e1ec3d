"""What meets the world: git, files, the terminal, HTTP."""
