"""The text layer of a page: turned upright, out of legacy encodings, and judged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from annotations.language import later
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
SCANNED = 0.5
_STAMPED = 40
"""A page is a scan where images cover this share of it and no more words stand over them."""
_VALID_OVER_SCAN = 0.85
_ACCENTED = 0.1
"""What a scanner's own text layer must reach to be kept; sound texts have 0.25 and more."""
_BROKEN = 0.5
_STRANGE = 0.05
_BROKEN_WORDS = 5
_BROKEN_SHARE = 0.1
_LETTERS = re.compile(r"[A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
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
    SCAN = later("a scan without text")
    POOR = later("a scan whose text layer is poor")
    GARBAGE = later("a page whose text layer is garbage")


def lay_bare(number: int, raw: RawPage) -> Page:
    """A page from its text layer, turned so that most of its text is upright."""
    frame = Frame(raw.width, raw.height, main_direction(raw.glyphs))
    return Page(number, *frame.size, tuple(words(raw.glyphs, frame)), frame.rulings(raw.rulings))


@dataclass(frozen=True, slots=True)
class Survey:
    """What all text layers of a file show together.

    Args:
        share: the share of valid syllables.
        broken_fonts: fonts whose text is none, such as those of headings alone.
    """

    share: float
    broken_fonts: frozenset[str]


def survey(pages: Sequence[Page]) -> Survey:
    """Look over the text layers of a file, with their words in Unicode."""
    share = valid_share("\n".join(_text(page.words) for page in pages))
    texts = _by_font(pages).items()
    return Survey(share, frozenset(font for font, text in texts if _is_broken(text)))


def judge(page: Page, file: Survey, *, image_share: float) -> Verdict:
    """What the text layer of ``page`` is worth; one without words is `Verdict.SCAN` at most.

    Args:
        page: with its words in Unicode.
        file: what the other pages show.
        image_share: the share of the page that images cover.
    """
    scanned = image_share > SCANNED
    if not page.words or (scanned and len(page.words) <= _STAMPED):
        return Verdict.SCAN
    broken = [word for word in page.words if word.font in file.broken_fonts]
    if len(broken) > max(_BROKEN_WORDS, _BROKEN_SHARE * len(page.words)):
        return Verdict.GARBAGE
    text = _text(page.words)
    count = sum(1 for _ in syllables(text))
    share = valid_share(text)
    if count < _JUDGED:
        share = max(share, file.share if count else 1.0)
    if scanned and (share < _VALID_OVER_SCAN or _accented(text) < _ACCENTED):
        return Verdict.POOR
    return Verdict.SOUND if share >= _VALID or _is_foreign(text) else Verdict.GARBAGE


def share_of(page: Page) -> float:
    """The share of valid syllables on a page."""
    return valid_share(_text(page.words))


def _by_font(pages: Sequence[Page]) -> dict[str, str]:
    """The text in each font of a file."""
    fonts: dict[str, list[str]] = {}
    for page in pages:
        for word in page.words:
            fonts.setdefault(word.font, []).append(word.text)
    return {font: " ".join(texts) for font, texts in fonts.items()}


def _is_broken(text: str) -> bool:
    """Whether text in a font is garbage: words that cannot be, of letters that do not occur."""
    if sum(1 for _ in syllables(text)) < _JUDGED or valid_share(text) >= _BROKEN:
        return False
    strange = sum(map(str.isalpha, text)) - len(_LETTERS.findall(text))
    return strange > _STRANGE * len(text)


def _accented(text: str) -> float:
    """The share of letters with marks; recognition without Vietnamese data leaves them out."""
    letters = _LETTERS.findall(unicodedata.normalize("NFC", text))
    return sum(not letter.isascii() for letter in letters) / max(1, len(letters))


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
    for font, text in _by_font(pages).items():
        # Six letters before "+" mark a subset of the font (ISO 32000-1, 9.6.4).
        encoding = encoding_of_font(re.sub(r"^[A-Z]{6}\+", "", font))
        if encoding is not None:
            converted = convert(text, encoding=encoding)
            if valid_share(converted) > valid_share(text):
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
