"""Proof that published releases are unchanged."""
