"""Where the patterns of a codebook match, with exact offsets."""
