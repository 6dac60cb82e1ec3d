"""A compiler for evidence: YAML records in, a cited and checked site out."""

__version__ = "0.1.0"
