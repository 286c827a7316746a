"""Sensitivity: the same study under many specifications, and what of its findings holds in how many of them."""
