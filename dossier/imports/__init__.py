"""Sources from libraries of other tools: CSL-JSON, BibTeX, RIS and CSV."""
