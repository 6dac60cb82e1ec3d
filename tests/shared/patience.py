"""The time limit for programs that tests start."""

# Seconds. So long that a busy machine does not make a test fail. It only ends a program that hangs.
PATIENCE = 600
