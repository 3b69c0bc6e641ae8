"""Vietnamese text in the encodings from before Unicode: TCVN3 (ABC), VNI, Windows-1258.

Their text comes as the characters that its bytes are in Windows-1252: in Word runs that were
typed in a font such as ".VnTime", in pages, and in plain files once decoded as such.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

ENCODINGS = ("windows-1258", "tcvn3", "tcvn3-capitals", "vni")
"""What `convert` knows; ``tcvn3-capitals`` is TCVN3 in a font that shows capitals only."""

# Letters and marks that none of the encodings can hold before it is converted.
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
    "\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]"
)
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _data() -> dict[str, Any]:
    path = resources.files("pipeline.readers").joinpath("legacy.toml")
    return tomllib.loads(path.read_text("utf-8"))


def convert(text: str, *, encoding: str) -> str:
    """Vietnamese in Unicode from the Windows-1252 characters of a legacy encoding.

    Text that already holds letters which the encoding cannot (a run in Unicode whose font name
    was left behind) comes back as it is. Characters that the encoding does not use stay.
    TCVN3 has no capitals with tones, so those of a word in capitals ("KÕ HO¹CH") are restored.
    Windows-1258 gives combining tone marks, as its bytes have them.

    Args:
        text: characters of Windows-1252, those without one there of Latin-1.
        encoding: one of `ENCODINGS`.

    Raises:
        ValueError: when ``encoding`` is none of them.
    """
    converters: dict[str, Callable[[str], str]] = {
        "windows-1258": lambda text: text.translate(_windows_1258()),
        "tcvn3": lambda text: _restore_capitals(text.translate(_tcvn3())),
        "tcvn3-capitals": lambda text: text.translate(_tcvn3()).upper(),
        "vni": _from_vni,
    }
    if encoding not in converters:
        raise ValueError(f"unknown encoding {encoding!r}: one of {', '.join(ENCODINGS)}")
    return text if _UNICODE.search(text) else converters[encoding](text)


def encoding_of_font(font: str) -> str | None:
    """The encoding that text in ``font`` is in; ``None`` for the fonts of Unicode.

    ".VnTime" and its kin are TCVN3, ".VnTimeH" shows capitals, "VNI-Times" and its kin are VNI.
    """
    name = font.strip().casefold()
    for entry in _data()["fonts"]:
        if name.startswith(entry["prefix"]) and name.endswith(entry.get("suffix", "")):
            return entry["encoding"]
    return None


@cache
def _windows_1258() -> Mapping[int, str]:
    table = dict[int, str]()
    for code in range(0x80, 0x100):
        byte = bytes((code,))
        target = byte.decode("cp1258", errors="ignore")
        if target:
            table[ord(byte.decode("cp1252"))] = target
    return table


@cache
def _tcvn3() -> Mapping[int, str]:
    return str.maketrans(_data()["tcvn3"])


def _restore_capitals(text: str) -> str:
    """Raise the letters of words whose other letters are capitals.

    A word such as "Hà" from "H·" tells nothing of its own: it is raised between words in
    capitals of the same line.
    """
    return "".join(map(_restore_line, text.splitlines(keepends=True)))


def _restore_line(line: str) -> str:
    words = list(_WORD.finditer(line))
    known = [_in_capitals(word[0]) for word in words]
    if True not in known:
        return line
    before, after = _last_known(known), _last_known(known[::-1])[::-1]
    pieces, end = list[str](), 0
    for word, *neighbours in zip(words, before, after, strict=True):
        pieces.append(line[end : word.start()])
        end = word.end()
        pieces.append(word[0].upper() if all(neighbours) else word[0])
    return "".join((*pieces, line[end:]))


def _last_known(known: Sequence[bool | None]) -> list[bool]:
    """For each word what is known of it or else of the one before it; true at the start."""
    found, last = list[bool](), True
    for capital in known:
        last = last if capital is None else capital
        found.append(last)
    return found


def _in_capitals(word: str) -> bool | None:
    """Whether a word is in capitals, judged by the letters that TCVN3 has in both cases."""
    if any("a" <= letter <= "z" for letter in word):
        return False
    return True if sum(map(str.isupper, word)) > 1 else None


@cache
def _vni() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern for what VNI writes and what each match stands for, both cases."""
    data = _data()["vni"]
    letters: dict[str, str] = data["letters"]
    table = dict(letters)
    for group in data["marks"]:
        for base in group["after"]:
            for mark, combining in group.items():
                if mark != "after":
                    letter = unicodedata.normalize("NFC", letters.get(base, base) + combining)
                    table[base + mark] = letter
    cased = dict[str, str]()
    for source, target in table.items():
        base, mark = source[0], source[1:]
        for case in (mark.lower(), mark.upper()):
            cased[base.lower() + case] = target.lower()
            cased[base.upper() + case] = target.upper()
    longest_first = sorted(cased, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), cased


def _from_vni(text: str) -> str:
    pattern, table = _vni()
    return pattern.sub(lambda match: table[match[0]], text)
