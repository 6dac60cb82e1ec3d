"""Turn the libraries of other tools into sources: CSL-JSON, BibTeX, RIS and CSV."""
