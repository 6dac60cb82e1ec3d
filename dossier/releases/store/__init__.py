"""Storage of releases: branch, manifest, ledger and their formats."""
