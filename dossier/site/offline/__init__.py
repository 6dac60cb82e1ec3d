"""Copies of the built site that open without a server."""
