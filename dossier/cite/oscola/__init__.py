"""Citations by OSCOLA, 5th and 4th edition."""
