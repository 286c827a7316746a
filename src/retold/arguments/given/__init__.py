"""Arguments known beforehand, and the statements that make them."""
