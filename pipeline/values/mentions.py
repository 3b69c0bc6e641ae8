"""A mention of an agency as syllables, and how a name can be spelt.

Connectors do not tell names apart ("Văn hóa - Thể thao và Du lịch"), neither do letter case, tone
placement and abbreviations of the first letters of syllables ("Sở VHTT&DL", "BCHQS tỉnh").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipeline.entities.tokens import canonical
from pipeline.syllables import is_syllable
from pipeline.values.words import abbreviations

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
_LINKS = {",": ", ", "-": " - ", "–": " - ", "và": " và ", "&": " và ", ",và": " và ", "/": "/"}
"""How the connectors in front of a syllable are written."""
_LEVELS = {"q": "quận", "h": "huyện", "x": "xã", "p": "phường", "t": "tỉnh"}
"""Letters that are a level before a point: "Q. Ba Đình"."""


@dataclass(frozen=True, slots=True)
class Syllables:
    """A name or a mention, connectors left out.

    Args:
        low: each syllable, canonical and in lower case.
        before: the connectors in front of each, one string: "", ",", "-", "và" ...
        short: whether each is an abbreviation by its look.
        capital: whether each begins with a capital.
        bare: each without marks, "đ" as "d".
    """

    low: tuple[str, ...]
    before: tuple[str, ...]
    short: tuple[bool, ...]
    capital: tuple[bool, ...]
    bare: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.low)

    def slug(self, start: int = 0, end: int | None = None) -> str:
        """The slug of syllables ``start`` to ``end``, "và" kept."""
        end = len(self) if end is None else end
        parts: list[str] = []
        for at in range(start, end):
            if at > start and self.before[at] in ("và", "&", ",và"):
                parts.append("va")
            parts.append(self.bare[at])
        return "-".join(parts)

    def text(self, *, place: bool = False) -> str:
        """What people read for the syllables, spelt alike; capitals as they are written.

        Args:
            place: whether they are the name of a place, of which no syllable is an abbreviation.
        """
        parts: list[str] = []
        for at, low in enumerate(self.low):
            link = _LINKS.get(self.before[at], " ") if at else ""
            upper = low.upper() if self.short[at] and not place else low.capitalize()
            parts.append(link + (upper if self.capital[at] or place else low))
        return "".join(parts)

    def part(self, start: int, end: int | None = None) -> Syllables:
        """The syllables ``start`` to ``end`` alone."""
        cut = slice(start, end)
        return Syllables(
            self.low[cut], self.before[cut], self.short[cut], self.capital[cut], self.bare[cut]
        )


@lru_cache(maxsize=8192)
def unmarked(text: str) -> str:
    """``text`` in lower case without marks, "đ" as "d"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(character for character in plain if not unicodedata.combining(character))


@lru_cache(maxsize=8192)
def slug(text: str) -> str:
    """The identifier of a name: letters without marks and digits, joined with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", unmarked(text)))


@lru_cache(maxsize=8192)
def syllables(text: str) -> Syllables:
    """Cut ``text`` into its syllables; words that an error glued together are parted."""
    low: list[str] = []
    before: list[str] = []
    short: list[bool] = []
    capital: list[bool] = []
    loud = _is_loud(text)
    link = ""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    pieces = [piece for match in _PART.finditer(text) for piece in _parted(match.group())]
    for place, piece in enumerate(pieces):
        syllable = canonical(piece)
        if not piece[0].isalnum() or (syllable == "và" and low):
            link += "và" if syllable == "và" else piece if piece in ",-/&;–—" else ""
            continue
        abbreviation = _is_short(piece, loud=loud)
        point = pieces[place + 1 : place + 2] == ["."]
        if abbreviation and syllable in abbreviations():
            words, abbreviation = abbreviations()[syllable], False
        elif point and syllable in _LEVELS and piece.isupper():
            words, abbreviation = (_LEVELS[syllable],), False
        else:
            words = (syllable,)
        for number, word in enumerate(words):
            low.append(word)
            before.append(link if not number else "")
            short.append(abbreviation)
            capital.append(piece[0].isupper() and not number)
        link = ""
    return Syllables(
        tuple(low), tuple(before), tuple(short), tuple(capital), tuple(map(unmarked, low))
    )


def _is_loud(text: str) -> bool:
    """Whether a text is written in capitals, so that they say nothing."""
    letters = [character for character in text if character.isalpha()]
    return " " in text.strip() and not text.isascii() and all(map(str.isupper, letters))


def _is_short(piece: str, *, loud: bool) -> bool:
    if not piece.isalpha() or len(piece) < 2:
        return False
    if is_syllable(piece) and (loud or not piece.isascii() or not piece.isupper()):
        return False
    return piece.isupper() or not piece[1:].islower()


def _parted(piece: str) -> list[str]:
    """Part what an error glued together ("UBNDcác", "MTTQViệt", "vàXã"), and "UBTWMTTQ"."""
    if piece.isupper() and "TW" in piece:
        return [part for part in re.split("(TW)", piece) if part]
    if piece.islower() or piece.isupper() or piece.istitle() or is_syllable(piece):
        return [piece]
    for at in range(len(piece) - 1, 0, -1):
        first, second = piece[:at], piece[at:]
        letters = first.isupper() and len(first) > 1
        if not (second[0].isupper() or letters) or not (letters or is_syllable(first)):
            continue
        if second[1:].islower() and is_syllable(second):
            return [first, second]
    return [piece]


def signature(parts: Syllables, end: int | None = None) -> str:
    """The first letters of the syllables up to ``end``; the same for a name and its short forms."""
    return "".join(
        bare if short else bare[0]
        for bare, short in zip(parts.bare[:end], parts.short[:end], strict=True)
    )


def spells(mention: Syllables, end: int, name: Syllables) -> bool:
    """Whether the first ``end`` syllables of ``mention`` are ``name``, abbreviated or not."""
    return _fits(mention.low, mention.short, 0, end, name.low, 0)


def nearly(mention: Syllables, end: int, name: Syllables) -> bool:
    """The same with marks left out: slips ("Công Thuơng") and scans ("NHẢN DÂN")."""
    return _fits(mention.bare, mention.short, 0, end, name.bare, 0)


def one_letter_off(mention: Syllables, name: Syllables) -> bool:
    """Whether one letter of one syllable tells them apart, marks left out.

    Args:
        mention: of as many syllables as ``name``.
        name: a body's name.
    """
    apart = [
        (one, other) for one, other in zip(mention.bare, name.bare, strict=True) if one != other
    ]
    if len(apart) != 1:
        return False
    (one, other) = sorted(apart[0], key=len)
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return any(other[:at] + other[at + 1 :] == one for at in range(len(other)))


def _fits(
    mention: tuple[str, ...],
    short: tuple[bool, ...],
    at: int,
    end: int,
    name: tuple[str, ...],
    place: int,
) -> bool:
    while at < end:
        if place < len(name) and mention[at] == name[place]:
            if short[at] and _expands(mention[at], name, place):
                over = place + len(mention[at])
                if _fits(mention, short, at + 1, end, name, over):
                    return True
            at, place = at + 1, place + 1
        elif short[at] and _expands(mention[at], name, place):
            at, place = at + 1, place + len(mention[at])
        else:
            return False
    return place == len(name)


def _expands(letters: str, name: tuple[str, ...], place: int) -> bool:
    """Whether ``letters`` are the first letters of as many syllables."""
    words = name[place : place + len(letters)]
    if len(words) < len(letters):
        return False
    return all(
        unmarked(word[0]) == unmarked(letter) for word, letter in zip(words, letters, strict=True)
    )
