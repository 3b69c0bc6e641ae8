"""Texts that a model may not learn from: what shares a run of syllables with a held-out plan.

Plans quote laws and each other. A paragraph of a corpus that stands in a dev or test plan
would let a model see its answers, so every paragraph that shares `LENGTH` syllables in a row
with a held-out text is dropped before pre-training and before silver labels are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotations.shingles import shingles

LENGTH = 12
"""Syllables in a row that make a leak."""


@dataclass(slots=True)
class LeakFilter:
    """Lets through what shares no run of syllables with the held-out texts.

    Args:
        held_out: the runs of syllables of the held-out texts.
        dropped: how many paragraphs were not let through so far.
    """

    held_out: frozenset[str]
    dropped: int = 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> LeakFilter:
        """The filter that keeps ``texts`` out."""
        return cls(frozenset(run for text in texts for run in shingles(text, length=LENGTH)))

    def leaks(self, paragraph: str) -> bool:
        """Whether ``paragraph`` shares a run of syllables with a held-out text."""
        return not self.held_out.isdisjoint(shingles(paragraph, length=LENGTH))

    def clean(self, paragraphs: Iterable[str]) -> Iterator[str]:
        """The paragraphs that do not leak; the others are counted."""
        for paragraph in paragraphs:
            if self.leaks(paragraph):
                self.dropped += 1
            else:
                yield paragraph
