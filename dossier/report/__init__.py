"""Turn diagnostics into what a person or a program reads."""
