"""Phrases as a trie over syllables, found whatever connects their words.

"Văn hóa, Thể thao và Du lịch", "Văn hóa - Thể thao & Du lịch" and "văn hoá thể thao du lịch"
are one phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pipeline.entities.tokens import Tokens, canonical

Value = TypeVar("Value")

CONNECTORS = frozenset((",", "-", "và", "&", "/"))
_MAX_CONNECTORS = 2
_MIN_TOLD = 3
"""Syllables of a phrase that tell it."""


@dataclass(slots=True)
class _Node(Generic[Value]):
    children: dict[str, _Node[Value]] = field(default_factory=lambda: {})
    values: list[Value] = field(default_factory=lambda: [])


class Phrases(Generic[Value]):
    """A set of phrases, each with a value.

    Args:
        phrases: pairs of a phrase and its value; a phrase may have several.
        commas_before_capitals: whether a comma behind the first words connects only before a
            capital, since in lower case it parts the members of a list ("hiệp hội, doanh
            nghiệp"); a longer beginning tells the phrase ("báo và phát thanh, truyền hình").
    """

    def __init__(
        self, phrases: Iterable[tuple[str, Value]], *, commas_before_capitals: bool = False
    ) -> None:
        self._root: _Node[Value] = _Node()
        self._strict = commas_before_capitals
        for phrase, value in phrases:
            self.add(phrase, value)

    def add(self, phrase: str, value: Value) -> None:
        """Add a phrase; connectors in it do not count."""
        node = self._root
        for part in phrase.replace("-", " - ").replace("&", " & ").split():
            syllable = canonical(part)
            if syllable not in CONNECTORS:
                node = node.children.setdefault(syllable, _Node())
        node.values.append(value)

    def begins(self, syllable: str) -> bool:
        """Whether some phrase begins with ``syllable``."""
        return syllable in self._root.children

    def matches(self, tokens: Tokens, at: int) -> Iterator[tuple[int, Value]]:
        """Every phrase that begins at token ``at``: its end and value, shortest first."""
        node = self._root
        low = tokens.low
        start = at
        syllables = 0

        def starts_low(after: int) -> bool:
            """Whether a capital follows though the phrase has none: "Ban Chỉ đạo xã, Hội"."""
            return tokens.capital[after] and not tokens.capital[start]

        while True:
            child = node.children.get(low[at])
            if child is None:
                if node is self._root or low[at] not in CONNECTORS:
                    return
                after = at + 1
                while low[after] in CONNECTORS and after - at < _MAX_CONNECTORS:
                    after += 1
                child = node.children.get(low[after])
                if self._strict and "," in low[at:after] and tokens.is_upper(after):
                    return  # "Đảng ủy, UBND" are two
                short = self._strict and syllables < _MIN_TOLD
                parts = short and "," in low[at:after] and not tokens.capital[after]
                if child is None or parts or ("," in low[at:after] and starts_low(after)):
                    return
                at = after
            node = child
            at += 1
            syllables += 1
            for value in node.values:
                yield at, value

    def longest(self, tokens: Tokens, at: int) -> int | None:
        """The end of the longest phrase that begins at token ``at``."""
        end = None
        for end, _ in self.matches(tokens, at):  # noqa: B007  (the last match is the longest)
            pass
        return end
