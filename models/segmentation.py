"""Word segmentation by underthesea (Apache-2.0), for encoders that need joined syllables.

underthesea is the one library of the extra ``train`` that a model may need to run; it is
imported when the first text is segmented.
"""

# underthesea has no types.
# pyright: reportUnknownVariableType=false, reportMissingTypeStubs=false

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import cast

from annotations import Span
from annotations.language import say
from models.errors import ModelError

_LINE = re.compile(r"[^\n]*\S[^\n]*")


class UndertheseaSegmenter:
    """The words of a text, each one syllable or several.

    ``use_token_normalize=False`` keeps the tone placement that the text has. A word never
    runs over a line end.

    Raises:
        ModelError: when underthesea is not installed.
    """

    def __init__(self) -> None:
        self._tokenize = _word_tokenize()

    def __call__(self, text: str) -> list[Span]:
        """The words of ``text``: disjoint, in order, every visible character in one of them."""
        return [
            word
            for line in _LINE.finditer(text)
            for word in aligned(line[0], self._tokenize(line[0]), offset=line.start())
        ]


def _word_tokenize() -> Callable[[str], list[str]]:
    try:
        from underthesea import word_tokenize
    except ImportError as error:
        raise ModelError(
            "underthesea", say("this model needs it: pip install 'kehoach[train]'")
        ) from error

    def tokenize(line: str) -> list[str]:
        # A list unless `format` asks for a text.
        return cast(list[str], word_tokenize(line, use_token_normalize=False))

    return tokenize


def aligned(line: str, words: list[str], *, offset: int = 0) -> Iterator[Span]:
    """Where the words of a segmenter stand in the line that it was given.

    The segmenter may compose letters, exchange look-alikes one for one and change white space.

    Args:
        line: the raw line.
        words: what the segmenter made of it, in order.
        offset: what to add to every span.

    Raises:
        ValueError: when the words have more or fewer visible characters than the line.
    """
    clusters = list(_visible_clusters(line))
    at = 0
    for word in words:
        length = sum(not sign.isspace() for sign in unicodedata.normalize("NFC", word))
        if length:
            yield Span(offset + clusters[at].start, offset + clusters[at + length - 1].end)
        at += length
    if at != len(clusters):
        raise ValueError(f"{len(clusters)} characters, but {at} in its words: {line!r}")


def _visible_clusters(line: str) -> Iterator[Span]:
    """For each character of the composed line that is no white space, its raw characters."""
    start = 0
    for end in range(1, len(line) + 1):
        if end == len(line) or not unicodedata.combining(line[end]):
            for sign in unicodedata.normalize("NFC", line[start:end]):
                if not sign.isspace():
                    yield Span(start, end)
            start = end
