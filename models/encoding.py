"""What a model reads: sub-words with the characters they stand for.

An encoder may change what the model sees (case, tone placement, joined syllables); the spans
stay those of the raw text, so that what a model finds needs no mapping back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from annotations import Span


@dataclass(frozen=True, slots=True)
class Encoding:
    """The sub-words of a text, without the model's special ones.

    Args:
        ids: their numbers in the vocabulary.
        spans: the characters of the raw text that each stands for, in order and disjoint.
        types: a token type for each, 0 throughout where the encoder has no types.
    """

    ids: tuple[int, ...]
    spans: tuple[Span, ...]
    types: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a model must know of an encoder's numbers.

    Args:
        size: how many sub-words there are, special ones included.
        types: how many token types.
        start: the number of the sub-word before a window ("<s>").
        end: the one after it ("</s>").
        pad: the one that fills up a batch ("<pad>").
        unknown: the one for what the vocabulary cannot spell ("<unk>").
        mask: the one for what is to be guessed in pre-training ("<mask>").
    """

    size: int
    types: int
    start: int
    end: int
    pad: int
    unknown: int
    mask: int


class Encoder(Protocol):
    """Anything that turns a text into sub-words."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The numbers it uses."""
        ...

    def encode(self, text: str) -> Encoding:
        """The sub-words of ``text``."""
        ...
