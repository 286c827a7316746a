"""The word vectors come from inside a package, once, and leave the logging alone."""

import logging

import numpy as np

from retold.language.vectors import wordllama_model


def test_the_model_gives_vectors_of_texts_and_is_loaded_once():
    handlers, level = list(logging.getLogger().handlers), logging.getLogger().level
    model = wordllama_model()
    assert wordllama_model() is model
    assert (logging.getLogger().handlers, logging.getLogger().level) == (handlers, level)
    vectors = model.embed(["the bridge is safe", "the bridge is safe", "taxes rose"], norm=True)
    assert vectors.shape == (3, 256)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] > 0.999 > vectors[0] @ vectors[2]
