"""The text layer of a page: turned upright, out of legacy encodings, and judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from pipeline.readers.legacy import ENCODINGS, convert, encoding_of_font
from pipeline.readers.pages.geometry import Page, Word
from pipeline.readers.pages.glyphs import Frame, main_direction, words
from pipeline.readers.pages.pdfium import RawPage
from pipeline.readers.pages.rows import rows
from pipeline.syllables import valid_share
from pipeline.syllables import words as syllables

_VALID = 0.6
"""Garbage layers measured 0.16 to 0.30, sound ones 0.93 and more."""
_CONVERTED = 0.8
"""A conversion without a font's name to go by must give at least this."""
_GUESSED = [name for name in ENCODINGS if name != "tcvn3-capitals"]
"""Only the name of a font tells that it shows capitals."""
_JUDGED = 15
"""A page with fewer syllables is judged together with the rest of the file."""
_SCANNED = 0.5
_STAMPED = 40
"""A page is a scan where images cover this share of it and no more words stand over them."""
_FOREIGN = re.compile(r"\b(?:the|of|and|in|to|for|les?|des?|et|la|pour)\b", re.IGNORECASE)

_SHOWN_AS = str.maketrans(
    {
        "\u00ad": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\uf02b": "+",
        "\uf02d": "-",
        "\uf0a7": "▪",
        "\uf0b7": "•",
        "\uf0d8": "➢",
        "\uf0fc": "✓",
    }
)
"""What the soft hyphen of Word's fonts and the bullets of symbol fonts look like on paper."""


class Verdict(Enum):
    """What a page's text layer is worth."""

    SOUND = "sound"
    SCAN = "a scan without text"
    GARBAGE = "a page whose text layer is garbage"


def lay_bare(number: int, raw: RawPage) -> Page:
    """A page from its text layer, turned so that most of its text is upright."""
    frame = Frame(raw.width, raw.height, main_direction(raw.glyphs))
    return Page(number, *frame.size, tuple(words(raw.glyphs, frame)), frame.rulings(raw.rulings))


def judge(page: Page, *, image_share: float, share: float) -> Verdict:
    """What the text layer of ``page`` is worth; one without words is `Verdict.SCAN` at most.

    Args:
        page: with its words in Unicode.
        image_share: the share of the page that images cover.
        share: the share of valid syllables in all text layers of the file.
    """
    if not page.words or (image_share > _SCANNED and len(page.words) <= _STAMPED):
        return Verdict.SCAN
    text = _text(page.words)
    count = sum(1 for _ in syllables(text))
    if (valid_share(text) if count >= _JUDGED else share) >= _VALID:
        return Verdict.SOUND
    if count < _JUDGED and valid_share(text) >= _VALID:
        return Verdict.SOUND
    return Verdict.SOUND if count == 0 or _is_foreign(text) else Verdict.GARBAGE


def share_of(pages: Sequence[Page]) -> float:
    """The share of valid syllables in the text layers of ``pages``."""
    return valid_share("\n".join(_text(page.words) for page in pages))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _is_foreign(text: str) -> bool:
    """Whether a text that is not Vietnamese is one in another language."""
    tokens = text.split()
    return text.isascii() and len(_FOREIGN.findall(text)) > 0.08 * len(tokens)


def decoded(pages: Sequence[Page]) -> list[Page]:
    """The pages with text in legacy fonts converted to Unicode, and hyphens as they look."""
    named = dict(_legacy_fonts(pages))
    return [_decoded(page, named) for page in pages]


def _decoded(page: Page, named: Mapping[str, str]) -> Page:
    fonts = {word.font: named[word.font] for word in page.words if word.font in named}
    words = tuple(_convert(page.words, fonts)) if fonts else page.words
    if valid_share(_text(words)) < _VALID and (guess := _guess(page.words)) is not None:
        fonts = {word.font: guess for word in page.words}
        words = tuple(_convert(page.words, fonts))
    shown = tuple(replace(word, text=word.text.translate(_SHOWN_AS)) for word in words)
    return replace(page, words=shown, encoding=next(iter(fonts.values()), None))


def _legacy_fonts(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The fonts by whose name a conversion makes better Vietnamese, with their encoding."""
    fonts: dict[str, list[str]] = {}
    for page in pages:
        for word in page.words:
            fonts.setdefault(word.font, []).append(word.text)
    for font, texts in fonts.items():
        encoding = encoding_of_font(font)
        if encoding is not None:
            text = " ".join(texts)
            if valid_share(convert(text, encoding=encoding)) > valid_share(text):
                yield font, encoding


def _guess(words: Sequence[Word]) -> str | None:
    """The encoding that makes a page Vietnamese, where one does."""
    text = _text(words)
    shares = {name: valid_share(convert(text, encoding=name)) for name in _GUESSED}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _CONVERTED else None


def _convert(words: Sequence[Word], fonts: Mapping[str, str]) -> Iterator[Word]:
    """The words with those in legacy fonts converted, line by line.

    A line tells of a word without marks whether it stands among capitals.
    """
    for row in rows(words):
        by_font: dict[str, list[Word]] = {}
        for word in row.words:
            by_font.setdefault(word.font, []).append(word)
        for font, run in by_font.items():
            if font not in fonts:
                yield from run
                continue
            texts = convert(_text(run), encoding=fonts[font]).split(" ")
            if len(texts) != len(run):
                texts = [convert(word.text, encoding=fonts[font]) for word in run]
            for word, text in zip(run, texts, strict=True):
                yield replace(word, text=text)
