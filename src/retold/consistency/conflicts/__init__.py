"""Details of one slot held against each other: pairs, features, scorer, verdict."""
