"""The texts a model is pre-trained on: read, kept apart from the held-out plans, encoded, chosen.

A corpus file holds one paragraph a line, plain or compressed with xz. Where the budget reaches
for a part of the corpus only, the paragraphs nearest to plans are taken: those whose sub-words
are more likely in plans than in the corpus at large (Moore and Lewis, "Intelligent selection of
language model training data", 2010, with unigrams).
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from annotations import AnnotationError
from annotations.language import say
from models.plain import PlainEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

AT_ONCE = 1_000
"""Paragraphs encoded in one call."""


@dataclass(frozen=True, slots=True)
class EncodedCorpus:
    """Paragraphs one after the other, each with its line end.

    Args:
        ids: sub-words, (n,).
        types: their token types, (n,).
        ends: where each paragraph ends, (paragraphs,).
    """

    ids: NDArray[np.uint16]
    types: NDArray[np.uint8]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def read_paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of a corpus file, or of all ``.txt`` and ``.xz`` files in a folder.

    Raises:
        AnnotationError: when there is no such file.
    """
    if path.is_dir():
        for file in sorted((*path.glob("*.txt"), *path.glob("*.txt.xz"))):
            yield from read_paragraphs(file)
        return
    if not path.is_file():
        raise AnnotationError(
            path, say("no such file or folder: name a corpus, one paragraph a line")
        )
    reader = lzma.open if path.suffix == ".xz" else Path.open
    with reader(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if paragraph := line.strip():
                yield paragraph


def encode_corpus(paragraphs: Iterable[str], encoder: PlainEncoder) -> EncodedCorpus:
    """Encode paragraphs, each closed by a line end."""
    ids: list[NDArray[np.uint16]] = []
    types: list[NDArray[np.uint8]] = []
    ends: list[NDArray[np.int64]] = []
    length = 0
    remaining = iter(paragraphs)
    while batch := list(islice(remaining, AT_ONCE)):
        text = "".join(f"{paragraph}\n" for paragraph in batch)
        numbers, edges, cases = encoder.arrays(text)
        closes = np.cumsum([len(paragraph) + 1 for paragraph in batch])
        ids.append(numbers)
        types.append(cases)
        ends.append(np.searchsorted(edges[:, 1], closes, side="right") + length)
        length += len(numbers)
    if not ids:
        return EncodedCorpus(np.zeros(0, np.uint16), np.zeros(0, np.uint8), np.zeros(0, np.int64))
    return EncodedCorpus(np.concatenate(ids), np.concatenate(types), np.concatenate(ends))


def nearest(
    corpus: EncodedCorpus, plans: EncodedCorpus, *, tokens: int, size: int
) -> EncodedCorpus:
    """The part of a corpus that is most like plans, in the order of the corpus.

    Args:
        corpus: what to choose from.
        plans: texts of the kind that the model is for.
        tokens: how many sub-words to take; all are taken where there are no more.
        size: of the vocabulary.
    """
    if tokens >= len(corpus):
        return corpus
    nearness = _log_shares(plans, size) - _log_shares(corpus, size)
    sums = np.concatenate(([0.0], np.cumsum(nearness[corpus.ids])))
    starts = np.concatenate(([0], corpus.ends[:-1]))
    lengths = corpus.ends - starts
    # One sub-word more than there is: what is short is not near by chance alone.
    means = (sums[corpus.ends] - sums[starts]) / (lengths + 1)
    order = np.argsort(-means, kind="stable")
    taken = np.zeros(len(lengths), dtype=bool)
    taken[order[np.cumsum(lengths[order]) <= tokens]] = True
    kept = np.repeat(taken, lengths)
    return EncodedCorpus(corpus.ids[kept], corpus.types[kept], np.cumsum(lengths[taken]))


def _log_shares(corpus: EncodedCorpus, size: int) -> NDArray[np.float64]:
    """The logarithm of each sub-word's share, with one added to every count."""
    counts = np.bincount(corpus.ids, minlength=size) + 1.0
    return np.log(counts / counts.sum())
