"""Releases: frozen revisions of records, their manifests, the ledger, and the branch that holds them."""
