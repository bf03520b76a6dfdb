"""The search index of a release: written once, asked by many."""
