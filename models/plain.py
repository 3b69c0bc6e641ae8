"""The encoder of the project's own models: plain syllables, without word segmentation.

A model reads lower-cased text with the new tone placement, and beside each sub-word whether
its letters are small, a capital first, or capitals throughout, as a token type. So "Ủy ban
nhân dân" and "ỦY BAN NHÂN DÂN" are the same sub-words, a small vocabulary holds nearly every
Vietnamese syllable whole, and what case tells is not lost. Both changes keep the length of the
text, so that offsets are exact.
"""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from annotations import Span
from models.encoding import Encoding, Vocabulary
from models.hub import load_tokenizer, number_of
from models.tones import new_placement

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

START, PAD, END, UNKNOWN, MASK = SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
"""The special sub-words, in the order of RoBERTa's numbers; "<mask>" follows at once here."""

SMALL, CAPITAL_FIRST, CAPITALS, MIXED = range(4)
"""The token types."""


class PlainEncoder:
    """Lower-cased sub-words through a ``tokenizer.json``, letter case as token types.

    Args:
        tokenizer: sub-words of lower-cased text.
        name: what to call it in an error.

    Raises:
        ModelError: when it lacks a special sub-word.
    """

    def __init__(self, tokenizer: Tokenizer, *, name: str = "tokenizer.json") -> None:
        self._tokenizer = tokenizer
        numbers = {special: number_of(tokenizer, (special,), name) for special in SPECIAL}
        self.vocabulary = Vocabulary(
            size=tokenizer.get_vocab_size(),
            types=4,
            start=numbers[START],
            end=numbers[END],
            pad=numbers[PAD],
            unknown=numbers[UNKNOWN],
            mask=numbers[MASK],
        )

    @classmethod
    def load(cls, path: Path) -> PlainEncoder:
        """The encoder of a ``tokenizer.json``.

        Raises:
            ModelError: when the file is missing or holds no tokenizer that can be used.
        """
        return cls(load_tokenizer(path), name=str(path))

    def encode(self, text: str) -> Encoding:
        """The sub-words of ``text``, with the letter case of each as its type."""
        ids, edges, types = self.arrays(text)
        spans = tuple(Span(int(start), int(end)) for start, end in edges)
        return Encoding(tuple(ids.tolist()), spans, tuple(types.tolist()))

    def arrays(self, text: str) -> tuple[NDArray[np.uint16], NDArray[np.int64], NDArray[np.uint8]]:
        """What `encode` gives as arrays, for a corpus.

        Returns:
            numbers (n,), starts and ends (n, 2), types (n,).
        """
        encoded = self._tokenizer.encode(as_read(text), add_special_tokens=False)
        edges = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
        return np.array(encoded.ids, dtype=np.uint16), edges, letter_case(text, edges)


def as_read(text: str) -> str:
    """``text`` as the model reads it: lower-cased, tones in their new place, equally long."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two characters
        lowered = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return new_placement(lowered)


def letter_case(text: str, edges: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The letter case of stretches of a text.

    Args:
        text: the text as it is written.
        edges: where the stretches start and end, (n, 2).

    Returns:
        `SMALL` (also without letters), `CAPITAL_FIRST`, `CAPITALS` or `MIXED`, (n,).
    """
    capitals = np.fromiter(accumulate(map(str.isupper, text), initial=0), np.int64, len(text) + 1)
    letters = np.fromiter(accumulate(map(str.isalpha, text), initial=0), np.int64, len(text) + 1)
    start, end = edges[:, 0], edges[:, 1]
    upper = capitals[end] - capitals[start]
    total = letters[end] - letters[start]
    first = capitals[np.minimum(start + 1, len(text))] - capitals[start]
    case = np.full(len(edges), MIXED, dtype=np.uint8)
    case[(upper == total) & (total > 1)] = CAPITALS
    case[(upper == 1) & (first == 1)] = CAPITAL_FIRST
    case[upper == 0] = SMALL
    return case
