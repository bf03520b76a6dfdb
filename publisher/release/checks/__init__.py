"""Checking in batches over all cores, with what is kept of earlier checks; and against shapes from outside."""
