"""Stage 3: group statements that make the same claim, and say how far each group can be trusted."""
