"""The words people read: headers, values and flags in Vietnamese and English.

Records keep the keys; only the workbook, the page and the terminal speak a language.
"""

from __future__ import annotations

import unicodedata

from annotations.language import Lang, word

__all__ = ["Lang", "flag", "harmless", "word"]


def flag(key: str, lang: Lang) -> str:
    """What people read for a flag; ``ocr:3`` is the wording of ``ocr:`` with "3" in it."""
    name, colon, detail = key.partition(":")
    wanted = f"flag.{name}{colon}"
    wording = word(wanted, lang)
    return key if wording == wanted else wording.replace("{}", detail)


def harmless(text: str) -> str:
    """``text`` with what steers a terminal replaced by visible signs.

    A document or a file name may hold escape sequences, or marks that turn the direction of
    writing and so make a text look like another one.
    """
    plain = text.translate(_CONTROLS)
    if plain.isascii():
        return plain
    return "".join("\ufffd" if _steers(character) else character for character in plain)


def _steers(character: str) -> bool:
    """Whether a character is a C1 control or sets the direction of writing."""
    return unicodedata.category(character) == "Cc" or character in _DIRECTION


_CONTROLS = {0x7F: "\u2421", **{code: chr(0x2400 + code) for code in range(0x20)}}
"""Control characters and the signs that stand for them."""

_DIRECTION = frozenset(
    map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
