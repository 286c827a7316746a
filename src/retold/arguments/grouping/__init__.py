"""Statements that make the same claim, grouped, and what supports each group."""
