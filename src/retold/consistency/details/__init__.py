"""Dates, numbers, places and documents inside statements, each in a slot that says of what."""
