"""Citations by OSCOLA, fourth and fifth edition."""
