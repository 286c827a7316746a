"""Passages that articles have in common."""
