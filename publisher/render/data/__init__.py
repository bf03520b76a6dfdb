"""What programs read: RDF, tables, links and descriptions of all of them."""
