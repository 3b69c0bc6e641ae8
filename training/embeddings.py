"""Sub-word vectors from counts, to begin pre-training with.

Masked language modelling on two processor cores reads some ten million sub-words; counting
which sub-words stand near each other takes a minute for the whole corpus. The vectors are the
left singular vectors of the positive pointwise mutual information, weighted by the root of
their singular values (Levy, Goldberg and Dagan, "Improving distributional similarity with
lessons learned from word embeddings", 2015: symmetric weighting, shifted and smoothed counts).
"""

# The types of scipy's sparse matrices are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false, reportCallIssue=false

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from transformers import RobertaForMaskedLM

    from training.corpus import EncodedCorpus

REACH = 4
"""How far apart two sub-words may stand and still count as near, nearer ones counting more."""

SMOOTHING = 0.75
"""The power of the counts of neighbours: rare ones are not taken for telling."""

AT_ONCE = 4_000_000
"""Sub-words counted in one go."""


def initialise(model: RobertaForMaskedLM, corpus: EncodedCorpus) -> None:
    """Set the embeddings of ``model`` to the vectors of ``corpus``, as widely spread as before."""
    embeddings = model.roberta.embeddings.word_embeddings.weight
    size, width = embeddings.shape
    vectors = cooccurrence_vectors(corpus, size=size, width=width)
    seen = np.abs(vectors).sum(axis=1) > 0
    vectors *= float(embeddings.detach().std()) / vectors[seen].std()
    with torch.no_grad():
        embeddings[torch.from_numpy(seen)] = torch.from_numpy(vectors[seen]).to(embeddings.dtype)


def cooccurrence_vectors(corpus: EncodedCorpus, *, size: int, width: int) -> NDArray[np.float32]:
    """A vector for each sub-word.

    Args:
        corpus: the texts.
        size: of the vocabulary.
        width: of the vectors; less than ``size``.

    Returns:
        the vectors, (size, width); nought for a sub-word without neighbours.
    """
    left, values, _ = svds(_information(_counts(corpus.ids, size)), k=width, random_state=0)
    return (left * np.sqrt(values)).astype(np.float32)


def _counts(ids: NDArray[np.uint16], size: int) -> csr_matrix:
    """How often two sub-words stand near each other, either way, (size, size)."""
    total = csr_matrix((size, size), dtype=np.float64)
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE].astype(np.int64)
        for distance in range(1, REACH + 1):
            pairs, counts = np.unique(part[:-distance] * size + part[distance:], return_counts=True)
            weights = counts * ((REACH + 1 - distance) / REACH)
            near = coo_matrix((weights, divmod(pairs, size)), shape=(size, size)).tocsr()
            total = total + near
    return total + total.T


def _information(counts: csr_matrix) -> csr_matrix:
    """Positive pointwise mutual information, (size, size)."""
    near = counts.tocoo()
    sums = np.asarray(counts.sum(axis=1)).ravel()
    smoothed = sums**SMOOTHING
    expected = sums[near.row] * (smoothed / smoothed.sum())[near.col]
    positive = np.maximum(np.log(near.data / expected), 0.0)
    return csr_matrix((positive, (near.row, near.col)), shape=counts.shape)
