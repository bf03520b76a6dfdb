"""Runs the whole flow: builds, verifies, switches and reads releases, and keeps the ledger."""
