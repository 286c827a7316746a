"""Look around in the results of a run: choices of a reader, frames of what was chosen, and panels that show them."""
