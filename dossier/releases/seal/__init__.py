"""Timestamps and signatures of a release."""
