"""Hits looked at: in their context, by pattern, by rule, and checked by hand."""
