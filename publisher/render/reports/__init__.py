"""What the verbs tell of what they found."""
