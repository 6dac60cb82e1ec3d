"""The path from files to the dossier: bytes, nodes, records."""
