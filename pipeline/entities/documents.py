"""DOCREF: document references by type and number; the words are in `rules/docref.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations import Entity, Label, Span

_SYMBOL_PART = r"[A-ZĐ][A-Za-zĐđÀ-ỹ]{0,9}\d{0,2}(?:&[A-ZĐ]+)?"
_SYMBOL = rf"{_SYMBOL_PART}(?:(?: ?[-/] ?|\.)(?:{_SYMBOL_PART}|\d{{1,2}}(?!\d)))*"
# 78/2021/NĐ-CP, 25-CT/TW, 66.2/2025/NQ-CP; Số 5/2020/...
_NUMBER = (
    rf"(?:\d{{1,6}}(?:\.\d{{1,2}})?[a-zA-Z]?(?: ?/ ?\d{{4}})? ?[/-] ?{_SYMBOL}"
    rf"|\d{{1,6}} ?/ ?\d{{4}} ?/ ?{_SYMBOL})"
)
_BLANK = rf"[.…_ ]*/ ?{_SYMBOL}"
_NO = r"(?i:s[ốôoó] ?:? ?)"


class DocumentReferences:
    """Finds document references.

    Args:
        types: words for types of documents.
        bare: types whose bare number is a name.
        counted: words that make a bare number a count.
        standards: series of technical standards.
    """

    def __init__(
        self, *, types: list[str], bare: list[str], counted: list[str], standards: list[str]
    ) -> None:
        type_ = _any(types)
        count = rf"(?! *(?:{_any(counted)})(?!\w))"
        number_end = r"(?![\w/]|-\w|\.\d|,\d)"
        self._typed = re.compile(
            rf"(?<!\w)(?i:{type_}) (?:(?:{_NO})?{_NUMBER}(?!\w)"
            rf"|{_NO}\d{{1,5}}{number_end}|{_NO}{_BLANK}(?!\w))"
        )
        self._bare = re.compile(
            rf"(?<!\w)(?i:{_any(bare)}) \d{{2,5}}{number_end}{count}(?! *- *\d)"
        )
        self._standard = re.compile(
            rf"(?<!\w)(?i:(?:bộ )?(?:tiêu|quy) chuẩn (?:kỹ thuật )?(?:quốc gia )?)?"
            rf"(?:{_any(standards)})(?: (?:ISO|ISO/IEC|IEC))?"
            r" \d+(?:-\d+)?(?::\d{4})?(?:/[A-ZĐ]{2,8})?(?!\w)"
        )
        self._further = re.compile(rf"(?:,|;| và)(?: các)? ({_NO}{_NUMBER})(?!\w)")
        self._own = re.compile(
            rf"(?:{_NO}|(?i:Số hiệu) ?:? ?|(?i:Số, ký hiệu) ?:? ?)({_NUMBER}|{_BLANK})(?!\w)"
        )
        self._alone = re.compile(rf"{_NUMBER}$")

    def find(self, text: str) -> list[Entity]:
        """The references of a text, in order, none overlapping."""
        found = [*self._matches(text)]
        found.sort(key=lambda entity: (entity.span.start, -entity.span.end))
        kept: list[Entity] = []
        for entity in found:
            if not kept or entity.span.start >= kept[-1].span.end:
                kept.append(entity)
        return kept

    def own_number(self, line: str) -> Span | None:
        """The document's own number in its number line ("Số: 71/KH-UBND")."""
        match = self._own.match(line) or self._alone.match(line)
        if match is None:
            return None
        start, end = match.span(1) if match.re is self._own else match.span()
        while line[start].isspace():
            start += 1
        return Span(start, end)

    def _matches(self, text: str) -> Iterator[Entity]:
        for match in self._typed.finditer(text):
            yield _reference(match.start(), match.end(), "typed")
        for match in self._further.finditer(text):
            yield _reference(match.start(1), match.end(1), "further")
        for match in self._bare.finditer(text):
            yield _reference(match.start(), match.end(), "bare")
        for match in self._standard.finditer(text):
            yield _reference(match.start(), match.end(), "standard")


def _reference(start: int, end: int, rule: str) -> Entity:
    return Entity(Label.DOCREF, Span(start, end), f"rule:docref-{rule}")


def _any(words: list[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) for word in ordered)
