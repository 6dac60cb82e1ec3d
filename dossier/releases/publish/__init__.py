"""Making a release and appending it to the branch."""
