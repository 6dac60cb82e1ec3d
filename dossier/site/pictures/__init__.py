"""Pictures of records, drawn in SVG, with their tables."""
