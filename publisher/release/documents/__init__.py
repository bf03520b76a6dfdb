"""Which documents a release holds, and what each of them is made of."""
