"""From what people decide to data files: what waits for a decision, lists to decide in, and edits of Turtle."""
