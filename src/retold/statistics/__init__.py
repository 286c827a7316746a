"""Intervals and measures that more than one stage needs."""
