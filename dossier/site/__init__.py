"""The living site: shells built by MkDocs, stamped with each record."""
