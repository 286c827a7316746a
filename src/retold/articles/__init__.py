"""Stage 1: read articles, mask clutter, split sentences, and tell whose words are whose."""
