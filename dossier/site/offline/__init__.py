"""A copy of the built site that opens from a disk, without a server."""
