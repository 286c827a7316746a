"""What the tests of reliability share: the published example of alpha."""

import numpy as np

X = np.nan

# Krippendorff (2011), the example of four coders and twelve units, and alpha at each level as he gives it.
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
        [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
    ]
)
VALUES = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}
