"""Whose words: reporting clauses, who speaks in them, and where what is reported ends."""
