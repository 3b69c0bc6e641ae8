"""Tokens of the folded text: syllables, numbers, signs, line ends.

The rules read syllables, not words: an agency's edge often lies inside what a word segmenter
joins (3.5 % of the annotated entities).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from annotations import Span

Reading = TypeVar("Reading")

_TOKEN = re.compile(r"\n|\d+|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|_")
"""Names of the highlands have an apostrophe inside: "Cư M'gar"."""
_OLD = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


@lru_cache(maxsize=65536)
def canonical(syllable: str) -> str:
    """A syllable in lower case with the new tone placement: "HOÀ" and "hòa" are one.

    Apostrophes are left out: "M'gar" is one syllable.
    """
    low = syllable.lower().replace("'", "").replace("’", "")
    if low[-2:] in _OLD and not low.startswith("q"):
        return low[:-2] + _OLD[low[-2:]]
    return low


@dataclass(frozen=True, eq=False)  # itself a key of what is kept while it is read
class Tokens:
    """The tokens of a text, by index.

    Args:
        text: the folded text.
        starts: offset of the first character of each token.
        ends: offset after the last one.
        low: each token in canonical lower case.
        capital: whether its first letter is a capital, or its line is all capitals.
        shouted: whether its line is all capitals, so that capitals say nothing.
    """

    text: str
    starts: list[int]
    ends: list[int]
    low: list[str]
    capital: list[bool]
    shouted: list[bool]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, end: int) -> Span:
        """The characters of tokens ``first`` to ``end``, the latter excluded."""
        return Span(self.starts[first], self.ends[end - 1])

    def at(self, offset: int) -> int:
        """The first token that begins at ``offset`` or later."""
        return bisect_left(self.starts, offset)

    def word(self, index: int) -> str:
        """A token as written."""
        return self.text[self.starts[index] : self.ends[index]]

    def is_upper(self, index: int) -> bool:
        """Whether a token is an abbreviation by its look: two capitals or more, nothing else."""
        word = self.word(index)
        return (
            len(word) > 1
            and word.isalpha()
            and word[:2].isupper()
            and sum(map(str.isupper, word)) > len(word) // 2
        )

    def glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return index > 0 and self.ends[index - 1] == self.starts[index]


class Readings(Generic[Reading]):
    """What was read at the tokens of a text, kept as long as they are.

    A grammar that tries several readings at each place takes time that grows with the text, and
    no faster, only where each reading is made once (Ford 2002, packrat parsing).
    """

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Tokens, dict[Hashable, Reading]] = WeakKeyDictionary()

    def at(self, tokens: Tokens, place: Hashable, read: Callable[[], Reading]) -> Reading:
        """What ``read`` gives for a place, a token with all else that its reading hangs on."""
        kept = self._kept.setdefault(tokens, {})
        if place not in kept:
            kept[place] = read()
        return kept[place]


def tokenize(text: str) -> Tokens:
    """Cut ``text`` into tokens; the last is always a line end, so that rules need no bounds."""
    starts: list[int] = []
    ends: list[int] = []
    low: list[str] = []
    capital: list[bool] = []
    shouted: list[bool] = []
    for line in text.splitlines(keepends=True) or [""]:
        offset = ends[-1] if ends else 0
        loud = _is_shouted(line)
        for match in _TOKEN.finditer(text, offset, offset + len(line) + 1):
            if starts and match.start() < ends[-1]:
                continue
            word = match.group()
            starts.append(match.start())
            ends.append(match.end())
            low.append(canonical(word) or word)
            capital.append(loud or word[0].isupper())
            shouted.append(loud)
            if word == "\n":
                break
    for _ in range(3):
        starts.append(len(text))
        ends.append(len(text))
        low.append("\n")
        capital.append(False)
        shouted.append(False)
    return Tokens(text, starts, ends, low, capital, shouted)


def _is_shouted(line: str) -> bool:
    """Whether a line is written in capitals: a letterhead, a title, a heading."""
    letters = [character for character in line if character.isalpha()]
    if len(letters) < 6 or " " not in line.strip():
        return False
    return sum(map(str.isupper, letters)) > 0.9 * len(letters)
