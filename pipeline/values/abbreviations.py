"""Abbreviations that a plan defines: "X (ILO)", "(sau đây gọi tắt là Sở)", "(viết tắt: SX)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from annotations import Span
from pipeline.values.mentions import nearly, syllables

_SAID = re.compile(
    r"\s*\(\s*(?:(?:sau|dưới)\s+đây\s+)?(?:(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)|gọi)(?:\s+là|\s*:)?\s*"
    r"[\"“”'‘’]?(?P<short>[^()\"“”]{2,60}?)[\"“”'‘’]?\s*\)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\(\s*(?P<short>[^\W\d_][^()\s]{1,15})\s*\)")
_QUANTIFIER = re.compile(r"^(?:các|những|một số)\s+", re.IGNORECASE)
_MIN_CAPITALS = 2
_MOST = 500
"""Short forms of one plan: more than any defines, since each is looked for in every name."""


def defined_abbreviations(text: str, bodies: Sequence[Span]) -> dict[str, str]:
    """The short forms that stand in brackets right behind a body.

    Args:
        text: the document's text.
        bodies: the spans of the bodies in it.

    Returns:
        What each short form stands for; the first definition counts.
    """
    found: dict[str, str] = {}
    for span in bodies:
        if len(found) == _MOST:
            break
        full = " ".join(span.of(text).split())
        said = _SAID.match(text, span.end)
        short = said["short"] if said else ""
        if not said:
            brackets = _BRACKETS.match(text, span.end)
            if brackets is not None and _abbreviates(brackets["short"], full):
                short = brackets["short"]
        short = " ".join(short.split())
        if short and len(short) < len(full):
            found.setdefault(short, _QUANTIFIER.sub("", full))
    return found


def _abbreviates(short: str, full: str) -> bool:
    """Whether a word in brackets is the short form of what stands before it, not its part."""
    capitals = sum(map(str.isupper, short))
    if capitals < _MIN_CAPITALS or capitals < len([c for c in short if c.isalpha()]):
        return False
    one_word = len(syllables(short)) == 1 and len(syllables(full)) > 1
    one_word = one_word and _QUANTIFIER.sub("", full)[0].isupper()
    return one_word or abbreviates(short, full)


def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` shortens the words of ``full``: by first letters, or as its beginning.

    "ILO" does not shorten "Tổ chức Lao động quốc tế"; only brackets can say that.
    """
    parts, whole = syllables(short), syllables(full)
    begins = whole.low[: len(parts)] == parts.low
    return begins or nearly(parts, len(parts), whole)


def expanded(text: str, definitions: Mapping[str, str]) -> str:
    """``text`` with a short form written out: the whole mention, its end, or an abbreviation in it.

    A short form that is a word ("Sở") counts only where nothing follows, since "Sở Tài chính" is
    another body.
    """
    for short, full in definitions.items():
        at = text.find(short)
        if at < 0 or (at and text[at - 1].isalnum()):
            continue
        rest = text[at + len(short) :]
        if (rest and rest[0].isalnum()) or full in text:
            continue
        if not rest or short.replace("&", "").isupper():
            return f"{text[:at]}{full}{rest}"
    return text
