"""A compiler that turns YAML evidence records into a cited site."""

__version__ = "0.1.0"
