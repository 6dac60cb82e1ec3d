"""A compiler for evidence: YAML records in, a cited and checked site out."""
