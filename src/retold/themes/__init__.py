"""Stage 2: count the themes of a codebook, exactly and with intervals."""
