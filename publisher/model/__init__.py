"""The ground: words, IRIs, languages, findings, errors and the catalogue itself. Knows nothing above it."""
