"""How long a test waits for a program: so long that no busy machine makes it fail."""

# Seconds. What a test waits for comes at once or never; this only ends a run that hangs.
PATIENCE = 600
