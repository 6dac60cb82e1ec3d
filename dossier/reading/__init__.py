"""From bytes to nodes to records to a dossier."""
