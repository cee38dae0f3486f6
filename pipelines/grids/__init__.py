"""A file of any kind as grids of text: opened safely, nothing interpreted, every row with the line it stands in."""
