"""From Turtle files to graphs whose every triple knows its file and line."""
