"""Coding by people: sheets out, codes in, how far coders agree, and a codebook held against them."""
