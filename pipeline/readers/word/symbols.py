"""Characters of the symbol fonts, which Word keeps in the private use area, in Unicode."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PRIVATE = re.compile("[\uf020-\uf0ff]")

# The fonts' own code charts: what stands in lists, forms and formulas of office documents.
_SYMBOL = dict(
    zip(
        b"ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
) | {
    0x2D: "-",
    0xA2: "\u2032",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB2: "\u2033",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xC5: "⊕",
    0xD0: "∠",
    0xD6: "√",
    0xD7: "⋅",
    0xDB: "⇔",
    0xDC: "⇐",
    0xDE: "⇒",
    0xE5: "∑",
}
_WINGDINGS = {
    0x28: "☎",
    0x2A: "✉",
    0x46: "☞",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x97: "●", 0xA3: "□"}
_FONTS: dict[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}


def in_unicode(text: str, *, font: str) -> str:
    """``text`` with the private characters of a symbol font replaced.

    Those of other fonts, and those that the charts above lack, stay as they are.
    """
    chart = _FONTS.get(font.casefold())
    if chart is None:
        return text
    return _PRIVATE.sub(lambda match: chart.get(ord(match[0]) & 0xFF, match[0]), text)


def out_of_private(text: str) -> str:
    """``text`` of a font that Word took for a symbol font, as the characters of its bytes.

    Fonts of the legacy encodings are such: their bytes lie at U+F000 in some files.
    """
    return _PRIVATE.sub(lambda match: _windows_1252(ord(match[0]) & 0xFF), text)


def _windows_1252(code: int) -> str:
    """The character of a byte; five bytes have none there and stay control characters."""
    return bytes((code,)).decode("cp1252", errors="ignore") or chr(code)
