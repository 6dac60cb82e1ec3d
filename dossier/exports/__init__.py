"""Turn a dossier into the files others work with: JSON, CSV, SQLite, bibliographies, graphs, feeds, a calendar."""
