"""The sub-words of any model of the hub that has a fast tokenizer (XLM-R, ELECTRA, ...).

See https://huggingface.co/docs/tokenizers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotations import Span
from annotations.language import say
from models.encoding import Encoding, Vocabulary
from models.errors import ModelError
from models.offsets import trimmed

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PAD = ("<pad>", "[PAD]")
_UNKNOWN = ("<unk>", "[UNK]")
_MASK = ("<mask>", "[MASK]")


class HubEncoder:
    """Sub-words through a ``tokenizer.json``, whatever its kind.

    Args:
        tokenizer: the fast tokenizer; cutting and padding are turned off in it, and text that
            spells a special sub-word ("</s>") is text.
        name: what to call it in an error.

    Raises:
        ModelError: when it puts nothing before and after a text, or lacks a special sub-word.
    """

    def __init__(self, tokenizer: Tokenizer, *, name: str = "tokenizer.json") -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        around = tokenizer.encode("").ids
        if len(around) < 2:
            raise ModelError(name, say("puts no sub-words around a text; take a BERT-like encoder"))
        self.vocabulary = Vocabulary(
            size=max(tokenizer.get_vocab(with_added_tokens=True).values()) + 1,
            types=1,
            start=around[0],
            end=around[-1],
            pad=number_of(tokenizer, _PAD, name),
            unknown=number_of(tokenizer, _UNKNOWN, name),
            mask=number_of(tokenizer, _MASK, name),
        )
        tokenizer.encode_special_tokens = True
        self._tokenizer = tokenizer
        known = self.vocabulary
        self._special = {known.start, known.end, known.pad, known.mask}

    @classmethod
    def load(cls, path: Path) -> HubEncoder:
        """The encoder of a ``tokenizer.json``.

        Raises:
            ModelError: when the file is missing or holds no tokenizer that can be used.
        """
        return cls(load_tokenizer(path), name=str(path))

    def encode(self, text: str) -> Encoding:
        """The sub-words of ``text``.

        A sub-word without characters of its own (the second byte of a letter, a mark that the
        tokenizer adds) has an empty span where the one before it ends.
        """
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        spans = tuple(_disjoint(text, encoded.offsets))
        # Unigrams know the special sub-words as pieces, too.
        unknown = self.vocabulary.unknown
        ids = tuple(unknown if number in self._special else number for number in encoded.ids)
        return Encoding(ids, spans, (0,) * len(spans))


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a ``tokenizer.json``.

    Raises:
        ModelError: when the file is missing or holds no tokenizer.
    """
    from tokenizers import Tokenizer

    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ModelError(path, say("is missing; copy the model's whole folder")) from error
    except OSError as error:
        raise ModelError(
            path, say("cannot be read: {error}", error=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise ModelError(
            path, say("is no UTF-8 ({reason}); copy the model's folder", reason=error.reason)
        ) from error
    try:
        return Tokenizer.from_str(content)
    except Exception as error:  # the library raises nothing more special than this
        raise ModelError(
            path, say("is no tokenizer of the library 'tokenizers' ({error})", error=error)
        ) from error


def number_of(tokenizer: Tokenizer, names: tuple[str, ...], path: str) -> int:
    """The number of a special sub-word, by the first of its names that the tokenizer knows.

    Raises:
        ModelError: when it knows none.
    """
    for name in names:
        number = tokenizer.token_to_id(name)
        if number is not None:
            return number
    raise ModelError(
        path, say("has no sub-word {names}; take a BERT-like encoder", names=" or ".join(names))
    )


def _disjoint(text: str, offsets: list[tuple[int, int]]) -> Iterator[Span]:
    last = 0
    for start, end in offsets:
        span = trimmed(text, Span(max(start, last), max(end, last)))
        yield span
        last = span.end
