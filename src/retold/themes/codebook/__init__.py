"""Codebooks: themes and their patterns, read, checked, and written for other programs."""
