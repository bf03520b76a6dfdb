"""From a graph to findings: shapes, links and vocabulary."""
