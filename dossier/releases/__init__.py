"""Frozen revisions, their manifests, the ledger and the branch that holds them."""
