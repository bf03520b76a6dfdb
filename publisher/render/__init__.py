"""From the public graph and the catalogue to documents as bytes."""
