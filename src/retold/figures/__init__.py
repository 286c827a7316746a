"""Figures: each is drawn from tables alone, in one style, and saved in one way."""
