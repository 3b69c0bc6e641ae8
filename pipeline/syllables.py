"""Whether a written word can be a Vietnamese syllable: onset + rhyme + tone.

A page whose words mostly cannot be is not Vietnamese text but the wrong encoding, a broken
font map or another language; the readers judge by this share what they have decoded.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The combining marks of huyền, sắc, ngã, hỏi and nặng; ngang has none."""

_CHECKED_TONES = frozenset(("", "\u0301", "\u0323"))
_VOWELS = frozenset("aăâeêioôơuưy")
_FRONT = frozenset("eêiy")
_STOPS = ("c", "ch", "p", "t", "k")

# Symbols of Latin-1 belong to a word because legacy encodings read as Latin-1 have them there
# ("nhiÖm vô kÕ ho¹ch"); those that current texts set beside words do only inside one ("c«ng").
_LATIN_1 = r"\u00a1-\u00aa\u00ac-\u00af\u00b1\u00b4-\u00ba\u00bc-\u00bf"
_LETTER = rf"[^\W\d_\u00b2\u00b3]|[\u0300-\u036f{_LATIN_1}]"
_WORD = re.compile(rf"(?:{_LETTER})+(?:[\u00ab\u00bb\u00b0](?:{_LETTER})+)*")
_CONSONANTS = re.compile("[B-DF-HJ-NP-TV-XZĐ]{2,7}")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("pipeline").joinpath("syllables.toml").read_text("utf-8"))


def _combinations(data: dict[str, Any]) -> Iterator[str]:
    onsets: dict[str, list[str]] = data["onsets"]
    for rhymes in data["rhymes"].values():
        for rhyme in rhymes.split():
            place = "front" if rhyme[0] in _FRONT else "back"
            for onset in (*onsets["any"], *onsets[place]):
                yield onset + rhyme
    for onset, rhymes in data["special"].items():
        for rhyme in rhymes.split():
            yield onset + rhyme


@cache
def _toneless() -> frozenset[str]:
    """Every syllable of the language without its tone mark."""
    return frozenset(_combinations(_data()))


@cache
def _names() -> frozenset[str]:
    return frozenset(_data()["names"]["syllables"])


@cache
def _uncounted() -> frozenset[str]:
    data = _data()["uncounted"]
    return frozenset((*data["abbreviations"], *data["numerals"]))


def split_tone(word: str) -> tuple[str, str] | None:
    """The NFC word without its tone mark, and that mark ("" for none).

    The mark may stand on any vowel letter, so "hoà" and "hòa" give the same; ``None`` where
    there are two marks, or one on a consonant.
    """
    tone, letters = "", list[str]()
    for character in unicodedata.normalize("NFD", word):
        if character not in TONES:
            letters.append(character)
        elif tone or not letters or not _on_vowel(letters):
            return None
        else:
            tone = character
    return unicodedata.normalize("NFC", "".join(letters)), tone


def _on_vowel(letters: list[str]) -> bool:
    for letter in reversed(letters):
        if not unicodedata.combining(letter):
            return letter.lower() in _VOWELS
    return False


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether ``word`` is spelt as a Vietnamese syllable can be, in any case and normal form.

    Args:
        word: one written word, letters only.
    """
    lower = word.lower()
    parts = split_tone(lower)
    if parts is None:
        return False
    toneless, tone = parts
    if toneless not in _toneless():
        return unicodedata.normalize("NFC", lower) in _names()
    # A syllable closed by a stop has sắc or nặng only; without a mark it is an unaccented text.
    return tone in _CHECKED_TONES or not toneless.endswith(_STOPS)


def words(text: str) -> Iterator[str]:
    """The words of ``text`` that count: no enumerator, no abbreviation, no Roman numeral."""
    for match in _WORD.finditer(text):
        word = match[0]
        enumerator = len(word) == 1 and (word.isascii() or word in "đĐ")
        if enumerator or _CONSONANTS.fullmatch(word) or not any(map(str.isalpha, word)):
            continue
        if word.lower() not in _uncounted():
            yield word


def valid_share(text: str) -> float:
    """The share of words of ``text`` that are Vietnamese syllables; 0.0 where it has no words.

    Enumerators, abbreviations and Roman numerals are not counted (see `words`).
    Official plans reach 0.97 to 1.0, the same texts in a wrong encoding at most 0.49.
    """
    counted = valid = 0
    for word in words(text):
        counted += 1
        valid += is_syllable(word)
    return valid / counted if counted else 0.0
