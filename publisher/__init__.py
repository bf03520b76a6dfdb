"""Publishes an authority's description of its registers as linked open data."""

__version__ = "0.1.0"
