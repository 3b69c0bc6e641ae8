"""The vocabulary of the project's own models: byte-pair encoding over lower-cased syllables.

Digits and punctuation marks stand alone, and so does the end of a paragraph: an entity's edge
never lies inside a sub-word, and no word segmenter is needed. See Sennrich, Haddow and Birch,
"Neural machine translation of rare words with subword units", 2016.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tokenizers import Regex, Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import Digits, Sequence, Split
from tokenizers.trainers import BpeTrainer

from models.plain import SPECIAL, UNKNOWN, as_read

SIZE = 16_000
"""Sub-words, special ones included."""

CONTINUES = "##"
"""Before a sub-word that continues a syllable."""

RAREST = 5
"""A pair seen less often is not joined."""

ALPHABET = 500
"""Signs with a sub-word of their own; the rarest others become "<unk>"."""


def train_vocabulary(paragraphs: Iterable[str], *, size: int = SIZE) -> Tokenizer:
    """Learn the sub-words of a corpus.

    Args:
        paragraphs: the corpus, raw.
        size: how many sub-words at most.
    """
    tokenizer = Tokenizer(BPE(unk_token=UNKNOWN, continuing_subword_prefix=CONTINUES))
    tokenizer.pre_tokenizer = Sequence(
        [
            Split(Regex(r"\n"), "isolated"),
            Split(Regex(r"[^\S\n]+"), "removed"),
            Split(Regex(r"[^\w\s]|_"), "isolated"),
            Digits(individual_digits=True),
        ]
    )
    trainer = BpeTrainer(
        vocab_size=size,
        min_frequency=RAREST,
        special_tokens=list(SPECIAL),
        initial_alphabet=["\n"],
        limit_alphabet=ALPHABET,
        continuing_subword_prefix=CONTINUES,
        show_progress=False,
    )
    tokenizer.train_from_iterator(_read(paragraphs), trainer)
    return tokenizer


def _read(paragraphs: Iterable[str]) -> Iterator[str]:
    return (f"{as_read(paragraph)}\n" for paragraph in paragraphs)
