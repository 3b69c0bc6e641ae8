"""PhoBERT's sub-words with their places, from its own ``bpe.codes`` and ``vocab.txt``.

PhoBERT (Nguyen and Nguyen, 2020) reads words: the syllables of one are joined by "_". Its
tokenizer in transformers is slow and gives no offsets. The library ``tokenizers`` takes the
same files after a small conversion, and gives the same numbers together with offsets.
See https://github.com/VinAIResearch/PhoBERT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from annotations import Span
from annotations.language import say
from models.encoding import Encoding, Vocabulary
from models.errors import ModelError
from models.offsets import trimmed
from models.tones import old_placement

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FILES = ("bpe.codes", "vocab.txt")

_START, _PAD, _END, _UNKNOWN = _SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_NOT_LAST, _LAST = "@@", "</w>"
_GAP = re.compile(r"\s+")


class Segmenter(Protocol):
    """Anything that finds the words of a text."""

    def __call__(self, text: str) -> Sequence[Span]:
        """The words of ``text``: disjoint, in order, every visible character in one of them."""
        ...


@dataclass(frozen=True, slots=True)
class Word:
    """A word as PhoBERT reads it.

    Args:
        text: its syllables joined by "_".
        origins: the raw characters that each of its own stands for.
    """

    text: str
    origins: tuple[Span, ...]


class PhobertEncoder:
    """Sub-words of segmented text; letters keep their case, tones take their old place.

    Args:
        codes: the lines of ``bpe.codes``.
        vocabulary: the lines of ``vocab.txt``.
        segmenter: finds the words.
    """

    def __init__(
        self, *, codes: Iterable[str], vocabulary: Iterable[str], segmenter: Segmenter
    ) -> None:
        numbers = _numbers(vocabulary)
        size = len(numbers) + 1  # "<mask>" follows the last sub-word
        self.vocabulary = Vocabulary(
            size=size,
            types=1,
            start=numbers[_START],
            end=numbers[_END],
            pad=numbers[_PAD],
            unknown=numbers[_UNKNOWN],
            mask=size - 1,
        )
        self._tokenizer = _tokenizer(numbers, _merges(codes))
        self._segmenter = segmenter

    @classmethod
    def load(cls, folder: Path, *, segmenter: Segmenter) -> PhobertEncoder:
        """The encoder of a folder with ``bpe.codes`` and ``vocab.txt``.

        Raises:
            ModelError: when a file is missing, or is none of PhoBERT's.
        """
        codes, vocabulary = (_lines(folder / name) for name in FILES)
        return cls(codes=codes, vocabulary=vocabulary, segmenter=segmenter)

    def encode(self, text: str) -> Encoding:
        """The sub-words of ``text``."""
        words = self.words(text)
        encoded = self._tokenizer.encode(
            [word.text for word in words], is_pretokenized=True, add_special_tokens=False
        )
        known = self.vocabulary.size - 1
        ids = tuple(i if i < known else self.vocabulary.unknown for i in encoded.ids)
        spans = tuple(
            trimmed(text, _raw(words[number], start, end))
            for number, (start, end) in zip(encoded.word_ids, encoded.offsets, strict=True)
            if number is not None
        )
        return Encoding(ids, spans, (0,) * len(ids))

    def words(self, text: str) -> list[Word]:
        """The words of ``text`` as the model reads them."""
        read = old_placement(text)
        return [_word(read, span) for span in self._segmenter(text)]


def _word(text: str, span: Span) -> Word:
    parts: list[str] = []
    origins: list[Span] = []
    at = span.start
    for gap in (*_GAP.finditer(text, span.start, span.end), None):
        end = gap.start() if gap else span.end
        parts.append(text[at:end])
        origins.extend(Span(i, i + 1) for i in range(at, end))
        if gap:
            parts.append("_")
            origins.append(Span(*gap.span()))
            at = gap.end()
    return Word("".join(parts), tuple(origins))


def _raw(word: Word, start: int, end: int) -> Span:
    return Span(word.origins[start].start, word.origins[end - 1].end)


def _lines(path: Path) -> list[str]:
    try:
        # Not splitlines(): sub-words hold rare line separators of Unicode.
        return path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise ModelError(
            path, say("is missing; PhoBERT needs its bpe.codes and vocab.txt")
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(
            path, say("cannot be read ({error}); fetch it anew", error=error)
        ) from error


def _numbers(vocabulary: Iterable[str]) -> dict[str, int]:
    """The number of each sub-word as ``vocab.txt`` writes it, in the way of PhobertTokenizer."""
    numbers = {name: number for number, name in enumerate(_SPECIAL)}
    for line in vocabulary:
        if line:
            token, _, count = line.strip().rpartition(" ")
            if not token or not count:
                raise ModelError(
                    "vocab.txt",
                    say("expected '<sub-word> <count>', found {line!r}", line=line),
                )
            numbers[token] = len(numbers)
    return numbers


def _merges(codes: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of ``bpe.codes``, first to be joined first; of twins the later one counts."""
    ranks: dict[tuple[str, str], int] = {}
    for rank, line in enumerate(codes):
        match line.split(" "):
            case [first, second, _]:
                # PhoBERT's file has a few pairs with white space that is none in ASCII; no word
                # holds it.
                if not re.search(r"\s", first + second):
                    ranks[first, second] = rank
            case [""]:
                continue
            case _:
                raise ModelError(
                    "bpe.codes",
                    say("expected '<left> <right> <count>', found {line!r}", line=line),
                )
    return sorted(ranks, key=ranks.__getitem__)


def _tokenizer(numbers: dict[str, int], merges: list[tuple[str, str]]) -> Tokenizer:
    """The tokenizer with PhoBERT's numbers; what only joins on the way is numbered above them.

    ``vocab.txt`` marks a sub-word that does not end its word ("uỷ@@"); `tokenizers` marks the
    one that does ("uỷ</w>").
    """
    from tokenizers import Tokenizer
    from tokenizers.models import BPE

    vocabulary = {
        token if token in _SPECIAL else _marked(token): number for token, number in numbers.items()
    }
    for first, second in merges:
        for part in (first, second, first + second):
            vocabulary.setdefault(part, len(vocabulary))
    return Tokenizer(
        BPE(vocab=vocabulary, merges=merges, unk_token=_UNKNOWN, end_of_word_suffix=_LAST)
    )


def _marked(token: str) -> str:
    return token.removesuffix(_NOT_LAST) if token.endswith(_NOT_LAST) else token + _LAST
