"""Suspending published revisions, and putting them back."""
