"""What a release stores: branch, manifest, ledger and their formats."""
