"""Citations by The Bluebook, 22nd edition."""
