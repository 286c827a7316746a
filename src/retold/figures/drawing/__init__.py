"""How any figure is drawn: style, labels, cells, and one way to save."""
