"""Run a study: its settings, its graph of notebooks, its manifest, and what its results are held against."""
