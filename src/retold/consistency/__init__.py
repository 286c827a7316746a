"""Stage 4: whether the articles agree, in what words, on which details, and how many of them count."""
