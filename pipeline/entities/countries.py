"""COUNTRY: sovereign states by name; the names are in `rules/country.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from annotations import Entity, Label, Span

_LANGUAGE = re.compile(
    r"(?:tiếng|ngôn ngữ|từ điển|bản dịch|song ngữ|biên dịch|phiên dịch)(?: [^ .;:\n]+,?){0,4} $",
    re.IGNORECASE,
)
"""Before a name this makes it one of a language, also in a list ("tiếng Anh, Pháp")."""


class Countries:
    """Finds countries.

    Args:
        names: for each ISO 3166 code the names, spellings and long forms.
        ambiguous: names that are words as well.
        not_after: words after which an ambiguous name is none.
        not_before: words before which an ambiguous name is none.
        false_positives: phrases in which a name is none.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        *,
        ambiguous: list[str],
        not_after: list[str],
        not_before: list[str],
        false_positives: list[str],
    ) -> None:
        self.codes = {_key(name): code for code, group in names.items() for name in group}
        spellings = {name for group in names.values() for name in group}
        self._pattern = _alternatives({*spellings, *(name.upper() for name in spellings)})
        self._ambiguous = frozenset(map(_key, ambiguous))
        self._false = _alternatives({*false_positives, *(name.upper() for name in false_positives)})
        self._not_after = re.compile(
            rf"(?:^|[\s(\"“])(?:{'|'.join(map(re.escape, not_after))})[ ]$", re.IGNORECASE
        )
        self._not_before = re.compile(
            rf"[ -](?:{'|'.join(map(re.escape, not_before))})(?!\w)", re.IGNORECASE
        )

    def find(self, text: str) -> list[Entity]:
        """The countries of a text, in order, none overlapping."""
        no = [match.span() for match in self._false.finditer(text)]
        found: list[Entity] = []
        for match in self._pattern.finditer(text):
            start, end = match.span()
            if any(first <= start and end <= last for first, last in no):
                continue
            if _LANGUAGE.search(text[max(0, start - 40) : start]):
                continue
            if _key(match.group()) in self._ambiguous and not self._counts(text, start, end):
                continue
            found.append(Entity(Label.COUNTRY, Span(start, end), "rule:country"))
        return found

    def _counts(self, text: str, start: int, end: int) -> bool:
        """Whether an ambiguous name stands where a country can."""
        before = text[max(0, start - 16) : start]
        if self._not_after.search(before) or self._not_before.match(text, end):
            return False
        # "Nguyễn Văn Đức": a name in capitals before it, with only a space between, is a person's.
        previous = re.search(r"(\S+) $", before)
        if previous and previous.group(1)[0].isupper() and previous.group(1).isalpha():
            return text[start:end].isupper() and previous.group(1) in _BEFORE_SHOUTED
        following = re.match(r" ([^\W\d_]+)", text[end : end + 12])
        if following and following.group(1)[0].isupper() and not text[start:end].isupper():
            return False
        return not _opens_sentence(before) or text[start:end] not in ("Anh", "Áo", "Ý", "Bỉ")


_BEFORE_SHOUTED = frozenset(("VỚI", "TẠI", "NƯỚC", "VÀ", "GIỮA", "SANG", "Ở", "TỪ"))


def _opens_sentence(before: str) -> bool:
    return before.rstrip(" -+*•").endswith(("\n", ".", ":", ";")) or not before.strip()


def _key(name: str) -> str:
    return name.lower()


def _alternatives(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    body = "|".join(re.escape(name).replace(r"\-", r" ?- ?") for name in ordered)
    return re.compile(rf"(?<![\w])(?:{body})(?![\w])")
