"""Words, and nothing of news: what every stage reads a text with."""
